/* tessera-start-menu.h: the sets of permissions that other tokens have, offered as a start: a button with a list.
 *
 * It is seen only where there is something to offer, and does nothing unless one is chosen. */

#pragma once

#include <gtk/gtk.h>

#include "tessera-catalogue.h"
#include "tessera-tally.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_START_MENU (tessera_start_menu_get_type ())
G_DECLARE_FINAL_TYPE (TesseraStartMenu, tessera_start_menu, TESSERA, START_MENU, GtkWidget)

/* Signal `chosen` (TesseraPermissions *): one of the sets was chosen. */
GtkWidget *tessera_start_menu_new (void);

/* What to offer; sets are told in words of @catalogue, without what is retired there. @n: 0 takes the button away */
void tessera_start_menu_set_sets (TesseraStartMenu *menu, const TesseraCommonSet *sets, guint n,
                                  TesseraCatalogue *catalogue);

G_END_DECLS
