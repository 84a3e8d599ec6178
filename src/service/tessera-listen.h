/* tessera-listen.h: the sockets that doors answer on, and the descriptors they need. Every function blocks shortly;
 * those that make sockets belong to the start of a program, before it has threads. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * tessera_listen_tcp:
 * @host_port: `127.0.0.1:8080`, `[::1]:8080`, `localhost:0`; port 0 takes a free one
 * @allow_any: whether an address that is not loopback is taken
 * @address: (out) (transfer full): what it became, `127.0.0.1:43211`
 *
 * Returns: a listening socket, or -1 with %TESSERA_ERROR_INVALID or %TESSERA_ERROR_BUSY
 */
int tessera_listen_tcp (const char *host_port, gboolean allow_any, char **address, GError **error);

/**
 * tessera_listen_unix:
 * @path: shorter than 108 bytes; a socket that nobody listens on any more is replaced, one that answers is not,
 *   and nothing else is ever removed
 * @mode: 0600 or 0660, from the first moment that it is seen
 *
 * Returns: a listening socket, or -1 with %TESSERA_ERROR_INVALID or %TESSERA_ERROR_BUSY
 */
int tessera_listen_unix (const char *path, guint mode, GError **error);

/**
 * tessera_listen_raise_descriptors:
 * @needed: how many descriptors the whole program may hold at a time
 *
 * Raises the soft limit of descriptors (`RLIMIT_NOFILE`) to @needed, as far as the hard one allows.
 *
 * Returns: the soft limit that holds now; less than @needed is worth a warning
 */
guint64 tessera_listen_raise_descriptors (guint64 needed);

G_END_DECLS
