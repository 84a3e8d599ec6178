/* tessera-service.h: the running service: a store, a catalogue, a clock, and the doors in front of them. */

#pragma once

#include "tessera-catalogue.h"
#include "tessera-options.h"
#include "tessera-time.h"

G_BEGIN_DECLS

typedef struct _TesseraService TesseraService;

/* Tells the instant; any thread. */
typedef gint64 (*TesseraClock) (gpointer data);

/**
 * tessera_service_open:
 * @options: where everything is
 * @clock: what time it is for everybody
 *
 * Opens the database, then the doors, which answer from now on. Blocks.
 *
 * Returns: (transfer full): the service, or %NULL as tessera_store_sqlite_open() and the listeners fail;
 *   %TESSERA_ERROR_BUSY means that another service has the database
 */
TesseraService *tessera_service_open (const TesseraOptions *options, TesseraClock clock, gpointer clock_data,
                                      GError **error);

/* Returns: (transfer none): `management http://127.0.0.1:43211`, `authorize unix:/…`, in the order of the options */
const char *const *tessera_service_get_addresses (TesseraService *service);

/* Ends all connections, then closes the database. */
void tessera_service_close (TesseraService *service);

/**
 * tessera_service_load_catalogue:
 * @path: (nullable): %NULL for the one that came with the program, which lies beside its sources while it is not installed
 */
TesseraCatalogue *tessera_service_load_catalogue (const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraService, tessera_service_close)

G_END_DECLS
