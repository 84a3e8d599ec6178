/* tessera-store-sqlite-lock.h: the lock file beside the database, which only one service can hold.
 *
 * The kernel lets go of it when the holder ends, however it ends; the file
 * stays, since removing it would let two programs lock two files of one name. */

#pragma once

#include "tessera-error.h"

G_BEGIN_DECLS

/**
 * tessera_lock_take:
 * @database: the database's path without symbolic links
 *
 * Returns: a descriptor that holds the lock until it is closed, or -1 with
 *   %TESSERA_ERROR_BUSY (somebody has it) or %TESSERA_ERROR_STORAGE
 */
int tessera_lock_take (const char *database, GError **error);

G_END_DECLS
