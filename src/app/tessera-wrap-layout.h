/* tessera-wrap-layout.h: children side by side at their natural width, going on in further lines where there is no room.
 *
 * It would take any width that is at least its widest child's, and asks for no more; for a given height, for the narrowest
 * width whose lines are no higher. The children are as high as each other: buttons. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TESSERA_TYPE_WRAP_LAYOUT (tessera_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (TesseraWrapLayout, tessera_wrap_layout, TESSERA, WRAP_LAYOUT, GtkLayoutManager)

/* @spacing: pixels between children, and between lines. In a layout it is a property, and so is `homogeneous`: all
 * children are as wide as each other then, and share one line or have a line each, so that none stands apart. With
 * `in-columns`, too, each line has as many as there is room for, below each other. */
GtkLayoutManager *tessera_wrap_layout_new (int spacing);

G_END_DECLS
