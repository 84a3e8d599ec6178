/* tessera-key-file.h: the file that holds an admin key; it is read and never written. */

#pragma once

#include "tessera-error.h"
#include "tessera-secret.h"

G_BEGIN_DECLS

/**
 * tessera_key_file_read:
 * @path: a plain file with the key on its one line
 *
 * Blocks; for before the main loop.
 *
 * Returns: (transfer full): the key, or %NULL with %TESSERA_ERROR_STORAGE if
 *   the file can't be read, %TESSERA_ERROR_INVALID if others may read it or it
 *   does not hold one admin key, and that alone. The message begins with @path and holds nothing of the file
 */
TesseraSecret *tessera_key_file_read (const char *path, GError **error);

/* Whether @key can stand in a request: 1 to 512 visible ASCII characters. */
gboolean tessera_key_is_sendable (const TesseraSecret *key);

/* Whether @key has the form of an API token, which no server takes for an admin key. */
gboolean tessera_key_is_token (const TesseraSecret *key);

G_END_DECLS
