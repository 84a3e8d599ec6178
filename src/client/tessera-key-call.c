#include "tessera-key-call.h"

#include <libsecret/secret.h>

#include <glib/gi18n-lib.h>

#include "tessera-deed.h"
#include "tessera-error.h"

#define MOST_QUESTIONS 2 /* a call that makes a key ring and unlocks it; who says no twice means it */

static void
call_free (TesseraKeyCall *call)
{
  g_clear_handle_id (&call->timer, g_source_remove);
  g_clear_pointer (&call->key, tessera_secret_free);
  g_object_unref (call->stop);
  g_free (call->url);
  g_free (call);
}

TesseraKeyCall *
tessera_key_call_get (GTask *task)
{
  return g_task_get_task_data (task);
}

GTask *
tessera_key_call_find (GCancellable *stop)
{
  return stop != NULL ? g_object_get_data (G_OBJECT (stop), "call") : NULL;
}

/* The end */

static gboolean
is_missing (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER)
         || (error != NULL && error->domain == G_IO_ERROR);
}

static GError *
explain (const TesseraKeyCall *call, const GError *error)
{
  g_autofree char *duration = tessera_deed_duration (call->allowed);

  if (call->n_questions > 0 || g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    return g_error_new_literal (TESSERA_ERROR, TESSERA_ERROR_STORAGE, _("This computer's key store is locked."));
  if (call->late)
    return g_error_new (TESSERA_ERROR, TESSERA_ERROR_STORAGE, _("This computer's key store did not answer within %s."), duration);
  if (is_missing (error))
    return g_error_new_literal (TESSERA_ERROR, TESSERA_ERROR_UNREACHABLE, _("There is no key store on this computer."));

  return g_error_new_literal (TESSERA_ERROR, TESSERA_ERROR_STORAGE, _("This computer's key store does not work as it should."));
}

static void
settle (GTask *task)
{
  TesseraKeyCall *call = tessera_key_call_get (task);

  call->settled = TRUE;
  g_clear_handle_id (&call->timer, g_source_remove);
  g_object_set_data (G_OBJECT (call->stop), "call", NULL);
  g_cancellable_disconnect (g_task_get_cancellable (task), call->chain);
}

void
tessera_key_call_fail (GTask *task, const GError *error)
{
  TesseraKeyCall *call = tessera_key_call_get (task);

  if (call->settled)
    return;

  call->failed (g_task_get_source_object (task));
  settle (task);
  g_task_return_error (task, explain (call, error));
}

void
tessera_key_call_succeed (GTask *task, TesseraSecret *key)
{
  TesseraKeyCall *call = tessera_key_call_get (task);

  if (call->settled)
    {
      g_clear_pointer (&key, tessera_secret_free);
      return;
    }

  settle (task);
  g_task_return_pointer (task, key, (GDestroyNotify) tessera_secret_free);
}

/* The time limit */

static gboolean
on_end (gpointer data)
{
  GTask *task = data;
  TesseraKeyCall *call = tessera_key_call_get (task);

  call->timer = 0;
  call->late = TRUE;
  g_object_ref (task);
  tessera_key_call_fail (task, NULL);
  g_cancellable_cancel (call->stop);
  g_object_unref (task);
  return G_SOURCE_REMOVE;
}

/* The task goes only after its last callback, and the timer is gone before that. */
static void
allow (GTask *task, guint milliseconds)
{
  TesseraKeyCall *call = tessera_key_call_get (task);

  g_clear_handle_id (&call->timer, g_source_remove);
  call->allowed = milliseconds;
  call->timer = g_timeout_add (milliseconds, on_end, task);
}

/* The caller's, in which nothing may be ended at once. */
static void
on_cancelled (GCancellable *given, GTask *task)
{
  allow (task, 0);
}

void
tessera_key_call_ask (GTask *task, guint milliseconds)
{
  TesseraKeyCall *call = tessera_key_call_get (task);

  call->n_questions++;
  allow (task, call->n_questions > MOST_QUESTIONS ? 0 : milliseconds);
}

TesseraKeyCall *
tessera_key_call_start (GTask *task, const char *url, const TesseraSecret *key, guint milliseconds)
{
  TesseraKeyCall *call = g_new0 (TesseraKeyCall, 1);
  GCancellable *cancellable = g_task_get_cancellable (task);

  call->url = g_strdup (url);
  call->key = key != NULL ? tessera_secret_copy (key) : NULL;
  call->stop = g_cancellable_new ();
  g_object_set_data (G_OBJECT (call->stop), "call", task);
  g_task_set_task_data (task, call, (GDestroyNotify) call_free);
  allow (task, milliseconds);
  if (cancellable != NULL)
    call->chain = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), task, NULL);
  return call;
}
