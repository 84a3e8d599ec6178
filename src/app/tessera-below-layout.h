/* tessera-below-layout.h: children below each other; the one that expands, else the last, gets the height that is left.
 *
 * As a vertical box, but the width that it asks for does not follow the
 * height: GTK 4.18 adds widths up when it asks a box near its least height. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TESSERA_TYPE_BELOW_LAYOUT (tessera_below_layout_get_type ())
G_DECLARE_FINAL_TYPE (TesseraBelowLayout, tessera_below_layout, TESSERA, BELOW_LAYOUT, GtkLayoutManager)

/* A widget that is laid out so and is nothing else. */
#define TESSERA_TYPE_BELOW (tessera_below_get_type ())
G_DECLARE_FINAL_TYPE (TesseraBelow, tessera_below, TESSERA, BELOW, GtkWidget)

G_END_DECLS
