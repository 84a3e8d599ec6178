#include "tessera-route-list.h"

#include <glib/gi18n-lib.h>

#include "tessera-accessible.h"
#include "tessera-pair.h"
#include "tessera-words.h"

static GtkWidget *
new_label (const char *text, const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  return label;
}

static const char *
tell_grants (const TesseraArea *area, gboolean read, gboolean write)
{
  if (area->retired)
    return _("Retired: grants nothing any more");
  if (read && write)
    return _("read and write");

  /* Translators: what of an area is granted */
  return read ? _("read") : write ? _("write") : C_ ("granted", "nothing");
}

static void
name_row (GtkWidget *row, const TesseraArea *area, const char *grants)
{
  /* Translators: an area of the API, and what of it is granted: "Products: read and write." */
  g_autofree char *name = g_strdup_printf (_("%s: %s."), area->name, grants);
  g_autofree char *routes = g_strjoinv (", ", area->routes);

  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, *routes != '\0' ? routes : _("It opens nothing."), -1);
}

/* Routes are not text of a language: from left to right everywhere. */
static GtkWidget *
new_routes (const TesseraArea *area)
{
  g_autofree char *routes = g_strjoinv ("\n", area->routes);
  GtkWidget *label = new_label (*routes != '\0' ? routes : _("It opens nothing."), "routes");

  if (*routes != '\0')
    gtk_widget_add_css_class (label, "monospace");
  return label;
}

static GtkWidget *
new_row (TesseraCatalogue *catalogue, guint index, TesseraPermissions granted)
{
  const TesseraArea *area = tessera_catalogue_get_area (catalogue, index);
  gboolean read = tessera_permissions_has (granted, index, TESSERA_VERB_READ);
  gboolean write = tessera_permissions_has (granted, index, TESSERA_VERB_WRITE);
  const char *grants = tell_grants (area, read, write);
  GtkWidget *row = gtk_list_box_row_new (), *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3), *head = tessera_pair_new ();

  g_object_set (head, "spacing", 8, "share", 1.0, NULL);
  gtk_widget_set_parent (new_label (area->name, NULL), head);
  gtk_widget_set_parent (new_label (grants, read || write ? "granted" : "description"), head);
  gtk_box_append (GTK_BOX (lines), head);
  gtk_box_append (GTK_BOX (lines), new_routes (area));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), lines);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  name_row (row, area, grants);
  return row;
}

GtkWidget *
tessera_route_list_new (TesseraCatalogue *catalogue, TesseraPermissions granted)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_add_css_class (list, "route-list");
  tessera_accessible_set_name (list, _("What each area opens"));
  for (guint area = 0; area < tessera_catalogue_get_n_areas (catalogue); area++)
    gtk_list_box_append (GTK_LIST_BOX (list), new_row (catalogue, area, granted));
  return list;
}

void
tessera_route_list_mark (GtkWidget *list, int area)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), i)) != NULL; i++)
    if (i == area)
      gtk_widget_add_css_class (GTK_WIDGET (row), "meant");
    else
      gtk_widget_remove_css_class (GTK_WIDGET (row), "meant");
}
