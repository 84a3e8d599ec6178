#include "tessera-authorize.h"

#include <string.h>

#include "tessera-authenticate.h"
#include "tessera-log.h"

#define ASKED_PATH "/v1/authorize"
#define REPEATED_PREFIX "/v1/ext-authz"

/**
 * Question:
 * @method: the judged request's
 * @target: its raw target
 * @credential: (nullable): what it carries as such, once that was read
 * @digest: the credential's, if it is as long as a secret
 * @holder: whose it is, once @known
 * @now: one instant for all that is judged
 */
typedef struct
{
  const TesseraContext *context;
  const TesseraRequest *request;
  const char *method;
  const char *target;
  const char *credential;
  TesseraDigest digest;
  gboolean known;
  TesseraHolder holder;
  gint64 now;
} Question;

gboolean
tessera_authorize_is_asked (const TesseraRequest *request)
{
  return strcmp (request->path, ASKED_PATH) == 0 || g_str_has_prefix (request->path, REPEATED_PREFIX "/");
}

/* Refusing */

/* The judged request for the log, without its query, and by whom. (transfer full) */
static char *
describe (const Question *question)
{
  const char *target = question->target != NULL ? question->target : "";
  g_autofree char *path = g_strndup (target, strcspn (target, "?"));
  g_autofree char *quoted_path = tessera_log_quote (path);
  g_autofree char *method = tessera_log_quote (question->method != NULL ? question->method : "");

  return g_strdup_printf ("%s %s by %s, asked from %s", method, quoted_path,
                          question->known ? tessera_holder_get_id (&question->holder) : "nobody known",
                          question->request->peer.address);
}

static void
log_allowed (const Question *question)
{
  g_autofree char *what = describe (question);

  tessera_log ("allowed %s", what);
}

static void
log_refusal (const Question *question, const TesseraProblem *problem)
{
  g_autofree char *what = describe (question);

  tessera_log ("denied %u %s: %s %s", problem->status, what, strrchr (problem->type, ':') + 1, problem->detail);
}

/**
 * refuse:
 * @challenge: (nullable): the parameters of the challenge, RFC 6750, 3
 */
static TesseraReply *
refuse (const Question *question, const char *challenge, TesseraProblem *problem)
{
  TesseraReply *reply;

  log_refusal (question, problem);
  reply = tessera_reply_new_problem (problem);
  if (challenge != NULL)
    {
      g_autofree char *value = g_strconcat ("Bearer ", challenge, NULL);

      tessera_reply_set_field (reply, "WWW-Authenticate", value);
    }

  return reply;
}

static TesseraReply *
refuse_fault (const Question *question, const char *fault)
{
  g_autofree char *challenge = g_strdup_printf ("error=\"invalid_request\", error_description=\"%s\"", fault);

  return refuse (question, challenge, tessera_problem_new (TESSERA_PROBLEM_REQUEST_DENIED, "%s", fault));
}

static TesseraReply *
refuse_token (const Question *question, const char *why)
{
  g_autofree char *challenge = g_strdup_printf ("error=\"invalid_token\", error_description=\"%s\"", why);

  return refuse (question, challenge, tessera_problem_new (TESSERA_PROBLEM_INVALID_TOKEN, "%s", why));
}

static TesseraReply *
refuse_scope (const Question *question, TesseraAccessNeed need)
{
  const TesseraArea *area = tessera_catalogue_get_area (question->context->catalogue, need.area);
  g_autofree char *scope = g_strdup_printf ("%s:%s", area->id, tessera_verb_to_string (need.verb));
  g_autofree char *why = area->retired
                             ? g_strdup_printf ("The area %s is retired; no token may use it any more.", area->id)
                             : g_strdup_printf ("The token lacks %s. Ask who issued it to add that.", scope);
  g_autofree char *challenge =
      g_strdup_printf ("error=\"insufficient_scope\", error_description=\"%s\", scope=\"%s\"", why, scope);

  return refuse (question, challenge, tessera_problem_new (TESSERA_PROBLEM_INSUFFICIENT_SCOPE, "%s", why));
}

/* Reading the question; each step tells a fault of it, or NULL */

/* The value of a field that must occur once, or NULL. */
static const char *
get_single_field (const TesseraRequest *request, const char *name)
{
  const char *value;

  return tessera_request_look_up (request, name, &value) == 1 ? value : NULL;
}

/* Caddy asks with the judged request's own query behind the path that it was told; any other query is none of ours. */
static gboolean
has_foreign_query (const Question *question)
{
  const char *own = question->request->query, *forwarded = strchr (question->target, '?');

  return own != NULL && (forwarded == NULL || strcmp (own, forwarded + 1) != 0);
}

static const char *
read_forwarded (Question *question)
{
  const TesseraRequest *request = question->request;

  if (strcmp (request->method, "GET") != 0)
    return "Ask with GET " ASKED_PATH ".";

  question->method = get_single_field (request, "X-Forwarded-Method");
  if (question->method == NULL)
    return "X-Forwarded-Method must occur exactly once.";

  question->target = get_single_field (request, "X-Forwarded-Uri");
  if (question->target == NULL)
    return "X-Forwarded-Uri must occur exactly once.";
  if (has_foreign_query (question))
    return "Ask with GET " ASKED_PATH " and no query, or with the one in X-Forwarded-Uri.";

  return NULL;
}

static const char *
read_question (Question *question)
{
  const TesseraRequest *request = question->request;

  if (strcmp (request->path, ASKED_PATH) == 0)
    return read_forwarded (question);

  question->method = request->method;
  question->target = request->target + strlen (REPEATED_PREFIX);
  return NULL;
}

/* To an API behind CGI or WSGI `_` is `-`. */
static gboolean
is_same_name (const char *name, const char *wanted)
{
  while (*name != '\0' && (g_ascii_tolower (*name) == *wanted || (*name == '_' && *wanted == '-')))
    {
      name++;
      wanted++;
    }

  return *name == *wanted;
}

/* Some programs take the method from there; then it is not the one that was judged. */
static const char *
find_override (const TesseraRequest *request)
{
  static const char *const names[] = { "x-http-method", "x-http-method-override", "x-method-override" };

  for (guint field = 0; field < request->n_fields; field++)
    for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
      if (is_same_name (request->fields[field].name, names[i]))
        return "A field that overrides the method is not taken.";

  return NULL;
}

/* Whether what came as one field may have been several on its way here (RFC 9110, 5.3). */
static gboolean
is_joined (const char *value)
{
  return value != NULL && strchr (value, ',') != NULL;
}

/**
 * find_credential:
 * @credential: (out) (nullable): %NULL if there is none
 *
 * Returns: (nullable): the fault in how it was sent
 */
static const char *
find_credential (const TesseraRequest *request, const char **credential)
{
  const char *key, *authorization;
  guint n = tessera_request_look_up (request, "X-Api-Key", &key);

  n += tessera_request_look_up (request, "Authorization", &authorization);
  *credential = key != NULL ? key : tessera_authenticate_read_bearer (authorization);
  if (n > 1)
    return "The request carries more than one credential.";
  if (is_joined (key) || is_joined (authorization))
    return "The credential holds a comma, as if it were several.";
  if (*credential != NULL && **credential == '\0')
    *credential = NULL;

  return NULL;
}

/* Judging */

/* Its check sum would tell no more than the look-up, which costs about as much. */
static gboolean
has_secret (const Question *question)
{
  return question->credential != NULL && strlen (question->credential) == TESSERA_SECRET_LENGTH;
}

/* Among many tokens, memory takes as long to tell of one as the path takes to be judged: it goes about it meanwhile. */
static void
expect_holder (Question *question)
{
  const TesseraContext *context = question->context;

  if (!has_secret (question))
    return;

  question->digest = tessera_secret_digest (context->key, question->credential, TESSERA_SECRET_LENGTH);
  tessera_store_expect (context->store, &question->digest);
}

static TesseraReply *
identify (Question *question)
{
  gint64 secret_ends_at = 0;

  question->known = has_secret (question)
                    && tessera_store_look_up (question->context->store, &question->digest, &question->holder,
                                              &secret_ends_at);
  if (!question->known)
    return refuse_token (question, "The token is unknown.");

  switch (tessera_holder_get_state (&question->holder, secret_ends_at, question->now))
    {
    case TESSERA_HOLDER_REVOKED:
      return refuse_token (question, "The token was revoked.");
    case TESSERA_HOLDER_EXPIRED:
      return refuse_token (question, "The token has expired.");
    case TESSERA_HOLDER_REPLACED:
      return refuse_token (question, "This secret of the token was revoked; a newer one took its place.");
    case TESSERA_HOLDER_ACTIVE:
    default:
      return NULL;
    }
}

static TesseraReply *
allow (const Question *question)
{
  TesseraReply *reply = tessera_reply_new (200);

  tessera_reply_add_field (reply, "X-Token-Id", tessera_holder_get_id (&question->holder));
  tessera_reply_add_field (reply, "X-Token-Name", tessera_holder_get_escaped_name (&question->holder));
  tessera_reply_add_field (reply, "X-Token-Type", question->holder.type);
  tessera_reply_add_field (reply, "Cache-Control", "no-store");
  return reply;
}

static TesseraReply *
judge (Question *question)
{
  const TesseraAccess *access = question->context->access;
  const char *fault, *credential_fault;
  TesseraAccessNeed need = { NULL };
  TesseraReply *reply;

  credential_fault = find_credential (question->request, &question->credential);
  expect_holder (question);

  if ((fault = read_question (question)) != NULL || (fault = find_override (question->request)) != NULL
      || (fault = credential_fault) != NULL)
    return refuse_fault (question, fault);

  need = tessera_access_find_need (access, question->method, question->target);
  if (need.fault != NULL)
    return refuse_fault (question, need.fault);

  if (question->credential == NULL)
    return refuse (question, NULL,
                   tessera_problem_new (TESSERA_PROBLEM_NO_CREDENTIAL,
                                        "Send a token as X-Api-Key or as Authorization: Bearer."));

  reply = identify (question);
  if (reply != NULL)
    return reply;
  if (!tessera_access_allows (access, need, question->holder.permissions))
    return refuse_scope (question, need);

  tessera_store_count_use (question->context->store, &question->holder, need.area, need.verb, question->now);
  return allow (question);
}

TesseraReply *
tessera_authorize (const TesseraRequest *request, const TesseraContext *context)
{
  Question question = { .context = context, .request = request, .now = context->clock (context->clock_data) };
  TesseraReply *reply = judge (&question);

  if (context->verbose && tessera_reply_get_status (reply) == 200)
    log_allowed (&question);

  tessera_holder_clear (&question.holder);
  return reply;
}
