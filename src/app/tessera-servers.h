/* tessera-servers.h: the servers that are known, this computer's own service first.
 *
 * A GListModel of TesseraServer. They are remembered in the settings, by
 * address and name; keys are no part of it. Main thread only. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TESSERA_TYPE_SERVER (tessera_server_get_type ())
G_DECLARE_FINAL_TYPE (TesseraServer, tessera_server, TESSERA, SERVER, GObject)

/* Immutable. */

/* (transfer none) (nullable): as tessera_url_parse() gives it back; %NULL for this computer's own service */
const char *tessera_server_get_url (TesseraServer *server);

/* (transfer none): as the user called it, else its host, or `This computer` in the user's language */
const char *tessera_server_get_name (TesseraServer *server);

/* Whether the user called it anything. */
gboolean tessera_server_has_own_name (TesseraServer *server);

/* Whether it is in the list for this run alone. */
gboolean tessera_server_is_passing (TesseraServer *server);

#define TESSERA_TYPE_SERVERS (tessera_servers_get_type ())
G_DECLARE_FINAL_TYPE (TesseraServers, tessera_servers, TESSERA, SERVERS, GObject)

/* @settings: (nullable): without, nothing is remembered */
TesseraServers *tessera_servers_new (GSettings *settings);

/* @url: (nullable): %NULL for this computer's. (transfer none) (nullable) */
TesseraServer *tessera_servers_find (TesseraServers *servers, const char *url);

/**
 * tessera_servers_put:
 * @old: (nullable): the server whose place it takes; %NULL to add one at the end
 * @url: an address that is in the list at @old at most
 * @name: may be empty
 *
 * Returns: (transfer none): the new one
 */
TesseraServer *tessera_servers_put (TesseraServers *servers, TesseraServer *old, const char *url, const char *name);

/* The server at @url, an address as tessera_url_parse() gives it back, which is added for this run alone if it is not known;
 * with tessera_servers_put() in its own place it comes to stay. (transfer none) */
TesseraServer *tessera_servers_put_passing (TesseraServers *servers, const char *url);

/* Not this computer's. */
void tessera_servers_remove (TesseraServers *servers, TesseraServer *server);

/* The one that was open last; this computer's if that is not known any more. (transfer none) */
TesseraServer *tessera_servers_get_last (TesseraServers *servers);

/* One that is there for this run alone is not remembered. */
void tessera_servers_set_last (TesseraServers *servers, TesseraServer *server);

G_END_DECLS
