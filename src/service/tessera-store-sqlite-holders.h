/* tessera-store-sqlite-holders.h: fills the holders in memory from the database. */

#pragma once

#include "tessera-holders.h"
#include "tessera-store-sqlite-private.h"

G_BEGIN_DECLS

/* Within a transaction: reads every token and every secret into the store's holders. */
gboolean tessera_store_sqlite_load_holders (TesseraStoreSqlite *store, GError **error);

G_END_DECLS
