/* tessera-row-menu.h: the menu of a row in the list of tokens: by the pointer's second button, a long press, the Menu key
 * or Shift+F10.
 *
 * It says with the actions `token.…` and `several.…` of the widgets around
 * it, what the buttons beside the list say, too. Main thread only. */

#pragma once

#include <gtk/gtk.h>

#include "tessera-token-model.h"

G_BEGIN_DECLS

typedef struct _TesseraRowMenu TesseraRowMenu;

/* What a menu is about. */
typedef enum
{
  TESSERA_ROW_MENU_NONE,       /* none is to be shown */
  TESSERA_ROW_MENU_ONE,
  TESSERA_ROW_MENU_SEVERAL,
} TesseraRowMenuKind;

/* The row of @token was asked: chooses it, unless it is one of several that are chosen. */
typedef TesseraRowMenuKind (*TesseraRowMenuChoose) (TesseraToken *token, gpointer data);

/**
 * tessera_row_menu_new:
 * @page: what holds @view, and whose child the menu is while it is open
 * @view: of TesseraTokenCell
 * @model: what @view shows; all three live as long as the menu
 * @data: for @choose
 */
TesseraRowMenu *tessera_row_menu_new (GtkWidget *page, GtkColumnView *view, TesseraTokenModel *model,
                                      TesseraRowMenuChoose choose, gpointer data);

void tessera_row_menu_free (TesseraRowMenu *menu);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraRowMenu, tessera_row_menu_free)

G_END_DECLS
