/* tessera-key-store.h: where admin keys are kept: in the desktop's Secret Service, through libsecret.
 *
 * A key that was kept is also remembered as long as the store lives, so
 * that one which the Secret Service does not take holds for this session.
 * Nothing is ever written to a file. Each call has a time limit, which is
 * longer while the desktop asks the user to unlock its keys. Call and be
 * called back in the main context of the thread that made the store.
 *
 * Errors are %TESSERA_ERROR_UNREACHABLE where there is no Secret Service, %TESSERA_ERROR_STORAGE where it is locked,
 * silent or broken, both with a sentence on that, or %G_IO_ERROR_CANCELLED. */

#pragma once

#include <gio/gio.h>

#include "tessera-error.h"
#include "tessera-secret.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_KEY_STORE (tessera_key_store_get_type ())
G_DECLARE_FINAL_TYPE (TesseraKeyStore, tessera_key_store, TESSERA, KEY_STORE, GObject)

TesseraKeyStore *tessera_key_store_new (void);

/**
 * tessera_key_store_set_patience:
 * @milliseconds: for a call; 3000 unless told
 * @asking: for a call during which the desktop asks the user; 60000 unless told
 */
void tessera_key_store_set_patience (TesseraKeyStore *store, guint milliseconds, guint asking);

/* @url: the server's address, as tessera_url_parse() gives it back */
void tessera_key_store_find_async (TesseraKeyStore *store, const char *url, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer data);

/* Returns: (transfer full) (nullable): the key; %NULL without an error if none is kept */
TesseraSecret *tessera_key_store_find_finish (TesseraKeyStore *store, GAsyncResult *result, GError **error);

/* For this session, before one that is kept, which stays as it is. */
void tessera_key_store_know (TesseraKeyStore *store, const char *url, const TesseraSecret *key);

/* In place of one that was kept for @url before. */
void tessera_key_store_keep_async (TesseraKeyStore *store, const char *url, const TesseraSecret *key,
                                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);

/* Returns: whether it lasts; else it is known for this session, and the error says why for no longer */
gboolean tessera_key_store_keep_finish (TesseraKeyStore *store, GAsyncResult *result, GError **error);

void tessera_key_store_forget_async (TesseraKeyStore *store, const char *url, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer data);

/* Returns: whether the Secret Service has it no more */
gboolean tessera_key_store_forget_finish (TesseraKeyStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
