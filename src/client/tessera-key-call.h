/* tessera-key-call.h: one call to the Secret Service, as a task with a time limit of its own.
 *
 * The limit does not wait for libsecret, which waits for the service's word
 * even when it is cancelled: the caller is told, and what comes later is of
 * no interest. In the main context of the thread that made the call. */

#pragma once

#include <gio/gio.h>

#include "tessera-secret.h"

G_BEGIN_DECLS

/**
 * TesseraKeyCall:
 * @key: (nullable): what is to be kept
 * @begin: what is asked of the service once it is there; takes the task
 * @failed: called with the task's source object before a failure is told
 * @stop: for libsecret; cancelled when the call has ended without it
 * @allowed: how many milliseconds it has now
 * @settled: whether the caller knows
 */
typedef struct
{
  char *url;
  TesseraSecret *key;
  void (*begin) (GTask *task);
  void (*failed) (gpointer source);
  GCancellable *stop;
  guint allowed;
  guint n_questions;
  gboolean settled;

  /*< private >*/
  gboolean late;
  gulong chain;
  guint timer;
} TesseraKeyCall;

/* Makes a call of @task, with so many milliseconds from now on; ends it when the task's cancellable is cancelled. */
TesseraKeyCall *tessera_key_call_start (GTask *task, const char *url, const TesseraSecret *key, guint milliseconds);

/* (transfer none) */
TesseraKeyCall *tessera_key_call_get (GTask *task);

/* The call with that @stop, as long as it runs. (transfer none) (nullable) */
GTask *tessera_key_call_find (GCancellable *stop);

/* The desktop asks the user for it: from now on it has so many milliseconds. Who is asked too often has said no. */
void tessera_key_call_ask (GTask *task, guint milliseconds);

/* @error: (nullable): the libraries'; told in words, as tessera-key-store.h says. Nothing if it is settled */
void tessera_key_call_fail (GTask *task, const GError *error);

/* @key: (transfer full) (nullable): what was found. Nothing if it is settled */
void tessera_key_call_succeed (GTask *task, TesseraSecret *key);

G_END_DECLS
