/* tessera-store-sqlite-key-file.h: the 32 bytes under which secrets are digested, in a file outside the database.
 *
 * Whoever has the database alone can't try out secrets against it; whoever
 * loses the key file has a database in which no secret is known any more. */

#pragma once

#include "tessera-error.h"

G_BEGIN_DECLS

#define TESSERA_KEY_LENGTH 32

/**
 * tessera_key_file_read:
 * @key: (out): filled; to be wiped by the caller
 *
 * Returns: %FALSE with %TESSERA_ERROR_INVALID if the file is missing, may be read by
 *   its group or by others, or is no key file; with %TESSERA_ERROR_STORAGE if it can't be read
 */
gboolean tessera_key_file_read (const char *path, guint8 key[TESSERA_KEY_LENGTH], GError **error);

/**
 * tessera_key_file_make:
 *
 * Makes the file with a new key, whole or not at all, mode 0600, durable when
 * it returns. If a file is there already, which is so when a crash came between
 * it and the database's first transaction, that one is read. Two callers must
 * not do this for one path at a time.
 */
gboolean tessera_key_file_make (const char *path, guint8 key[TESSERA_KEY_LENGTH], GError **error);

G_END_DECLS
