/* tessera-change.h: one change on its way to the server, from the press of a button to the list.
 *
 * Sends it, and puts the token that the answer brings into the session's
 * list. What was done is told even after it was cancelled. Main thread only. */

#pragma once

#include "tessera-session.h"

G_BEGIN_DECLS

/**
 * TesseraChangeResult:
 * @token: (nullable): the token after the change; %NULL if it failed
 * @secret: (nullable): of a created or rotated token; %NULL where an earlier try created it and it is in use already
 * @rotated: the token had been created by an earlier try, and this is its second secret
 * @current: (nullable): with %TESSERA_ERROR_STALE and %TESSERA_ERROR_REVOKED, the token as it is now
 * @problem: (nullable): the server's reasons for its refusal
 */
typedef struct
{
  TesseraToken *token;
  TesseraSecret *secret;
  gboolean rotated;
  TesseraToken *current;
  TesseraProblem *problem;
} TesseraChangeResult;

void tessera_change_result_free (TesseraChangeResult *got);

/**
 * tessera_change_create_async:
 * @idempotency_key: the filled form's; the same for a repetition
 *
 * Where the token exists already, because the answer to an earlier try was
 * lost with the secret in it, the secret is rotated at once; unless the token was
 * used since: somebody has its secret then, and works with it.
 */
void tessera_change_create_async (TesseraSession *session, const TesseraDraft *draft, const char *idempotency_key,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);

void tessera_change_update_async (TesseraSession *session, TesseraToken *token, const TesseraDraft *draft,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);

void tessera_change_revoke_async (TesseraSession *session, const char *id, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer data);

/* @grace_seconds: how long the old secret works on, 0 to 604800 */
void tessera_change_rotate_async (TesseraSession *session, TesseraToken *token, guint grace_seconds,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);

/**
 * tessera_change_finish:
 * @error: (out) (nullable): set if the change failed
 *
 * Returns: (transfer full): what came of it; never %NULL
 */
TesseraChangeResult *tessera_change_finish (TesseraSession *session, GAsyncResult *result, GError **error);

/* Returns: (transfer none) (nullable): which values are faulty, where the server told so with @error; never empty */
GPtrArray *tessera_change_result_get_faults (const TesseraChangeResult *got, const GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraChangeResult, tessera_change_result_free)

G_END_DECLS
