#include "tessera-handlers.h"
#include "tessera-token-json.h"

#include <string.h>

#define MAX_GRACE_SECONDS 604800

static TesseraReply *
refuse_faults (const TesseraCall *call, GPtrArray *faults)
{
  TesseraProblem *problem = tessera_problem_new (TESSERA_PROBLEM_INVALID_MEMBERS,
                                                 faults->len == 1 ? "A member of the body is faulty."
                                                                  : "%u members of the body are faulty.",
                                                 faults->len);

  tessera_problem_take_faults (problem, g_ptr_array_ref (faults));
  return tessera_call_refuse (call, problem);
}

/* Takes @problem. */
static TesseraReply *
refuse_with_current (const TesseraCall *call, TesseraProblem *problem, TesseraToken *current)
{
  tessera_problem_take_current (problem, tessera_token_to_object (current, call->context->catalogue, call->now));
  return tessera_call_refuse (call, problem);
}

static TesseraReply *
refuse_revoked (const TesseraCall *call, TesseraToken *current)
{
  return refuse_with_current (call, tessera_problem_new (TESSERA_PROBLEM_REVOKED,
                                                         "The token is revoked, and stays so as it was."), current);
}

static TesseraReply *
refuse_expired (const TesseraCall *call, TesseraToken *current)
{
  return refuse_with_current (call, tessera_problem_new (TESSERA_PROBLEM_NOT_ACTIVE,
                                                         "The token is expired; only an active one gets a new secret."),
                              current);
}

static TesseraReply *
refuse_stale (const TesseraCall *call, TesseraToken *current)
{
  return refuse_with_current (call, tessera_problem_new (TESSERA_PROBLEM_STALE,
                                                         "The token was changed since its entity tag was given out."),
                              current);
}

/* 422 idempotency key reused. */
static TesseraReply *
refuse_key (const TesseraCall *call)
{
  return tessera_call_refuse (call, tessera_problem_new (TESSERA_PROBLEM_KEY_REUSED,
                                                         "This Idempotency-Key came with another body before."));
}

/* The body as an object; where it is none, that is its only fault. */
static JsonObject *
get_object (JsonNode *body, GPtrArray **faults)
{
  if (JSON_NODE_HOLDS_OBJECT (body))
    return json_node_get_object (body);

  *faults = tessera_faults_new ();
  tessera_faults_add (*faults, "", "The body must be an object.");
  return NULL;
}

/* (transfer full) (nullable): the draft in the body; %NULL with its @faults */
static TesseraDraft *
read_draft (const TesseraCall *call, JsonNode *body, TesseraToken *before, GPtrArray **faults)
{
  g_autoptr (TesseraDraft) draft = NULL;
  JsonObject *object = get_object (body, faults);

  if (object == NULL)
    return NULL;

  draft = tessera_draft_from_object (object, call->context->catalogue, before, call->now, faults);
  if ((*faults)->len > 0)
    return NULL;

  g_clear_pointer (faults, g_ptr_array_unref);
  return g_steal_pointer (&draft);
}

/* What the store says of a change that it did not make. */
static TesseraReply *
refuse_change (const TesseraCall *call, TesseraToken *current, const GError *error)
{
  if (g_error_matches (error, TESSERA_ERROR, TESSERA_ERROR_REVOKED) && current != NULL)
    return tessera_token_get_revoked (current) ? refuse_revoked (call, current) : refuse_expired (call, current);
  if (g_error_matches (error, TESSERA_ERROR, TESSERA_ERROR_STALE) && current != NULL)
    return refuse_stale (call, current);

  return tessera_call_fail (call, error);
}

/* 428, 409, 412 for a call that changes @token; the store looks again when it changes it. */
static TesseraReply *
refuse_precondition (const TesseraCall *call, TesseraToken *token, gboolean needs_active)
{
  if (call->revision == NULL)
    return tessera_call_refuse (call, tessera_problem_new (TESSERA_PROBLEM_PRECONDITION_REQUIRED,
                                                           "Send the token's entity tag in If-Match."));
  if (tessera_token_get_revoked (token))
    return refuse_revoked (call, token);
  if (needs_active && tessera_token_get_status (token, call->now) != TESSERA_STATUS_ACTIVE)
    return refuse_expired (call, token);
  if (strcmp (tessera_token_get_revision (token), call->revision) != 0)
    return refuse_stale (call, token);

  return NULL;
}

static void
set_replay_key (const TesseraCall *call, TesseraReplayKey *replay)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize length = sizeof replay->body;

  g_checksum_update (checksum, g_bytes_get_data (call->request->body, NULL),
                     (gssize) g_bytes_get_size (call->request->body));
  g_checksum_get_digest (checksum, replay->body, &length);
  replay->key = call->replay_key;
}

static TesseraReply *
answer_replayed (const TesseraCall *call, TesseraToken *token)
{
  TesseraReply *reply = tessera_call_answer_token (call, 200, token);

  tessera_reply_add_field (reply, "Idempotency-Replayed", "true");
  return reply;
}

static TesseraReply *
answer_created (const TesseraCall *call, TesseraToken *token, const TesseraSecret *secret)
{
  TesseraReply *reply = tessera_call_answer_secret (call, 201, token, secret);
  g_autofree char *location = g_strconcat ("/v1/tokens/", tessera_token_get_id (token), NULL);

  tessera_reply_add_field (reply, "Location", location);
  tessera_call_log_change (call, "created", token);
  return reply;
}

/* Whether the key was used before: an answer, or %NULL to go on. */
static TesseraReply *
replay (const TesseraCall *call, const TesseraReplayKey *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TesseraToken) token = tessera_store_replay (call->context->store, call->admin, key, call->now, &error);

  if (token != NULL)
    return answer_replayed (call, token);
  if (g_error_matches (error, TESSERA_ERROR, TESSERA_ERROR_KEY_REUSED))
    return refuse_key (call);
  if (!g_error_matches (error, TESSERA_ERROR, TESSERA_ERROR_NOT_FOUND))
    return tessera_call_fail (call, error);

  return NULL;
}

static TesseraReply *
create (const TesseraCall *call, const TesseraDraft *draft, const TesseraReplayKey *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TesseraSecret) secret = tessera_secret_mint (TESSERA_SECRET_TOKEN);
  g_autoptr (TesseraToken) token = NULL;
  gboolean replayed = FALSE;

  if (secret == NULL)
    {
      g_set_error (&error, TESSERA_ERROR, TESSERA_ERROR_STORAGE, "The operating system gives no randomness.");
      return tessera_call_fail (call, error);
    }

  token = tessera_store_create (call->context->store, draft, secret, key, call->admin, call->now, &replayed, &error);
  if (g_error_matches (error, TESSERA_ERROR, TESSERA_ERROR_KEY_REUSED))
    return refuse_key (call);
  if (token == NULL)
    return tessera_call_fail (call, error);

  return replayed ? answer_replayed (call, token) : answer_created (call, token, secret);
}

TesseraReply *
tessera_handle_create (TesseraCall *call, JsonNode *body)
{
  g_autoptr (TesseraDraft) draft = NULL;
  g_autoptr (GPtrArray) faults = NULL;
  TesseraReplayKey key;

  if (call->replay_key != NULL)
    {
      TesseraReply *reply;

      set_replay_key (call, &key);
      reply = replay (call, &key);
      if (reply != NULL)
        return reply;
    }

  draft = read_draft (call, body, NULL, &faults);
  if (draft == NULL)
    return refuse_faults (call, faults);

  return create (call, draft, call->replay_key != NULL ? &key : NULL);
}

TesseraReply *
tessera_handle_update (TesseraCall *call, JsonNode *body)
{
  TesseraStore *store = call->context->store;
  g_autoptr (GError) error = NULL;
  g_autoptr (TesseraToken) before = tessera_store_find (store, call->id, &error);
  g_autoptr (TesseraToken) after = NULL;
  g_autoptr (TesseraToken) current = NULL;
  g_autoptr (TesseraDraft) draft = NULL;
  g_autoptr (GPtrArray) faults = NULL;
  TesseraReply *reply;

  if (before == NULL)
    return tessera_call_fail (call, error);

  reply = refuse_precondition (call, before, FALSE);
  if (reply != NULL)
    return reply;

  draft = read_draft (call, body, before, &faults);
  if (draft == NULL)
    return refuse_faults (call, faults);

  after = tessera_store_update (store, call->id, call->revision, draft, call->admin, call->now, &current, &error);
  if (after == NULL)
    return refuse_change (call, current, error);

  tessera_call_log_change (call, "updated", after);
  return tessera_call_answer_token (call, 200, after);
}

TesseraReply *
tessera_handle_revoke (TesseraCall *call, JsonNode *body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TesseraToken) before = tessera_store_find (call->context->store, call->id, &error);
  g_autoptr (TesseraToken) token = NULL;

  if (before != NULL)
    token = tessera_store_revoke (call->context->store, call->id, call->admin, call->now, &error);
  if (token == NULL)
    return tessera_call_fail (call, error);

  /* A second time changes nothing, and nothing is logged. */
  if (!tessera_token_get_revoked (before))
    tessera_call_log_change (call, "revoked", token);
  return tessera_call_answer_token (call, 200, token);
}

/* Every fault of a rotation's body; empty if there is none. */
static GPtrArray *
read_grace (JsonNode *body, gint64 *grace)
{
  GPtrArray *faults = NULL;
  JsonObject *object = get_object (body, &faults);
  g_autoptr (GList) members = NULL;

  if (object == NULL)
    return faults;

  faults = tessera_faults_new ();
  members = json_object_get_members (object);
  for (GList *l = members; l != NULL; l = l->next)
    if (strcmp (l->data, "grace_seconds") != 0)
      {
        g_autofree char *pointer = tessera_json_pointer_append ("", l->data);

        tessera_faults_add (faults, pointer, "This member is not known.");
      }
  if (!tessera_json_get_int (object, "grace_seconds", 0, MAX_GRACE_SECONDS, grace, NULL))
    tessera_faults_add (faults, "/grace_seconds", "This must be a whole number of seconds from 0 to %d.",
                        MAX_GRACE_SECONDS);

  return faults;
}

static TesseraReply *
rotate (const TesseraCall *call, gint64 grace)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TesseraSecret) secret = tessera_secret_mint (TESSERA_SECRET_TOKEN);
  g_autoptr (TesseraToken) token = NULL;
  g_autoptr (TesseraToken) current = NULL;

  if (secret == NULL)
    {
      g_set_error (&error, TESSERA_ERROR, TESSERA_ERROR_STORAGE, "The operating system gives no randomness.");
      return tessera_call_fail (call, error);
    }

  token = tessera_store_rotate (call->context->store, call->id, call->revision, secret, (guint) grace, call->admin,
                                call->now, &current, &error);
  if (token == NULL)
    return refuse_change (call, current, error);

  tessera_call_log_change (call, "rotated", token);
  return tessera_call_answer_secret (call, 200, token, secret);
}

TesseraReply *
tessera_handle_rotate (TesseraCall *call, JsonNode *body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TesseraToken) token = tessera_store_find (call->context->store, call->id, &error);
  g_autoptr (GPtrArray) faults = NULL;
  TesseraReply *reply;
  gint64 grace = 0;

  if (token == NULL)
    return tessera_call_fail (call, error);

  reply = refuse_precondition (call, token, TRUE);
  if (reply != NULL)
    return reply;

  faults = read_grace (body, &grace);
  if (faults->len > 0)
    return refuse_faults (call, faults);

  return rotate (call, grace);
}
