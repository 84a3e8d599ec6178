#include "tessera-change.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  TesseraCatalogue *catalogue;
  TesseraDraft *draft;
  TesseraToken *token;
  char *text;              /* the idempotency key, or the token's id */
  guint grace_seconds;
  TesseraChangeResult *got;
} Change;

void
tessera_change_result_free (TesseraChangeResult *got)
{
  g_clear_object (&got->token);
  g_clear_object (&got->current);
  g_clear_pointer (&got->secret, tessera_secret_free);
  g_clear_pointer (&got->problem, tessera_problem_free);
  g_free (got);
}

GPtrArray *
tessera_change_result_get_faults (const TesseraChangeResult *got, const GError *error)
{
  GPtrArray *faults = got->problem != NULL ? got->problem->faults : NULL;

  if (!g_error_matches (error, TESSERA_ERROR, TESSERA_ERROR_INVALID) || faults == NULL || faults->len == 0)
    return NULL;

  return faults;
}

static void
change_free (Change *change)
{
  g_clear_pointer (&change->catalogue, tessera_catalogue_unref);
  g_clear_pointer (&change->draft, tessera_draft_free);
  g_clear_object (&change->token);
  g_free (change->text);
  g_clear_pointer (&change->got, tessera_change_result_free);
  g_free (change);
}

static TesseraClient *
get_client (GTask *task)
{
  return tessera_session_get_client (g_task_get_source_object (task));
}

/* Takes @task and @error. */
static void
complete (GTask *task, GError *error)
{
  Change *change = g_task_get_task_data (task);
  TesseraSession *session = g_task_get_source_object (task);

  if (change->got->token != NULL)
    tessera_session_put_token (session, change->got->token);
  if (change->got->current != NULL)
    tessera_session_put_token (session, change->got->current);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
got_rotated (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Change *change = g_task_get_task_data (task);
  TesseraChangeResult *got = change->got;
  GError *error = NULL;

  got->token = tessera_client_rotate_finish (TESSERA_CLIENT (source), result, &got->secret, &got->current,
                                                 &got->problem, &error);
  /* It exists, whoever has its secret. */
  if (got->token == NULL && got->current == NULL)
    tessera_session_put_token (g_task_get_source_object (task), change->token);
  complete (task, error);
}

static void
got_created (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Change *change = g_task_get_task_data (task);
  TesseraChangeResult *got = change->got;
  GError *error = NULL;

  got->token = tessera_client_create_finish (TESSERA_CLIENT (source), result, &got->secret, &got->problem,
                                                 &error);
  if (got->token == NULL || got->secret != NULL || tessera_token_get_last_used_at (got->token) != TESSERA_NEVER)
    {
      complete (task, error);
      return;
    }

  change->token = g_steal_pointer (&got->token);
  got->rotated = TRUE;
  tessera_client_rotate_async (get_client (task), change->catalogue, change->token, 0, g_task_get_cancellable (task),
                               got_rotated, task);
}

static void
send_create (GTask *task, Change *change)
{
  tessera_client_create_async (get_client (task), change->catalogue, change->draft, change->text,
                               g_task_get_cancellable (task), got_created, task);
}

static void
got_updated (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  TesseraChangeResult *got = ((Change *) g_task_get_task_data (task))->got;
  GError *error = NULL;

  got->token = tessera_client_update_finish (TESSERA_CLIENT (source), result, &got->current, &got->problem,
                                                 &error);
  complete (task, error);
}

static void
send_update (GTask *task, Change *change)
{
  tessera_client_update_async (get_client (task), change->catalogue, change->token, change->draft,
                               g_task_get_cancellable (task), got_updated, task);
}

static void
got_revoked (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  TesseraChangeResult *got = ((Change *) g_task_get_task_data (task))->got;
  GError *error = NULL;

  got->token = tessera_client_revoke_finish (TESSERA_CLIENT (source), result, &got->problem, &error);
  complete (task, error);
}

static void
send_revoke (GTask *task, Change *change)
{
  tessera_client_revoke_async (get_client (task), change->catalogue, change->text, g_task_get_cancellable (task),
                               got_revoked, task);
}

static void
got_new_secret (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  TesseraChangeResult *got = ((Change *) g_task_get_task_data (task))->got;
  GError *error = NULL;

  got->token = tessera_client_rotate_finish (TESSERA_CLIENT (source), result, &got->secret, &got->current,
                                             &got->problem, &error);
  complete (task, error);
}

static void
send_rotate (GTask *task, Change *change)
{
  tessera_client_rotate_async (get_client (task), change->catalogue, change->token, change->grace_seconds,
                               g_task_get_cancellable (task), got_new_secret, task);
}

/* Takes @change. */
static void
begin (TesseraSession *session, Change *change, void (*send) (GTask *task, Change *change), GCancellable *cancellable,
       GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (session, cancellable, callback, data);

  /* What was done is told even if nobody waits for it any more. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, change, (GDestroyNotify) change_free);
  change->catalogue = tessera_catalogue_ref (tessera_session_get_catalogue (session));
  change->got = g_new0 (TesseraChangeResult, 1);

  send (task, change);
}

void
tessera_change_create_async (TesseraSession *session, const TesseraDraft *draft, const char *idempotency_key,
                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  Change *change = g_new0 (Change, 1);

  change->draft = tessera_draft_copy (draft);
  change->text = g_strdup (idempotency_key);
  begin (session, change, send_create, cancellable, callback, data);
}

void
tessera_change_update_async (TesseraSession *session, TesseraToken *token, const TesseraDraft *draft,
                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  Change *change = g_new0 (Change, 1);

  change->draft = tessera_draft_copy (draft);
  change->token = g_object_ref (token);
  begin (session, change, send_update, cancellable, callback, data);
}

void
tessera_change_revoke_async (TesseraSession *session, const char *id, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer data)
{
  Change *change = g_new0 (Change, 1);

  change->text = g_strdup (id);
  begin (session, change, send_revoke, cancellable, callback, data);
}

void
tessera_change_rotate_async (TesseraSession *session, TesseraToken *token, guint grace_seconds,
                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  Change *change = g_new0 (Change, 1);

  change->token = g_object_ref (token);
  change->grace_seconds = grace_seconds;
  begin (session, change, send_rotate, cancellable, callback, data);
}

TesseraChangeResult *
tessera_change_finish (TesseraSession *session, GAsyncResult *result, GError **error)
{
  Change *change;

  g_return_val_if_fail (g_task_is_valid (result, session), NULL);

  change = g_task_get_task_data (G_TASK (result));
  g_task_propagate_boolean (G_TASK (result), error);
  return g_steal_pointer (&change->got);
}
