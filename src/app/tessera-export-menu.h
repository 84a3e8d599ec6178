/* tessera-export-menu.h: **Export**: the list as it is shown, or several tokens that are chosen, into a file of the user's choice.
 *
 * Main thread only. */

#pragma once

#include "tessera-chosen.h"
#include "tessera-session.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_EXPORT_MENU (tessera_export_menu_get_type ())
G_DECLARE_FINAL_TYPE (TesseraExportMenu, tessera_export_menu, TESSERA, EXPORT_MENU, GtkWidget)

/* Signal `told` (const char *): a few words on what was done. */
GtkWidget *tessera_export_menu_new (TesseraSession *session, TesseraChosen *chosen, TesseraTokenModel *model);

G_END_DECLS
