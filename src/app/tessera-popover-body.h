/* tessera-popover-body.h: what is inside a popover, so that it fits into a narrow window with large text, too.
 *
 * It asks for no more width than a small window has, unless its child can't
 * be narrower, and for the height that the child then needs. Where even that is
 * not to be had, the child is scrolled. (A plain GtkScrolledWindow asks for the height of a child as wide as it likes.) */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TESSERA_TYPE_POPOVER_BODY (tessera_popover_body_get_type ())
G_DECLARE_FINAL_TYPE (TesseraPopoverBody, tessera_popover_body, TESSERA, POPOVER_BODY, GtkWidget)

/* Property `child` (GtkWidget, write-only, to be set once). */
GtkWidget *tessera_popover_body_new (GtkWidget *child);

G_END_DECLS
