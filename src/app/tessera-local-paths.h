/* tessera-local-paths.h: where this computer's own service, its database and its socket are. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* `tessera/tokens.db` in the user's data folder. (transfer full) */
char *tessera_local_paths_get_database (void);

/**
 * tessera_local_paths_get_socket:
 *
 * Returns: (transfer full): a path shorter than 108 bytes, the most that a socket's address holds, in
 *   the user's runtime folder or, where that is too long, in the folder for temporary files
 */
char *tessera_local_paths_get_socket (void);

/* Returns: (transfer full): the tesserad that belongs to this program, built or installed */
char *tessera_local_paths_find_service (void);

/**
 * tessera_local_paths_make_folders:
 *
 * Makes the folders of both with mode 0700.
 *
 * Returns: %FALSE with %TESSERA_ERROR_STORAGE, also when the socket's folder is another user's or open to others
 */
gboolean tessera_local_paths_make_folders (const char *database, const char *socket, GError **error);

G_END_DECLS
