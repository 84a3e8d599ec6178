#include "tessera-type-row.h"

#include "tessera-accessible.h"
#include "tessera-loading.h"
#include "tessera-reading.h"
#include "tessera-sight.h"
#include "tessera-states.h"

#include <glib/gi18n-lib.h>

/* In pixels: wide enough for a description in two lines, and no wider with larger text; the list would else be as narrow
 * as its button. */
#define LINES_WIDTH 264

struct _TesseraTypeRow
{
  TesseraFormRow parent_instance;

  TesseraCatalogue *catalogue;
  GtkDropDown *drop_down;
  GtkStringList *ids;
  gboolean setting;
};

G_DEFINE_TYPE (TesseraTypeRow, tessera_type_row, TESSERA_TYPE_FORM_ROW)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const char *
get_name (TesseraTypeRow *self, const char *id)
{
  return self->catalogue == NULL ? tessera_loading_get_word () : tessera_catalogue_get_type_name (self->catalogue, id);
}

static const char *
get_description (TesseraTypeRow *self, const char *id)
{
  int index = self->catalogue == NULL ? -1 : tessera_catalogue_find_type (self->catalogue, id);

  return index < 0 ? NULL : tessera_catalogue_get_type_at (self->catalogue, index)->description;
}

static void
show_chosen (TesseraTypeRow *self)
{
  const char *id = tessera_type_row_get_chosen (self);

  tessera_form_row_set_value (TESSERA_FORM_ROW (self), get_name (self, id));
  tessera_form_row_set_description (TESSERA_FORM_ROW (self), get_description (self, id));
}

static void
on_chosen (TesseraTypeRow *self)
{
  if (self->setting)
    return;
  tessera_form_row_set_fault (TESSERA_FORM_ROW (self), NULL);
  show_chosen (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
setup_button (TesseraTypeRow *self, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 6);
  gtk_list_item_set_child (item, label);
}

/* The row of a list is what has the focus and is read, and 4.8 gives it no name. */
static void
name_choice (GtkListItem *item, const char *name, const char *description)
{
  GtkWidget *row = gtk_widget_get_parent (gtk_list_item_get_child (item));

  if (row != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

static void
bind_button (TesseraTypeRow *self, GtkListItem *item)
{
  const char *id = gtk_string_object_get_string (gtk_list_item_get_item (item));

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), get_name (self, id));
  name_choice (item, get_name (self, id), "");
  /* The button around it has the focus; newer versions call this one focusable, too, and never name it. */
  gtk_widget_set_focusable (gtk_widget_get_parent (gtk_list_item_get_child (item)), FALSE);
}

static GtkWidget *
new_line (const char *class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  tessera_reading_align (GTK_LABEL (label));
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  return label;
}

static void
setup_choice (TesseraTypeRow *self, GtkListItem *item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *mark = gtk_image_new_from_icon_name ("object-select-symbolic");

  gtk_box_append (GTK_BOX (lines), new_line (NULL));
  gtk_box_append (GTK_BOX (lines), new_line ("description"));
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_widget_set_size_request (lines, LINES_WIDTH, -1);
  gtk_box_append (GTK_BOX (row), lines);
  gtk_box_append (GTK_BOX (row), mark);      /* the style sheet shows it on the chosen one */
  gtk_list_item_set_child (item, row);
}

static void
bind_choice (TesseraTypeRow *self, GtkListItem *item)
{
  const char *id = gtk_string_object_get_string (gtk_list_item_get_item (item));
  const char *description = get_description (self, id);
  GtkWidget *lines = gtk_widget_get_first_child (gtk_list_item_get_child (item));

  gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (lines)), get_name (self, id));
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (lines)), description == NULL ? "" : description);
  gtk_widget_set_visible (gtk_widget_get_last_child (lines), description != NULL);
  name_choice (item, get_name (self, id), description == NULL ? "" : description);
}

static GtkListItemFactory *
new_factory (TesseraTypeRow *self, GCallback setup, GCallback bind)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", setup, self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", bind, self, G_CONNECT_SWAPPED);
  return factory;
}

/* What of a drop-down can have the focus has no name of its own: its button and, in its popover, the list. */
static void
name_inside (TesseraTypeRow *self, GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_TOGGLE_BUTTON (child))
        tessera_form_row_add_accessible (TESSERA_FORM_ROW (self), GTK_ACCESSIBLE (child));
      else if (GTK_IS_LIST_VIEW (child))
        gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Token type"), -1);
      name_inside (self, child);
    }
}

/* The catalogue's ids, and @unknown, which it does not have (any more). */
static GStrv
list_ids (TesseraTypeRow *self, const char *unknown)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < tessera_catalogue_get_n_types (self->catalogue); i++)
    g_strv_builder_add (ids, tessera_catalogue_get_type_at (self->catalogue, i)->id);
  if (unknown != NULL)
    g_strv_builder_add (ids, unknown);

  return g_strv_builder_end (ids);
}

static gboolean
offers (TesseraTypeRow *self, GStrv ids)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->ids));

  if (n != g_strv_length (ids))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!g_str_equal (gtk_string_list_get_string (self->ids, i), ids[i]))
      return FALSE;

  return TRUE;
}

/* Filling the list anew makes its rows anew, which is slow: only if it @changed or has to. */
static void
fill (TesseraTypeRow *self, const char *chosen, gboolean changed)
{
  int index = chosen == NULL || *chosen == '\0' ? 0 : tessera_catalogue_find_type (self->catalogue, chosen);
  g_auto (GStrv) ids = list_ids (self, index < 0 ? chosen : NULL);

  self->setting = TRUE;
  if (changed || !offers (self, ids))
    gtk_string_list_splice (self->ids, 0, g_list_model_get_n_items (G_LIST_MODEL (self->ids)),
                            (const char *const *) ids);
  gtk_drop_down_set_selected (self->drop_down, index < 0 ? g_strv_length (ids) - 1 : (guint) index);
  self->setting = FALSE;

  show_chosen (self);
}

/* One choice that is none, in the place of those that the catalogue brings. */
static void
show_waiting (TesseraTypeRow *self)
{
  gtk_string_list_append (self->ids, "");
  gtk_widget_set_sensitive (GTK_WIDGET (self->drop_down), FALSE);
  tessera_accessible_tell_sensitivity (GTK_WIDGET (self->drop_down));
  tessera_form_row_set_value (TESSERA_FORM_ROW (self), tessera_loading_get_word ());
  tessera_form_row_reserve (TESSERA_FORM_ROW (self), 1);
  tessera_form_row_set_busy (TESSERA_FORM_ROW (self), TRUE);
}

static void
end_waiting (TesseraTypeRow *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->drop_down), TRUE);
  tessera_accessible_tell_sensitivity (GTK_WIDGET (self->drop_down));
  tessera_form_row_set_busy (TESSERA_FORM_ROW (self), FALSE);
}

static void
tessera_type_row_finalize (GObject *object)
{
  TesseraTypeRow *self = TESSERA_TYPE_ROW (object);

  g_clear_pointer (&self->catalogue, tessera_catalogue_unref);
  g_object_unref (self->ids);

  G_OBJECT_CLASS (tessera_type_row_parent_class)->finalize (object);
}

static void
tessera_type_row_class_init (TesseraTypeRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tessera_type_row_finalize;

  signals[CHANGED] = g_signal_new ("changed", TESSERA_TYPE_TYPE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
tessera_type_row_init (TesseraTypeRow *self)
{
  g_autoptr (GtkListItemFactory) button = new_factory (self, G_CALLBACK (setup_button), G_CALLBACK (bind_button));
  g_autoptr (GtkListItemFactory) list = new_factory (self, G_CALLBACK (setup_choice), G_CALLBACK (bind_choice));

  self->ids = gtk_string_list_new (NULL);
  self->drop_down = GTK_DROP_DOWN (gtk_drop_down_new (g_object_ref (G_LIST_MODEL (self->ids)), NULL));
  gtk_drop_down_set_factory (self->drop_down, button);
  gtk_drop_down_set_list_factory (self->drop_down, list);
  gtk_widget_set_valign (GTK_WIDGET (self->drop_down), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->drop_down), "tessera-type");
  tessera_sight_keep_opener (GTK_WIDGET (self->drop_down));

  tessera_form_row_set_control (TESSERA_FORM_ROW (self), GTK_WIDGET (self->drop_down));
  name_inside (self, GTK_WIDGET (self->drop_down));
  tessera_accessible_skip_scrollers (GTK_WIDGET (self->drop_down));
  tessera_states_hide_stacks (GTK_WIDGET (self->drop_down));
  g_object_set (self, "title", _("Token type"), NULL);
  show_waiting (self);
  g_signal_connect_object (self->drop_down, "notify::selected", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
}

GtkWidget *
tessera_type_row_new (void)
{
  return g_object_new (TESSERA_TYPE_TYPE_ROW, NULL);
}

void
tessera_type_row_set_catalogue (TesseraTypeRow *row, TesseraCatalogue *catalogue)
{
  g_autofree char *chosen = NULL;

  g_return_if_fail (TESSERA_IS_TYPE_ROW (row) && catalogue != NULL);

  if (row->catalogue == NULL)
    end_waiting (row);
  chosen = g_strdup (tessera_type_row_get_chosen (row));
  tessera_catalogue_ref (catalogue);
  g_clear_pointer (&row->catalogue, tessera_catalogue_unref);
  row->catalogue = catalogue;
  fill (row, chosen, TRUE);
}

void
tessera_type_row_set_chosen (TesseraTypeRow *row, const char *id)
{
  g_autofree char *chosen = NULL;

  g_return_if_fail (TESSERA_IS_TYPE_ROW (row) && row->catalogue != NULL && id != NULL);

  chosen = g_strdup (id);
  fill (row, chosen, FALSE);
}

const char *
tessera_type_row_get_chosen (TesseraTypeRow *row)
{
  gpointer item;

  g_return_val_if_fail (TESSERA_IS_TYPE_ROW (row), "");

  item = gtk_drop_down_get_selected_item (row->drop_down);
  return item == NULL ? "" : gtk_string_object_get_string (item);
}

GtkDropDown *
tessera_type_row_get_drop_down (TesseraTypeRow *row)
{
  g_return_val_if_fail (TESSERA_IS_TYPE_ROW (row), NULL);

  return row->drop_down;
}
