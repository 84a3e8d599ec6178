#include "tessera-call.h"

#include <string.h>

#include "tessera-log.h"
#include "tessera-token-json.h"

void
tessera_call_init (TesseraCall *call, const TesseraContext *context, const TesseraRequest *request)
{
  *call = (TesseraCall) {
    .context = context,
    .request = request,
    .now = context->clock (context->clock_data),
  };
  tessera_query_init (&call->query);
}

void
tessera_call_clear (TesseraCall *call)
{
  g_free (call->id);
  g_free (call->revision);
  tessera_query_clear (&call->query);
  g_clear_pointer (&call->admin, tessera_admin_free);
}

/* Who, for the log: the admin's name where it is known, and the address. (transfer full) */
static char *
describe_caller (const TesseraCall *call)
{
  const char *address = call->request->peer.address;
  g_autofree char *name = NULL;

  if (call->admin == NULL)
    return g_strdup (address);

  name = tessera_log_quote (call->admin->name);
  return g_strdup_printf ("%s from %s", name, address);
}

/* Where the problem's faults are, for the log. (transfer full) */
static char *
describe_faults (const TesseraProblem *problem)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; problem->faults != NULL && i < problem->faults->len; i++)
    {
      const TesseraFault *fault = g_ptr_array_index (problem->faults, i);
      g_autofree char *pointer = tessera_log_quote (fault->pointer);

      g_string_append_printf (text, " %s", pointer);
    }

  return g_string_free (text, FALSE);
}

TesseraReply *
tessera_call_refuse (const TesseraCall *call, TesseraProblem *problem)
{
  const char *slug = strrchr (problem->type, ':') + 1;
  g_autofree char *caller = describe_caller (call);
  g_autofree char *path = tessera_log_quote (call->request->path);
  g_autofree char *detail = tessera_log_quote (problem->detail);
  g_autofree char *faults = describe_faults (problem);

  tessera_log ("refused %u %s %s by %s: %s %s%s", problem->status, call->request->method, path, caller, slug, detail,
               faults);

  return tessera_reply_new_problem (problem);
}

TesseraReply *
tessera_call_fail (const TesseraCall *call, const GError *error)
{
  g_autofree char *why = tessera_log_quote (error->message);

  if (g_error_matches (error, TESSERA_ERROR, TESSERA_ERROR_NOT_FOUND))
    return tessera_call_refuse (call, tessera_problem_new (TESSERA_PROBLEM_NO_SUCH_TOKEN, "There is no such token."));

  tessera_log ("failed %s: %s", call->request->method, why);
  if (g_error_matches (error, TESSERA_ERROR, TESSERA_ERROR_BUSY)
      || g_error_matches (error, TESSERA_ERROR, TESSERA_ERROR_STORAGE))
    return tessera_call_refuse (call, tessera_problem_new (TESSERA_PROBLEM_UNAVAILABLE,
                                                           "The database can't be used at the moment. Nothing was "
                                                           "changed; try again later."));

  if (g_error_matches (error, TESSERA_ERROR, TESSERA_ERROR_INTERRUPTED))
    return tessera_call_refuse (call, tessera_problem_new (TESSERA_PROBLEM_OUTCOME_UNKNOWN,
                                                           "The database failed while it wrote. Whether the change was "
                                                           "made is not known: look it up, then try again."));

  return tessera_call_refuse (call, tessera_problem_new (TESSERA_PROBLEM_INTERNAL,
                                                         "The service failed. Its log says why."));
}

void
tessera_call_log_change (const TesseraCall *call, const char *action, TesseraToken *token)
{
  g_autofree char *caller = describe_caller (call);
  g_autofree char *name = tessera_log_quote (tessera_token_get_name (token));

  tessera_log ("%s %s %s by %s", action, tessera_token_get_id (token), name, caller);
}

static TesseraReply *
answer_object (guint status, TesseraToken *token, JsonObject *object)
{
  TesseraReply *reply = tessera_reply_new_json (status, object);
  g_autofree char *tag = g_strdup_printf ("\"%s\"", tessera_token_get_revision (token));

  tessera_reply_add_field (reply, "ETag", tag);
  return reply;
}

TesseraReply *
tessera_call_answer_token (const TesseraCall *call, guint status, TesseraToken *token)
{
  TesseraReply *reply = answer_object (status, token, tessera_token_to_object (token, call->context->catalogue, call->now));

  tessera_reply_add_field (reply, "Cache-Control", "private, no-cache");
  return reply;
}

TesseraReply *
tessera_call_answer_secret (const TesseraCall *call, guint status, TesseraToken *token, const TesseraSecret *secret)
{
  JsonObject *object = tessera_token_to_object (token, call->context->catalogue, call->now);
  TesseraReply *reply;

  json_object_set_string_member (object, "secret", tessera_secret_peek (secret));
  reply = answer_object (status, token, object);
  tessera_reply_add_field (reply, "Cache-Control", "no-store");
  return reply;
}
