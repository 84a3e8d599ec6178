#include "tessera-admission.h"

#include <string.h>

#include "tessera-authenticate.h"
#include "tessera-door.h"

/* What is known of a request while it is judged. */
typedef struct
{
  TesseraCall *call;
  TesseraDoorKind door;
  char *allow;
} Judgement;

#define refuse(judgement, ...) tessera_call_refuse ((judgement)->call, tessera_problem_new (__VA_ARGS__))

/* The origin form of RFC 9112, 3.2.1, in the characters of RFC 3986, 3.3 and 3.4. */
static TesseraReply *
check_target (Judgement *judgement)
{
  const char *target = judgement->call->request->target;

  if (*target != '/')
    return refuse (judgement, TESSERA_PROBLEM_BAD_REQUEST, "The target must begin with a slash.");

  for (const char *c = target; *c != '\0'; c++)
    {
      if (*c == '%' && g_ascii_isxdigit (c[1]) && g_ascii_isxdigit (c[2]))
        c += 2;
      else if (!g_ascii_isalnum (*c) && strchr ("-._~!$&'()*+,;=:@/?", *c) == NULL)
        return refuse (judgement, TESSERA_PROBLEM_BAD_REQUEST, "The target has a character that must be escaped.");
    }

  return NULL;
}

static TesseraReply *
check_single_fields (Judgement *judgement)
{
  static const char *const names[] = { "Content-Type", "If-Match", "Idempotency-Key" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (tessera_request_count_field (judgement->call->request, names[i]) > 1)
      return refuse (judgement, TESSERA_PROBLEM_BAD_REQUEST, "The field %s must occur once.", names[i]);

  return NULL;
}

/* A strong entity tag of RFC 9110, 8.8.3; a list is none because a tag holds no quotation mark. */
static TesseraReply *
check_if_match (Judgement *judgement)
{
  const char *value = tessera_request_get_field (judgement->call->request, "If-Match");
  gsize length = value != NULL ? strlen (value) : 0;

  if (value == NULL)
    return NULL;
  if (length < 2 || value[0] != '"' || strchr (value + 1, '"') != value + length - 1 || strpbrk (value, " \t") != NULL)
    return refuse (judgement, TESSERA_PROBLEM_BAD_REQUEST,
                   "If-Match takes one strong entity tag; neither *, nor a list, nor a weak one.");

  judgement->call->revision = g_strndup (value + 1, length - 2);
  return NULL;
}

static TesseraReply *
check_idempotency_key (Judgement *judgement)
{
  const char *value = tessera_request_get_field (judgement->call->request, "Idempotency-Key");
  gsize length = 0;

  if (value == NULL)
    return NULL;

  while (g_ascii_isgraph (value[length]))
    length++;
  if (length < 1 || length > 64 || value[length] != '\0')
    return refuse (judgement, TESSERA_PROBLEM_BAD_REQUEST,
                   "Idempotency-Key takes 1 to 64 visible ASCII characters.");

  judgement->call->replay_key = value;
  return NULL;
}

/* Not yet a step of judging: which parameters are known depends on the route. */
static TesseraReply *
find_route (Judgement *judgement)
{
  TesseraCall *call = judgement->call;

  call->route = tessera_routes_find (judgement->door, call->request->method, call->request->path, &call->id,
                                     &judgement->allow);
  return NULL;
}

static TesseraReply *
check_query (Judgement *judgement)
{
  TesseraCall *call = judgement->call;
  g_autoptr (GError) error = NULL;

  if (tessera_query_parse (&call->query, call->request->query, call->route != NULL && call->route->paged, &error))
    return NULL;

  return refuse (judgement, TESSERA_PROBLEM_BAD_REQUEST, "%s", error->message);
}

static TesseraReply *
check_placement (Judgement *judgement)
{
  return judgement->door == TESSERA_DOOR_MANAGEMENT ? tessera_authenticate_check_placement (judgement->call) : NULL;
}

static TesseraReply *
authenticate (Judgement *judgement)
{
  TesseraCall *call = judgement->call;
  TesseraReply *reply;

  if (judgement->door != TESSERA_DOOR_MANAGEMENT)
    return NULL;

  reply = tessera_authenticate_check_peer (call);
  if (reply != NULL || (call->route != NULL && call->route->who == TESSERA_WHO_ANYONE))
    return reply;

  return tessera_authenticate (call);
}

static TesseraReply *
check_route (Judgement *judgement)
{
  TesseraReply *reply;

  if (judgement->allow == NULL)
    return refuse (judgement, TESSERA_PROBLEM_NO_SUCH_ROUTE, "There is nothing at this path.");
  if (judgement->call->route != NULL)
    return NULL;

  reply = refuse (judgement, TESSERA_PROBLEM_METHOD_NOT_ALLOWED, "This path takes %s.", judgement->allow);
  tessera_reply_add_field (reply, "Allow", judgement->allow);
  return reply;
}

static TesseraReply *
check_role (Judgement *judgement)
{
  TesseraCall *call = judgement->call;

  if (call->route->who == TESSERA_WHO_MANAGER && call->admin->role != TESSERA_ROLE_MANAGER)
    return refuse (judgement, TESSERA_PROBLEM_NOT_ALLOWED, "A viewer reads and changes nothing.");

  return NULL;
}

static TesseraReply *
check_length (Judgement *judgement)
{
  const TesseraRequest *request = judgement->call->request;

  if (judgement->call->route->body != TESSERA_BODY_NONE && !request->has_length)
    return refuse (judgement, TESSERA_PROBLEM_LENGTH_REQUIRED, "Send the body's length in Content-Length.");
  if (request->has_length && request->length > TESSERA_DOOR_MAX_BODY)
    return refuse (judgement, TESSERA_PROBLEM_TOO_LARGE, "A body has at most %d bytes.", TESSERA_DOOR_MAX_BODY);

  return NULL;
}

/* The media type and its one charset, that of JSON (RFC 8259, 11) and of forms. */
static gboolean
is_type (const char *type, GRegex **regex, const char *pattern)
{
  if (g_once_init_enter (regex))
    g_once_init_leave (regex, g_regex_new (pattern, G_REGEX_CASELESS | G_REGEX_DOLLAR_ENDONLY | G_REGEX_RAW, 0, NULL));

  return type != NULL && g_regex_match (*regex, type, 0, NULL);
}

#define CHARSET "[ \t]*(;[ \t]*(charset=(utf-8|\"utf-8\"))?[ \t]*)?$"

static TesseraReply *
check_type (Judgement *judgement)
{
  static GRegex *json, *form;
  const char *type = tessera_request_get_field (judgement->call->request, "Content-Type");

  switch (judgement->call->route->body)
    {
    case TESSERA_BODY_JSON:
      if (!is_type (type, &json, "^application/json" CHARSET))
        return refuse (judgement, TESSERA_PROBLEM_UNSUPPORTED_MEDIA, "Send the body as application/json in UTF-8.");
      return NULL;
    case TESSERA_BODY_FORM:
      if (!is_type (type, &form, "^application/x-www-form-urlencoded" CHARSET))
        return refuse (judgement, TESSERA_PROBLEM_UNSUPPORTED_MEDIA,
                       "Send the body as application/x-www-form-urlencoded in UTF-8.");
      return NULL;
    case TESSERA_BODY_NONE:
    default:
      return NULL;
    }
}

TesseraReply *
tessera_admission_judge (TesseraCall *call, TesseraDoorKind door)
{
  static TesseraReply *(*const steps[]) (Judgement *) = {
    check_target, check_single_fields, check_if_match, check_idempotency_key, find_route, check_query,
    check_placement, authenticate, check_route, check_role, check_length, check_type,
  };
  Judgement judgement = { call, door, NULL };
  TesseraReply *reply = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (steps) && reply == NULL; i++)
    reply = steps[i] (&judgement);

  g_free (judgement.allow);
  return reply;
}
