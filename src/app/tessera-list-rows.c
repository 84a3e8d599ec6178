#include "tessera-list-rows.h"

#include "tessera-accessible.h"
#include "tessera-token-cell.h"

GtkWidget *
tessera_list_rows_get_list (GtkColumnView *view)
{
  g_return_val_if_fail (GTK_IS_COLUMN_VIEW (view), NULL);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (view)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_LIST_VIEW (child))
      return child;

  return NULL;
}

GtkWidget *
tessera_list_rows_find (GtkColumnView *view, GtkWidget *inside)
{
  g_return_val_if_fail (GTK_IS_COLUMN_VIEW (view), NULL);

  for (GtkWidget *each = inside; each != NULL && each != GTK_WIDGET (view); each = gtk_widget_get_parent (each))
    if (GTK_IS_LIST_VIEW (gtk_widget_get_parent (each)))
      return each;

  return NULL;
}

static TesseraToken *
find_token (GtkWidget *widget)
{
  TesseraToken *token = TESSERA_IS_TOKEN_CELL (widget) ? tessera_token_cell_get_token (TESSERA_TOKEN_CELL (widget)) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && token == NULL;
       child = gtk_widget_get_next_sibling (child))
    token = find_token (child);

  return token;
}

TesseraToken *
tessera_list_rows_get_token (GtkWidget *row)
{
  g_return_val_if_fail (GTK_IS_WIDGET (row), NULL);

  return find_token (row);
}

TesseraToken *
tessera_list_rows_get_focused (GtkColumnView *view)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (view));
  GtkWidget *row = root != NULL ? tessera_list_rows_find (view, gtk_root_get_focus (root)) : NULL;

  return row != NULL ? find_token (row) : NULL;
}

/* After that there is a widget for the row, wherever the list was. */
static void
scroll_to (GtkWidget *list, guint position)
{
  gtk_widget_activate_action (list, "list.scroll-to-item", "u", position);
}

void
tessera_list_rows_select (GtkColumnView *view, guint position)
{
  GtkWidget *list = tessera_list_rows_get_list (view);

  if (list == NULL)
    return;

  /* The list's action, so that Shift+Down goes on from here. */
  gtk_widget_activate_action (list, "list.select-item", "(ubb)", position, FALSE, FALSE);
  scroll_to (list, position);
}

static GtkWidget *
find_row_of (GtkWidget *list, TesseraToken *token)
{
  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (find_token (row) == token)
      return row;

  return NULL;
}

static gboolean
focus_position (GtkColumnView *view, GtkWidget *list, guint position)
{
  g_autoptr (TesseraToken) token = g_list_model_get_item (G_LIST_MODEL (gtk_column_view_get_model (view)), position);
  GtkWidget *row;

  scroll_to (list, position);
  row = token != NULL ? find_row_of (list, token) : NULL;
  return row != NULL && gtk_widget_grab_focus (row);
}

gboolean
tessera_list_rows_focus (GtkColumnView *view)
{
  GtkWidget *list = tessera_list_rows_get_list (view);
  GtkSelectionModel *model = gtk_column_view_get_model (view);
  g_autoptr (GtkBitset) selected = model != NULL ? gtk_selection_model_get_selection (model) : NULL;

  if (list == NULL || selected == NULL)
    return FALSE;

  return (gtk_bitset_get_size (selected) == 1 && focus_position (view, list, gtk_bitset_get_minimum (selected)))
         || gtk_widget_grab_focus (list);
}

void
tessera_list_rows_name_heads (GtkColumnView *view)
{
  GListModel *columns = gtk_column_view_get_columns (view);
  GtkWidget *head = gtk_widget_get_first_child (gtk_widget_get_first_child (GTK_WIDGET (view)));

  for (guint i = 0; i < g_list_model_get_n_items (columns) && head != NULL; i++, head = gtk_widget_get_next_sibling (head))
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      g_object_set (head, "accessible-role", GTK_ACCESSIBLE_ROLE_COLUMN_HEADER, NULL);
      tessera_accessible_set_name (head, gtk_column_view_column_get_title (column));
    }
}
