/* tessera-store-sqlite.h: the store in one SQLite file on this machine. */

#pragma once

#include "tessera-store.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_STORE_SQLITE (tessera_store_sqlite_get_type ())
G_DECLARE_FINAL_TYPE (TesseraStoreSqlite, tessera_store_sqlite, TESSERA, STORE_SQLITE, GObject)

/**
 * TesseraStoreFlags:
 * @TESSERA_STORE_SERVE: takes the lock that only one service may have; without it one comes beside a running service
 * @TESSERA_STORE_CREATE: makes the database and the key file where there is no database
 */
typedef enum
{
  TESSERA_STORE_SERVE = 1 << 0,
  TESSERA_STORE_CREATE = 1 << 1,
} TesseraStoreFlags;

/**
 * tessera_store_sqlite_open:
 * @path: the database file
 * @key_path: (nullable): the key file; %NULL for @path with `.key` after it
 * @catalogue: (nullable): what the tokens' areas are; an area that a token has and
 *   @catalogue lacks is refused, saying which and on how many tokens. %NULL where only
 *   admins are seen to: then no verb on tokens may be called
 *
 * Opens, migrates an older schema forward, and checks the key file. Blocks.
 *
 * Returns: (transfer full): the store, or %NULL with %TESSERA_ERROR_BUSY (another service has it),
 *   %TESSERA_ERROR_NEWER (a newer schema; nothing was touched), %TESSERA_ERROR_INVALID (key file
 *   missing, readable by others or not this database's; area missing) or %TESSERA_ERROR_STORAGE
 */
TesseraStoreSqlite *tessera_store_sqlite_open (const char *path, const char *key_path, TesseraCatalogue *catalogue,
                                               TesseraStoreFlags flags, GError **error);

/**
 * tessera_store_sqlite_hurry:
 *
 * For whoever is about to end: from now on no verb waits for another program that
 * holds the database; it fails at once with %TESSERA_ERROR_BUSY. Any thread.
 */
void tessera_store_sqlite_hurry (TesseraStoreSqlite *store);

/* Returns: (transfer none): the 32 bytes of the key file, as long as the store lives */
const guint8 *tessera_store_sqlite_get_key (TesseraStoreSqlite *store);

/* Returns: (transfer none): the key file */
const char *tessera_store_sqlite_get_key_path (TesseraStoreSqlite *store);

G_END_DECLS
