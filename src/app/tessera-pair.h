/* tessera-pair.h: two widgets beside each other where there is room, one below the other where there is not.
 *
 * The first child takes what the second leaves. With large text or in a
 * narrow window the second goes below the first, so neither is cut off. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TESSERA_TYPE_PAIR (tessera_pair_get_type ())
G_DECLARE_FINAL_TYPE (TesseraPair, tessera_pair, TESSERA, PAIR, GtkWidget)

/* Properties: `spacing` (int, pixels) and `share` (double, 0 to 1): how much of the width the first child must
 * get, unless its natural width is less; with 1 it is never squeezed. A second child that
 * expands horizontally gets all that the first child's share leaves. */
GtkWidget *tessera_pair_new (void);

G_END_DECLS
