/* tessera-sort-menu.h: by what a list of tokens is sorted, in one truth for the heads of its columns and the menu Sort by.
 *
 * Heads are for the pointer; the menu is for the keyboard, and has the order
 * that has no column. Main thread only. */

#pragma once

#include <gtk/gtk.h>

#include "tessera-token-model.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_SORT_MENU (tessera_sort_menu_get_type ())
G_DECLARE_FINAL_TYPE (TesseraSortMenu, tessera_sort_menu, TESSERA, SORT_MENU, GtkWidget)

/* @view: with the columns of tessera_token_cells_add_columns() */
GtkWidget *tessera_sort_menu_new (TesseraTokenModel *model, GtkColumnView *view);

/* Takes the order from @settings, and keeps it there from now on. */
void tessera_sort_menu_remember (TesseraSortMenu *menu, GSettings *settings);

G_END_DECLS
