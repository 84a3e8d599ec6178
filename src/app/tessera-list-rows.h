/* tessera-list-rows.h: the rows of a column view and its heads, which are widgets of the toolkit's own. Main thread only.
 *
 * Each shows a token, by cells of ours; they are the children of the view's
 * inner list, which has the actions that the view itself has no functions for yet. */

#pragma once

#include <gtk/gtk.h>

#include "tessera-token.h"

G_BEGIN_DECLS

/* (nullable): the view's inner list. It is the parent of rows, and no header that newer versions have is in it. */
GtkWidget *tessera_list_rows_get_list (GtkColumnView *view);

/* (nullable): the row of @view that @inside is or is in; @inside is nullable */
GtkWidget *tessera_list_rows_find (GtkColumnView *view, GtkWidget *inside);

/* (nullable) (transfer none): what @row shows */
TesseraToken *tessera_list_rows_get_token (GtkWidget *row);

/* (nullable) (transfer none): what the row shows that has the keyboard's focus */
TesseraToken *tessera_list_rows_get_focused (GtkColumnView *view);

/**
 * tessera_list_rows_select:
 * @position: in the view's model
 *
 * Selects that row and no other, as a click does, and scrolls so far that it is in sight.
 */
void tessera_list_rows_select (GtkColumnView *view, guint position);

/**
 * tessera_list_rows_focus:
 *
 * Gives the focus to the row that is selected; with none or several, to the one that had it last.
 *
 * Returns: whether a row has it
 */
gboolean tessera_list_rows_focus (GtkColumnView *view);

/* Tells assistive technology of each column's head what it is, and its title. Before the view is seen. */
void tessera_list_rows_name_heads (GtkColumnView *view);

G_END_DECLS
