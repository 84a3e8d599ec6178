/* tessera-call.h: one request on its way through the service, and what it is answered with. */

#pragma once

#include "tessera-access.h"
#include "tessera-health.h"
#include "tessera-query.h"
#include "tessera-reply.h"
#include "tessera-request.h"
#include "tessera-store.h"

G_BEGIN_DECLS

/**
 * TesseraContext:
 * @access: the catalogue's routes
 * @health: tells whether @store can be read
 * @key: the 32 bytes under which secrets and keys are digested
 * @owner: the user id that manages over the private socket without a key
 * @clock: tells the instant, given @clock_data; any thread
 * @verbose: whether every request is logged
 *
 * What calls work with. Borrowed; it stays as long as a door is open.
 */
typedef struct
{
  TesseraStore *store;
  TesseraHealth *health;
  TesseraCatalogue *catalogue;
  TesseraAccess *access;
  const guint8 *key;
  uid_t owner;
  gint64 (*clock) (gpointer data);
  gpointer clock_data;
  gboolean verbose;
} TesseraContext;

typedef struct _TesseraRoute TesseraRoute;

/**
 * TesseraCall:
 * @route: (nullable): what the request asks for, once that is known
 * @id: (nullable): the token in its path, unescaped
 * @query: the parameters of a page
 * @revision: (nullable): the entity tag in If-Match, without its quotes
 * @replay_key: (nullable): the Idempotency-Key
 * @admin: (nullable): who asks, once that is known
 * @now: one instant for all that the call does
 */
typedef struct
{
  const TesseraContext *context;
  const TesseraRequest *request;
  const TesseraRoute *route;
  char *id;
  TesseraQuery query;
  char *revision;
  const char *replay_key;
  TesseraAdmin *admin;
  gint64 now;
} TesseraCall;

void tessera_call_init (TesseraCall *call, const TesseraContext *context, const TesseraRequest *request);
void tessera_call_clear (TesseraCall *call);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TesseraCall, tessera_call_clear)

/**
 * tessera_call_refuse:
 * @problem: (transfer full): why
 *
 * Logs the refusal.
 *
 * Returns: (transfer full): the problem document
 */
TesseraReply *tessera_call_refuse (const TesseraCall *call, TesseraProblem *problem);

/* 404 for a token that is none, 503 for a store that can't be used now, 500 for what should not happen.
 * Of the last two the log alone has @error's words. */
TesseraReply *tessera_call_fail (const TesseraCall *call, const GError *error);

/* Logs that the caller did @action to @token. */
void tessera_call_log_change (const TesseraCall *call, const char *action, TesseraToken *token);

/* The token as the wire has it, with its ETag. (transfer full) */
TesseraReply *tessera_call_answer_token (const TesseraCall *call, guint status, TesseraToken *token);

/* The same with the secret, to be stored nowhere on its way. */
TesseraReply *tessera_call_answer_secret (const TesseraCall *call, guint status, TesseraToken *token,
                                          const TesseraSecret *secret);

G_END_DECLS
