/* tessera-server-dialog.h: a server's address, name and admin key, to be tried and kept. Main thread only. */

#pragma once

#include <adwaita.h>

#include "tessera-sessions.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_SERVER_DIALOG (tessera_server_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TesseraServerDialog, tessera_server_dialog, TESSERA, SERVER_DIALOG, AdwWindow)

/**
 * tessera_server_dialog_new:
 * @server: (nullable): the one to edit; %NULL for a new one
 *
 * Signal `saved` (TesseraServer, gboolean reopen): it is in the list; @reopen: it was open, and what is open of it
 * is out of date. An address that is changed needs its key anew: the old one is sent to the old address alone.
 */
GtkWindow *tessera_server_dialog_new (GtkWindow *parent, TesseraSessions *sessions, TesseraServer *server);

G_END_DECLS
