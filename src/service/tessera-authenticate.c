#include "tessera-authenticate.h"

#include <string.h>

TesseraReply *
tessera_authenticate_check_placement (TesseraCall *call)
{
  guint n = tessera_request_count_field (call->request, "Authorization")
            + tessera_request_count_field (call->request, "X-Api-Key");

  if (n > 1)
    return tessera_call_refuse (call, tessera_problem_new (TESSERA_PROBLEM_BAD_REQUEST,
                                                           "The request has more than one credential."));

  return NULL;
}

/* What a proxy adds, or what somebody sends who believes to be elsewhere. */
static gboolean
is_foreign_to_socket (const char *name)
{
  static const char *const names[] = { "Authorization", "X-Api-Key", "Forwarded", "Via" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (name, names[i]) == 0)
      return TRUE;

  return g_ascii_strncasecmp (name, "X-Forwarded-", strlen ("X-Forwarded-")) == 0;
}

TesseraReply *
tessera_authenticate_check_peer (TesseraCall *call)
{
  const TesseraRequest *request = call->request;

  if (request->peer.family != TESSERA_PEER_UNIX)
    return NULL;
  if (request->peer.uid != call->context->owner)
    return tessera_call_refuse (call, tessera_problem_new (TESSERA_PROBLEM_NOT_ALLOWED,
                                                           "The private socket is for the database's owner alone."));

  for (guint i = 0; i < request->n_fields; i++)
    if (is_foreign_to_socket (request->fields[i].name))
      return tessera_call_refuse (call, tessera_problem_new (TESSERA_PROBLEM_NOT_ALLOWED,
                                                             "The private socket takes no credential and must not "
                                                             "stand behind a proxy; the field %s is refused.",
                                                             request->fields[i].name));

  return NULL;
}

const char *
tessera_authenticate_read_bearer (const char *value)
{
  if (value == NULL || g_ascii_strncasecmp (value, "Bearer ", strlen ("Bearer ")) != 0)
    return NULL;

  value += strlen ("Bearer ");
  return value + strspn (value, " ");
}

static TesseraReply *
refuse_unknown (TesseraCall *call)
{
  return tessera_call_refuse (call, tessera_problem_new (TESSERA_PROBLEM_UNKNOWN_CREDENTIAL,
                                                         "The admin key is not known here."));
}

static TesseraReply *
look_up (TesseraCall *call, const char *key)
{
  g_autoptr (GError) error = NULL;
  TesseraDigest digest = tessera_secret_digest (call->context->key, key, strlen (key));

  call->admin = tessera_store_find_admin (call->context->store, &digest, &error);
  if (g_error_matches (error, TESSERA_ERROR, TESSERA_ERROR_NOT_FOUND))
    return refuse_unknown (call);
  if (call->admin == NULL)
    return tessera_call_fail (call, error);

  return NULL;
}

/* Whether the field's last word is an API token, whatever scheme stands before it. */
static gboolean
holds_api_token (const TesseraRequest *request, const char *name)
{
  const char *value = tessera_request_get_field (request, name);
  const char *space = value != NULL ? strrchr (value, ' ') : NULL;
  const char *word = space != NULL ? space + 1 : value;
  TesseraSecretKind kind;

  return word != NULL && tessera_secret_recognise (word, strlen (word), &kind) && kind == TESSERA_SECRET_TOKEN;
}

static TesseraReply *
authenticate_key (TesseraCall *call)
{
  const char *authorization = tessera_request_get_field (call->request, "Authorization");
  const char *bearer = tessera_authenticate_read_bearer (authorization);
  TesseraSecretKind kind;

  if (holds_api_token (call->request, "Authorization") || holds_api_token (call->request, "X-Api-Key"))
    return tessera_call_refuse (call, tessera_problem_new (TESSERA_PROBLEM_NOT_A_KEY,
                                                           "An API token never manages tokens; use an admin key."));
  if (authorization == NULL)
    return tessera_call_refuse (call, tessera_problem_new (TESSERA_PROBLEM_NO_CREDENTIAL,
                                                           "Send an admin key as Authorization: Bearer."));
  if (bearer == NULL || !tessera_secret_recognise (bearer, strlen (bearer), &kind))
    return refuse_unknown (call);

  return look_up (call, bearer);
}

TesseraReply *
tessera_authenticate (TesseraCall *call)
{
  if (call->request->peer.family != TESSERA_PEER_UNIX)
    return authenticate_key (call);

  call->admin = tessera_admin_new (0, "owner", TESSERA_ROLE_MANAGER);
  return NULL;
}
