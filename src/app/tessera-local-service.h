/* tessera-local-service.h: this computer's own service, for a window with nothing configured.
 *
 * A tesserad on a private socket, started, watched, restarted and stopped here;
 * the client can't tell it from a remote one. It lives as long as the pipe to
 * its standard input is open, so it ends with the window however that ends.
 * Only one service may have the database: a second window uses the first
 * one's, and starts its own when that is gone. Main thread only. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TESSERA_TYPE_LOCAL_SERVICE (tessera_local_service_get_type ())
G_DECLARE_FINAL_TYPE (TesseraLocalService, tessera_local_service, TESSERA, LOCAL_SERVICE, GObject)

/**
 * tessera_local_service_new:
 *
 * The database is `tessera/tokens.db` in the user's data folder; the socket lies
 * in a folder with mode 0700 in the user's runtime folder.
 *
 * Signals: `restarted` when the service had ended unasked and answers again;
 * `failed` (const char *why) when it can't be started any more.
 */
TesseraLocalService *tessera_local_service_new (void);

/* Returns: (transfer none): where it listens, from the beginning on */
const char *tessera_local_service_get_socket (TesseraLocalService *service);

/* Returns: (transfer none): the database file */
const char *tessera_local_service_get_database (TesseraLocalService *service);

/* Waits until it answers; starts it unless it runs. */
void tessera_local_service_start_async (TesseraLocalService *service, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer data);

/* Returns: %FALSE with %TESSERA_ERROR_STORAGE, whose message holds what the service said, or G_IO_ERROR_CANCELLED */
gboolean tessera_local_service_start_finish (TesseraLocalService *service, GAsyncResult *result, GError **error);

/* Returns: the process id of the service that runs now and is ours, or 0 */
GPid tessera_local_service_get_pid (TesseraLocalService *service);

/* Ends it; waits at most two seconds, dispatching the main context meanwhile. For quitting. */
void tessera_local_service_stop (TesseraLocalService *service);

G_END_DECLS
