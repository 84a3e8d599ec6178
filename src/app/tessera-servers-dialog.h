/* tessera-servers-dialog.h: Servers: the known servers, to open one, add, edit and remove. Main thread only. */

#pragma once

#include <adwaita.h>

#include "tessera-sessions.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_SERVERS_DIALOG (tessera_servers_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TesseraServersDialog, tessera_servers_dialog, TESSERA, SERVERS_DIALOG, AdwWindow)

/* Signal `open` (TesseraServer): that one shall be opened; the dialog is closed by then if the user chose it. */
GtkWindow *tessera_servers_dialog_new (GtkWindow *parent, TesseraSessions *sessions);

G_END_DECLS
