/* tessera-columns.h: the form's parts in two columns where the window is wide, in one where it is not.
 *
 * Children in the order of reading: the fields, the grid, a note. In two
 * columns the note stands under the fields, in one at the end. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TESSERA_TYPE_COLUMNS (tessera_columns_get_type ())
G_DECLARE_FINAL_TYPE (TesseraColumns, tessera_columns, TESSERA, COLUMNS, GtkWidget)

GtkWidget *tessera_columns_new (void);

/* Whether it has two columns at @width pixels: from 900 on at the usual size of text, accordingly later with larger text. */
gboolean tessera_columns_is_wide_at (TesseraColumns *columns, int width);

/* What the columns, one or two, take of @width pixels, without the margins; @x: (out): where they begin, from the start */
int tessera_columns_get_span (TesseraColumns *columns, int width, int *x);

G_END_DECLS
