/* tessera-menu-on-demand.h: menus of buttons that are made when somebody first opens them: a window has more of them
 * than most people open. Main thread only. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * tessera_menu_on_demand:
 * @menu: what @button opens
 *
 * As gtk_menu_button_set_menu_model(), with its items named for screen readers, but that gtk_menu_button_get_popover()
 * is %NULL before the first opening.
 */
void tessera_menu_on_demand (GtkMenuButton *button, GMenuModel *menu);

G_END_DECLS
