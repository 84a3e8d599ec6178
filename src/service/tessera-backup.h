/* tessera-backup.h: copies the database of a running service. */

#pragma once

#include "tessera-store-sqlite.h"

G_BEGIN_DECLS

/**
 * tessera_backup_write:
 * @store: the database; a service may have it open, and goes on
 * @path: the copy; there must be no such file
 *
 * Writes one state of the database, mode 0600, durable when it returns; the key
 * file is not in it. Blocks. A change waits while the copy is made.
 *
 * Returns: %FALSE with %TESSERA_ERROR_EXISTS, %TESSERA_ERROR_BUSY or %TESSERA_ERROR_STORAGE; then there is no such file
 */
gboolean tessera_backup_write (TesseraStoreSqlite *store, const char *path, GError **error);

G_END_DECLS
