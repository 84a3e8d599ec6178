/* tessera-column-cell.h: a column view's own cells, made lighter. Main thread only. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * tessera_column_cell_lighten:
 * @cell: what a column view puts around an item's child
 *
 * Takes from it the controllers for clicks, pointer and keys that GTK 4.8 gives to each cell because it gives them to
 * rows: the row around it does the same, and a cell that can't be focused is sent no keys. A view has a thousand cells,
 * and a third of their memory is that. In newer versions nothing is done.
 */
void tessera_column_cell_lighten (GtkWidget *cell);

G_END_DECLS
