/* tessera-connection.h: how a session comes to its client.
 *
 * At once, or by starting this computer's own service, or by asking the
 * store of keys. Main thread only. */

#pragma once

#include "tessera-client.h"
#include "tessera-key-store.h"
#include "tessera-local-service.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_CONNECTION (tessera_connection_get_type ())
G_DECLARE_FINAL_TYPE (TesseraConnection, tessera_connection, TESSERA, CONNECTION, GObject)

/* Signals: `restarted`: this computer's service had ended and answers again;
 * `failed` (const char *why): it can't be started any more. */
TesseraConnection *tessera_connection_new (TesseraClient *client);
TesseraConnection *tessera_connection_new_local (TesseraLocalService *service);

/* @url: as tessera_url_parse() gives it back; @name: what the user calls it */
TesseraConnection *tessera_connection_new_stored (const char *url, const char *name, TesseraKeyStore *keys);

/* (transfer none) (nullable): %NULL until it was opened */
TesseraClient *tessera_connection_get_client (TesseraConnection *connection);

/* The server for people. (transfer none) */
const char *tessera_connection_get_name (TesseraConnection *connection);

/* What tells the server from others, as tessera_client_get_address(). (transfer none) */
const char *tessera_connection_get_address (TesseraConnection *connection);

/* Sees to it that there is a client, and a service that answers it where that is ours. */
void tessera_connection_open_async (TesseraConnection *connection, GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer data);

/* Returns: (transfer none): the client, or %NULL with a TesseraError (%TESSERA_ERROR_KEY_REFUSED: there is no key for it)
 *   or %G_IO_ERROR_CANCELLED */
TesseraClient *tessera_connection_open_finish (TesseraConnection *connection, GAsyncResult *result, GError **error);

G_END_DECLS
