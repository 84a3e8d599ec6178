#include "tessera-management.h"

#include "tessera-admission.h"
#include "tessera-authorize.h"
#include "tessera-log.h"

static void
log_answer (const TesseraCall *call, const TesseraReply *reply)
{
  g_autofree char *path = NULL;

  if (!call->context->verbose)
    return;

  path = tessera_log_quote (call->request->path);
  tessera_log ("answered %u %s %s from %s", tessera_reply_get_status (reply), call->request->method, path,
               call->request->peer.address);
}

/* The request's body, or a refusal. */
static TesseraReply *
read_body (const TesseraCall *call, JsonNode **body)
{
  g_autoptr (GError) error = NULL;
  gsize length = 0;
  const char *text = g_bytes_get_data (call->request->body, &length);

  *body = tessera_json_parse (text, length, TESSERA_JSON_MAX_DEPTH, &error);
  if (*body != NULL)
    return NULL;

  return tessera_call_refuse (call, tessera_problem_new (TESSERA_PROBLEM_BAD_JSON, "%s", error->message));
}

static TesseraReply *
perform (TesseraCall *call)
{
  g_autoptr (JsonNode) body = NULL;
  TesseraReply *reply = call->route->body == TESSERA_BODY_JSON ? read_body (call, &body) : NULL;

  return reply != NULL ? reply : call->route->handler (call, body);
}

static TesseraReply *
admit (const TesseraRequest *request, const TesseraContext *context, TesseraDoorKind door)
{
  g_auto (TesseraCall) call;
  TesseraReply *reply;

  tessera_call_init (&call, context, request);
  reply = tessera_admission_judge (&call, door);
  if (reply != NULL)
    log_answer (&call, reply);

  return reply;
}

/* Judges once more: while the body came, the admin may have been removed. */
static TesseraReply *
handle (const TesseraRequest *request, const TesseraContext *context, TesseraDoorKind door)
{
  g_auto (TesseraCall) call;
  TesseraReply *reply;

  tessera_call_init (&call, context, request);
  reply = tessera_admission_judge (&call, door);
  if (reply == NULL)
    reply = perform (&call);

  log_answer (&call, reply);
  return reply;
}

static TesseraReply *
admit_management (const TesseraRequest *request, gpointer data)
{
  return admit (request, data, TESSERA_DOOR_MANAGEMENT);
}

static TesseraReply *
handle_management (const TesseraRequest *request, gpointer data)
{
  return handle (request, data, TESSERA_DOOR_MANAGEMENT);
}

/* A question is judged once it is here whole. */
static TesseraReply *
admit_authorize (const TesseraRequest *request, gpointer data)
{
  return tessera_authorize_is_asked (request) ? NULL : admit (request, data, TESSERA_DOOR_AUTHORIZE);
}

static TesseraReply *
handle_authorize (const TesseraRequest *request, gpointer data)
{
  return tessera_authorize_is_asked (request) ? tessera_authorize (request, data)
                                              : handle (request, data, TESSERA_DOOR_AUTHORIZE);
}

static void
refused (const TesseraPeer *peer, guint status, const char *why, gpointer data)
{
  tessera_log ("refused %u a broken request by %s: %s", status, peer->address, why);
}

const TesseraDoorHandlers tessera_management_handlers = { admit_management, handle_management, refused };
const TesseraDoorHandlers tessera_authorize_handlers = { admit_authorize, handle_authorize, refused };
