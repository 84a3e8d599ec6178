/* tessera-menu-label.h: the text on a menu button, which goes on in further lines where one has no room. Main thread only. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* As gtk_menu_button_set_label(), which makes a label of one line anew each time. */
void tessera_menu_label_set (GtkMenuButton *button, const char *text);

G_END_DECLS
