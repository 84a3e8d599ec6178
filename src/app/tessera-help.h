/* tessera-help.h: what the program tells of itself: its keyboard shortcuts, and About. Main thread only. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* In a window of its own, over @parent. */
void tessera_help_show_shortcuts (GtkWindow *parent);
void tessera_help_show_about (GtkWindow *parent);

G_END_DECLS
