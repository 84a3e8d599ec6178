#include "tessera-token-cells.h"

#include <glib/gi18n-lib.h>

#include "tessera-words.h"

typedef struct
{
  TesseraTokenKey key;
  const char *title;
  gboolean expand;
  int width;        /* in characters; 0 for as wide as the text */
  gboolean narrow;  /* also shown where there is little room */
} Column;

static const Column columns[] = {
  { TESSERA_TOKEN_KEY_NAME, N_ ("Name"), TRUE, 12, TRUE },
  { TESSERA_TOKEN_KEY_TYPE, N_ ("Type"), FALSE, 0, FALSE },
  { TESSERA_TOKEN_KEY_PERMISSIONS, N_ ("Permissions"), TRUE, 12, FALSE },
  { TESSERA_TOKEN_KEY_EXPIRES, N_ ("Expires"), FALSE, 0, TRUE },
  { TESSERA_TOKEN_KEY_STATUS, N_ ("Status"), FALSE, 0, TRUE },
};

const char *
tessera_token_cells_get_status_word (TesseraStatus status)
{
  switch (status)
    {
    case TESSERA_STATUS_EXPIRED:
      return _("Expired");
    case TESSERA_STATUS_REVOKED:
      return _("Revoked");
    case TESSERA_STATUS_ACTIVE:
    default:
      return _("Active");
    }
}

static char *
describe_expiry (TesseraToken *token, gint64 now)
{
  gint64 end = tessera_token_get_expires_at (token);
  g_autofree char *when = NULL;

  if (end == TESSERA_NEVER)
    return g_strdup (_("never expires"));

  when = tessera_words_expires (end, now);
  /* Translators: %s is "3 days ago" or "in 69 days" */
  return g_strdup_printf (end <= now ? _("expired %s") : _("expires %s"), when);
}

char *
tessera_token_cells_describe (TesseraToken *token, TesseraCatalogue *catalogue, gint64 now)
{
  g_autofree char *expiry = describe_expiry (token, now);
  g_autofree char *permissions = tessera_words_permissions (tessera_token_get_permissions (token), catalogue);

  /* Translators: a row of the list for those who hear it: name, type, status, "expires in 69 days", permissions as sentences */
  return g_strdup_printf (_("%s, %s, %s, %s. %s"), tessera_token_get_name (token),
                          tessera_catalogue_get_type_name (catalogue, tessera_token_get_type_id (token)),
                          tessera_token_cells_get_status_word (tessera_token_get_status (token, now)), expiry,
                          permissions);
}

static char *
get_text (TesseraToken *token, TesseraTokenKey key, TesseraCatalogue *catalogue, gint64 now)
{
  switch (key)
    {
    case TESSERA_TOKEN_KEY_TYPE:
      return g_strdup (tessera_catalogue_get_type_name (catalogue, tessera_token_get_type_id (token)));
    case TESSERA_TOKEN_KEY_PERMISSIONS:
      return tessera_words_permissions (tessera_token_get_permissions (token), catalogue);
    case TESSERA_TOKEN_KEY_EXPIRES:
      return tessera_words_expires (tessera_token_get_expires_at (token), now);
    case TESSERA_TOKEN_KEY_STATUS:
      return g_strdup (tessera_token_cells_get_status_word (tessera_token_get_status (token, now)));
    case TESSERA_TOKEN_KEY_CREATED:
    case TESSERA_TOKEN_KEY_NAME:
    default:
      return g_strdup (tessera_token_get_name (token));
    }
}

static void
show_status (GtkWidget *label, TesseraStatus status)
{
  static const char *const looks[][3] = {
    { "status", "active", NULL },
    { "status", "expired", NULL },
    { "status", "revoked", NULL },
  };

  gtk_widget_set_css_classes (label, (const char **) looks[status]);
}

static const Column *
get_column (GtkSignalListItemFactory *factory)
{
  return g_object_get_data (G_OBJECT (factory), "column");
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, TesseraSession *session)
{
  const Column *column = get_column (factory);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (column->key == TESSERA_TOKEN_KEY_STATUS)
    gtk_widget_set_halign (label, GTK_ALIGN_START);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  if (column->width > 0)
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (label), column->width);
    }
  gtk_list_item_set_child (item, label);
}

static void
set_name (GtkWidget *widget, const char *name)
{
  if (widget != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* Both the cell and its row are what a screen reader may land on. Their widgets are the toolkit's own. */
static void
name_cell (GtkWidget *label, const Column *column, TesseraToken *token, const char *text, TesseraCatalogue *catalogue,
           gint64 now)
{
  GtkWidget *cell = gtk_widget_get_parent (label);
  g_autofree char *sentence = NULL;

  set_name (cell, text);
  if (cell == NULL || column->key != TESSERA_TOKEN_KEY_NAME)
    return;

  sentence = tessera_token_cells_describe (token, catalogue, now);
  set_name (gtk_widget_get_parent (cell), sentence);
}

static char *
get_tooltip (TesseraToken *token, const Column *column, const char *text)
{
  g_autoptr (GTimeZone) zone = NULL;

  if (column->key != TESSERA_TOKEN_KEY_EXPIRES)
    return column->width > 0 ? g_strdup (text) : NULL;

  zone = g_time_zone_new_local ();
  return tessera_words_validity (tessera_token_get_expires_at (token), tessera_time_now (), zone);
}

/* Worked out only when the pointer rests there. */
static gboolean
on_query_tooltip (GtkWidget *label, int x, int y, gboolean keyboard, GtkTooltip *tooltip, const Column *column)
{
  TesseraToken *token = g_object_get_data (G_OBJECT (label), "token");
  g_autofree char *text = token != NULL ? get_tooltip (token, column, gtk_label_get_text (GTK_LABEL (label))) : NULL;

  gtk_tooltip_set_text (tooltip, text);
  return text != NULL;
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, TesseraSession *session)
{
  const Column *column = get_column (factory);
  TesseraCatalogue *catalogue = tessera_session_get_catalogue (session);
  TesseraToken *token = gtk_list_item_get_item (item);
  GtkWidget *label = gtk_list_item_get_child (item);
  gint64 now = tessera_time_now ();
  g_autofree char *text = get_text (token, column->key, catalogue, now);

  gtk_label_set_text (GTK_LABEL (label), text);
  g_object_set_data (G_OBJECT (label), "token", token);
  if (column->key == TESSERA_TOKEN_KEY_STATUS)
    show_status (label, tessera_token_get_status (token, now));
  name_cell (label, column, token, text, catalogue, now);
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *item, TesseraSession *session)
{
  g_object_set_data (G_OBJECT (gtk_list_item_get_child (item)), "token", NULL);
}

static void
on_setup_tooltip (GtkSignalListItemFactory *factory, GtkListItem *item, TesseraSession *session)
{
  GtkWidget *label = gtk_list_item_get_child (item);

  gtk_widget_set_has_tooltip (label, TRUE);
  g_signal_connect (label, "query-tooltip", G_CALLBACK (on_query_tooltip), (gpointer) get_column (factory));
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

void
tessera_token_cells_add_columns (GtkColumnView *view, TesseraSession *session)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (_(columns[i].title), factory);
      g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (note_asked, (gpointer) &columns[i], NULL));

      g_object_set_data (G_OBJECT (factory), "column", (gpointer) &columns[i]);
      g_signal_connect (factory, "setup", G_CALLBACK (on_setup), session);
      if (columns[i].width > 0 || columns[i].key == TESSERA_TOKEN_KEY_EXPIRES)
        g_signal_connect (factory, "setup", G_CALLBACK (on_setup_tooltip), session);
      g_signal_connect (factory, "bind", G_CALLBACK (on_bind), session);
      g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), session);
      gtk_column_view_column_set_sorter (column, sorter);
      gtk_column_view_column_set_expand (column, columns[i].expand);
      gtk_column_view_append_column (view, column);
    }
}

void
tessera_token_cells_set_narrow (GtkColumnView *view, gboolean narrow)
{
  GListModel *shown = gtk_column_view_get_columns (view);

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (shown, i);

      if (column != NULL)
        gtk_column_view_column_set_visible (column, !narrow || columns[i].narrow);
    }
}
