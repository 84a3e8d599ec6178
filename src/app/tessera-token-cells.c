#include "tessera-token-cells.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "tessera-after-layout.h"
#include "tessera-cell-painter.h"
#include "tessera-column-room.h"
#include "tessera-token-cell.h"

#define PADDING 8             /* of a cell, both sides together, as tessera-frame-style.css has it */
#define NAMING_MICROSECONDS 4000
#define REST_MILLISECONDS 60  /* between looks whether rows are still being filled */
#define OUTER_PADDING 16      /* more of it at both ends of a row together */

typedef struct
{
  TesseraTokenKey key;
  const char *title;
} Column;

static const Column columns[] = {
  { TESSERA_TOKEN_KEY_NAME, N_ ("Name") },
  { TESSERA_TOKEN_KEY_TYPE, N_ ("Type") },
  { TESSERA_TOKEN_KEY_PERMISSIONS, N_ ("Permissions") },
  { TESSERA_TOKEN_KEY_EXPIRES, N_ ("Expires") },
  { TESSERA_TOKEN_KEY_LAST_USED, N_ ("Last used") },
  { TESSERA_TOKEN_KEY_STATUS, N_ ("Status") },
};

/* What belongs to one view. */
typedef struct
{
  GtkColumnView *view;      /* owns this */
  TesseraCellPainter *painter;
  TesseraAfterLayout *after;   /* chooses the columns for the room that there is */
  GHashTable *unnamed;      /* cells that were filled, and do not bear their new names yet */
  gboolean filling;         /* some were, since it was looked last */
  guint naming;
} Cells;

static void
cells_free (gpointer data)
{
  Cells *cells = data;

  g_clear_handle_id (&cells->naming, g_source_remove);
  g_hash_table_unref (cells->unnamed);
  tessera_cell_painter_unref (cells->painter);
  g_free (cells);
}

/* Names. A list fills some 200 rows at each step of scrolling, most of them out of sight, and naming them all
 * takes as long as drawing what is seen; so that is done once it rests, but for the row that has the focus. */

static void
set_name (GtkWidget *widget, const char *name)
{
  if (widget != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* Both the cell and its row are what a screen reader may land on. Their widgets are the toolkit's own. */
static void
name_cell (GtkWidget *child, TesseraCellPainter *painter)
{
  GtkWidget *cell = gtk_widget_get_parent (child);
  TesseraToken *token = tessera_token_cell_get_token (TESSERA_TOKEN_CELL (child));
  TesseraTokenKey key = tessera_token_cell_get_key (TESSERA_TOKEN_CELL (child));
  g_autofree char *text = tessera_token_cell_get_text (TESSERA_TOKEN_CELL (child));
  g_autofree char *sentence = NULL;

  if (token == NULL)
    return;
  set_name (cell, text);
  if (key == TESSERA_TOKEN_KEY_PERMISSIONS)
    set_name (child, text);
  if (cell == NULL || key != TESSERA_TOKEN_KEY_NAME)
    return;

  sentence = tessera_token_look_describe (token, tessera_cell_painter_get_catalogue (painter), tessera_time_now ());
  set_name (gtk_widget_get_parent (cell), sentence);
}

static gboolean
name_some (gpointer data)
{
  Cells *cells = data;
  gint64 end = g_get_monotonic_time () + NAMING_MICROSECONDS;
  GHashTableIter iter;
  gpointer cell;

  g_hash_table_iter_init (&iter, cells->unnamed);
  while (g_get_monotonic_time () < end && g_hash_table_iter_next (&iter, &cell, NULL))
    {
      name_cell (cell, cells->painter);
      g_hash_table_iter_remove (&iter);
    }
  if (g_hash_table_size (cells->unnamed) > 0)
    return G_SOURCE_CONTINUE;

  cells->naming = 0;
  return G_SOURCE_REMOVE;
}

static gboolean
name_at_rest (gpointer data)
{
  Cells *cells = data;

  if (cells->filling)
    {
      cells->filling = FALSE;
      return G_SOURCE_CONTINUE;
    }

  cells->naming = g_idle_add (name_some, cells);
  return G_SOURCE_REMOVE;
}

static void
name_soon (Cells *cells, GtkWidget *cell)
{
  g_hash_table_add (cells->unnamed, cell);
  cells->filling = TRUE;
  if (cells->naming == 0)
    cells->naming = g_timeout_add (REST_MILLISECONDS, name_at_rest, cells);
}

/* What the keyboard lands on is read at once. */
static void
on_focus_moved (Cells *cells, GParamSpec *pspec, GtkWindow *window)
{
  GtkWidget *row = gtk_window_get_focus (window);

  if (row == NULL || !gtk_widget_is_ancestor (row, GTK_WIDGET (cells->view)))
    return;

  for (GtkWidget *cell = gtk_widget_get_first_child (row); cell != NULL; cell = gtk_widget_get_next_sibling (cell))
    {
      GtkWidget *child = gtk_widget_get_first_child (cell);

      if (child != NULL && g_hash_table_remove (cells->unnamed, child))
        name_cell (child, cells->painter);
    }
}

/* Rows */

static const Column *
get_column (GtkSignalListItemFactory *factory)
{
  return g_object_get_data (G_OBJECT (factory), "column");
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, Cells *cells)
{
  gtk_list_item_set_child (item, tessera_token_cell_new (cells->painter, get_column (factory)->key));
}

/* What is selected may be what the focus is on, whose name is asked for at once. */
static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, Cells *cells)
{
  GtkWidget *cell = gtk_list_item_get_child (item);

  tessera_token_cell_set_token (TESSERA_TOKEN_CELL (cell), gtk_list_item_get_item (item));
  if (gtk_list_item_get_selected (item))
    name_cell (cell, cells->painter);
  else
    name_soon (cells, cell);
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *item, Cells *cells)
{
  GtkWidget *cell = gtk_list_item_get_child (item);

  if (cell == NULL)
    return;
  tessera_token_cell_set_token (TESSERA_TOKEN_CELL (cell), NULL);
  g_hash_table_remove (cells->unnamed, cell);
}

/* The view asks its columns' sorters for an order. The model sorts by itself, so all that is wanted
 * is which column is asked first, and whether what it says is turned round: it notes that it was asked. */

static const Column *asked;

static int
note_asked (gconstpointer a, gconstpointer b, gpointer data)
{
  if (asked == NULL)
    asked = data;

  return -1;
}

gboolean
tessera_token_cells_get_sort (GtkColumnView *view, TesseraTokenKey *key)
{
  g_autoptr (GObject) a = g_object_new (G_TYPE_OBJECT, NULL), b = g_object_new (G_TYPE_OBJECT, NULL);
  GtkOrdering order;

  asked = NULL;
  order = gtk_sorter_compare (gtk_column_view_get_sorter (view), a, b);
  *key = asked != NULL ? asked->key : TESSERA_TOKEN_KEY_CREATED;
  return order == GTK_ORDERING_LARGER;
}

/* Which columns there is room for, and how wide the type's is; the name has the rest */

/* A column is as wide as its cells, or as its head. */
static int
measure_column (Cells *cells, const Column *column, gboolean least)
{
  int minimum, natural, height;

  tessera_cell_painter_measure (cells->painter, column->key, &minimum, &natural, &height);
  return MAX (least ? minimum : natural, tessera_cell_painter_measure_head (cells->painter, _(column->title))) + PADDING;
}

static void
resize_types (GtkWidget *widget)
{
  if (TESSERA_IS_TOKEN_CELL (widget) && tessera_token_cell_get_key (TESSERA_TOKEN_CELL (widget)) == TESSERA_TOKEN_KEY_TYPE)
    gtk_widget_queue_resize (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    resize_types (child);
}

static void
fit (gpointer data)
{
  Cells *cells = data;
  GtkAdjustment *adjustment = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (cells->view));
  int room = adjustment != NULL ? (int) gtk_adjustment_get_page_size (adjustment) : 0;
  GListModel *shown_columns = gtk_column_view_get_columns (cells->view);
  int widths[TESSERA_N_TOKEN_KEYS] = { 0 }, type;
  gboolean shown[TESSERA_N_TOKEN_KEYS];

  if (room <= 0)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    widths[columns[i].key] = measure_column (cells, &columns[i], columns[i].key != TESSERA_TOKEN_KEY_NAME);
  room -= OUTER_PADDING;
  tessera_column_room_choose (widths, measure_column (cells, &columns[0], TRUE), room, shown);
  type = tessera_column_room_share (widths, shown, measure_column (cells, &columns[1], FALSE),
                                    tessera_cell_painter_get_long_name (cells->painter) + PADDING, room);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (shown_columns, i);

      gtk_column_view_column_set_visible (column, shown[columns[i].key]);
    }
  if (tessera_cell_painter_set_type_width (cells->painter, type - PADDING))
    resize_types (GTK_WIDGET (cells->view));
}

/* Told of while the view is given its place, when nothing in it may change. */
static void
on_room_changed (Cells *cells)
{
  tessera_after_layout_queue (cells->after);
}

/* Another look of all cells */

static void
show_again (Cells *cells, GtkWidget *widget)
{
  gtk_widget_queue_resize (widget);
  if (TESSERA_IS_TOKEN_CELL (widget) && tessera_token_cell_get_token (TESSERA_TOKEN_CELL (widget)) != NULL)
    name_soon (cells, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    show_again (cells, child);
}

static void
on_look_changed (Cells *cells)
{
  tessera_cell_painter_forget (cells->painter);
  show_again (cells, GTK_WIDGET (cells->view));
  on_room_changed (cells);
}

/* All replaced by themselves: a new day has begun, and tokens are as far from their ends as they were not yesterday. */
static void
on_tokens_changed (Cells *cells, guint position, guint removed, guint added)
{
  if (position == 0 && removed == added)
    show_again (cells, GTK_WIDGET (cells->view));
}

static void
on_scrolled (Cells *cells, GtkAdjustment *adjustment)
{
  tessera_cell_painter_catch_up (cells->painter, gtk_adjustment_get_value (adjustment), FALSE);
}

/* Told of when the list has other rows or another height. */
static void
on_moved (Cells *cells, GtkAdjustment *adjustment)
{
  tessera_cell_painter_catch_up (cells->painter, gtk_adjustment_get_value (adjustment), TRUE);
}

static void
follow (Cells *cells, gpointer object, const char *signal, gpointer function)
{
  GClosure *closure = g_cclosure_new_swap (G_CALLBACK (function), cells, NULL);

  g_object_watch_closure (G_OBJECT (cells->view), closure);
  g_signal_connect_closure (object, signal, closure, FALSE);
}

static void
on_rooted (Cells *cells)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (cells->view));

  if (GTK_IS_WINDOW (root))
    follow (cells, root, "notify::focus-widget", on_focus_moved);
}

static void
add_column (Cells *cells, const Column *what)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (_(what->title), factory);
  g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (note_asked, (gpointer) what, NULL));

  g_object_set_data (G_OBJECT (factory), "column", (gpointer) what);
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), cells);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), cells);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), cells);
  g_signal_connect (factory, "teardown", G_CALLBACK (on_unbind), cells);
  gtk_column_view_column_set_sorter (column, sorter);
  gtk_column_view_column_set_expand (column, what->key == TESSERA_TOKEN_KEY_NAME);
  gtk_column_view_append_column (cells->view, column);
}

void
tessera_token_cells_add_columns (GtkColumnView *view, TesseraSession *session)
{
  Cells *cells = g_new0 (Cells, 1);
  AdwStyleManager *style = adw_style_manager_get_default ();

  cells->view = view;
  cells->after = tessera_after_layout_new (GTK_WIDGET (view), fit, cells);
  cells->painter = tessera_cell_painter_new (GTK_WIDGET (view), session);
  cells->unnamed = g_hash_table_new (NULL, NULL);
  g_object_set_data_full (G_OBJECT (view), "tessera-token-cells", cells, cells_free);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    add_column (cells, &columns[i]);

  follow (cells, view, "notify::root", on_rooted);
  follow (cells, session, "notify::catalogue", on_look_changed);
  follow (cells, tessera_session_get_tokens (session), "items-changed", on_tokens_changed);
  follow (cells, style, "notify::high-contrast", on_look_changed);
  follow (cells, style, "notify::dark", on_look_changed);
  follow (cells, gtk_widget_get_settings (GTK_WIDGET (view)), "notify::gtk-xft-dpi", on_look_changed);
  follow (cells, gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (view)), "notify::page-size", on_room_changed);
  follow (cells, gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view)), "value-changed", on_scrolled);
  follow (cells, gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view)), "changed", on_moved);
}
