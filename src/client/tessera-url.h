/* tessera-url.h: the address of a server, as an admin types it. Any thread. */

#pragma once

#include <gio/gio.h>

#include "tessera-error.h"

G_BEGIN_DECLS

/* The most bytes of an address. */
#define TESSERA_URL_MAX_LENGTH 2048

/**
 * tessera_url_parse:
 * @text: what was typed; white space around it is passed over
 *
 * Takes `https://host[:port][/path]`, and `http://` where the host is this
 * computer, so that no key crosses a network in clear. A user, a query or a
 * fragment is refused without being repeated: there may be a password in it.
 *
 * Returns: (transfer full): the address without a slash at its end, or %NULL
 *   with %TESSERA_ERROR_INVALID, which says what is wrong with it
 */
GUri *tessera_url_parse (const char *text, GError **error);

/* Whether the host is this computer by its form: `localhost`, 127.0.0.0/8 or ::1. */
gboolean tessera_url_is_loopback (GUri *url);

/* Returns: (transfer full): host and, where one is given, port: `tokens.example.org`, `127.0.0.1:8080`, `[::1]:80` */
char *tessera_url_get_name (GUri *url);

/* Returns: (transfer full): as text, without a slash at its end; tessera_url_parse() takes it back */
char *tessera_url_to_string (GUri *url);

/**
 * tessera_url_resolve:
 * @target: a path below the address, begins with `/`, and perhaps a query; both escaped
 *
 * Returns: (transfer full): the whole
 */
GUri *tessera_url_resolve (GUri *url, const char *target);

G_END_DECLS
