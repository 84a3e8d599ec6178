/* tessera-server-row.h: a server in the list of servers: name, address, whether it is open, Edit and Remove.
 *
 * Main thread only. */

#pragma once

#include <gtk/gtk.h>

#include "tessera-servers.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_SERVER_ROW (tessera_server_row_get_type ())
G_DECLARE_FINAL_TYPE (TesseraServerRow, tessera_server_row, TESSERA, SERVER_ROW, GtkListBoxRow)

/* Signals: `edit`, `remove`: their buttons were pressed. @open: whether it is the one that is open. */
GtkWidget *tessera_server_row_new (TesseraServer *server, gboolean open);

/* (transfer none) */
TesseraServer *tessera_server_row_get_server (TesseraServerRow *row);

G_END_DECLS
