/* tessera-popovers.h: what is open beside a widget closes before the widget goes. Main thread only. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * tessera_popovers_close:
 * @root: a widget with whatever is below it
 *
 * Closes every popover there, as Escape would. One that is taken apart while
 * it is open keeps all keys and clicks to itself, in GTK 4.8 at least: the
 * program hears nothing any more.
 */
void tessera_popovers_close (GtkWidget *root);

G_END_DECLS
