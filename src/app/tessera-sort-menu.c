#include "tessera-sort-menu.h"

#include <glib/gi18n-lib.h>

#include "tessera-accessible.h"
#include "tessera-menu-on-demand.h"
#include "tessera-token-cells.h"

struct _TesseraSortMenu
{
  GtkWidget parent_instance;

  GtkMenuButton *button;
  GMenu *menu;

  TesseraTokenModel *model;
  GtkColumnView *view;
  GSimpleActionGroup *actions;
  GSettings *settings;         /* or NULL */
};

G_DEFINE_FINAL_TYPE (TesseraSortMenu, tessera_sort_menu, GTK_TYPE_WIDGET)

/* By TesseraTokenKey. */
static const char *const names[TESSERA_N_TOKEN_KEYS]
  = { "created", "name", "type", "permissions", "expires", "last-used", "status" };

static void
set_state (TesseraSortMenu *self, const char *action, GVariant *state)
{
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), action)), state);
}

/* (transfer full) (nullable): the column of @key; by creation has none, the others are in the order of the columns. */
static GtkColumnViewColumn *
get_column (TesseraSortMenu *self, guint key)
{
  return key > 0 ? g_list_model_get_item (gtk_column_view_get_columns (self->view), key - 1) : NULL;
}

/* What is chosen, with the button that chooses: the one inside is described by what is around it. */
static void
describe (TesseraSortMenu *self, TesseraTokenKey key, gboolean descending)
{
  g_autoptr (GtkColumnViewColumn) column = get_column (self, key);
  const char *title = column != NULL ? gtk_column_view_column_get_title (column) : _("Newest First");
  g_autofree char *words = g_strjoin (". ", title, descending ? _("Descending") : NULL, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

static void
on_sorter_changed (TesseraSortMenu *self)
{
  TesseraTokenKey key;
  gboolean descending;

  if (self->view == NULL)              /* it goes, column by column */
    return;

  descending = tessera_token_cells_get_sort (self->view, &key);
  tessera_token_model_set_sort (self->model, key, descending);
  set_state (self, "sort-by", g_variant_new_string (names[key]));
  set_state (self, "descending", g_variant_new_boolean (descending));
  describe (self, key, descending);
  if (self->settings == NULL)
    return;

  g_settings_set_string (self->settings, "sort-by", names[key]);
  g_settings_set_boolean (self->settings, "sort-descending", descending);
}

static void
sort_by (TesseraSortMenu *self, const char *name, gboolean descending)
{
  g_autoptr (GtkColumnViewColumn) column = NULL;

  for (guint key = 1; key < G_N_ELEMENTS (names); key++)
    if (g_str_equal (names[key], name))
      column = get_column (self, key);

  gtk_column_view_sort_by_column (self->view, column, descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
}

static void
change_sort_by (GSimpleAction *action, GVariant *value, gpointer data)
{
  sort_by (data, g_variant_get_string (value, NULL), FALSE);
}

static void
change_descending (GSimpleAction *action, GVariant *value, gpointer data)
{
  TesseraSortMenu *self = data;
  g_autoptr (GVariant) key = g_action_group_get_action_state (G_ACTION_GROUP (self->actions), "sort-by");

  sort_by (self, g_variant_get_string (key, NULL), g_variant_get_boolean (value));
}

static const GActionEntry entries[] = {
  { "sort-by", NULL, "s", "'created'", change_sort_by, { 0 } },
  { "descending", NULL, NULL, "false", change_descending, { 0 } },
};

/* The class */

static void
tessera_sort_menu_dispose (GObject *object)
{
  TesseraSortMenu *self = TESSERA_SORT_MENU (object);

  self->view = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), TESSERA_TYPE_SORT_MENU);
  g_clear_object (&self->settings);
  g_clear_object (&self->actions);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (tessera_sort_menu_parent_class)->dispose (object);
}

static void
tessera_sort_menu_class_init (TesseraSortMenuClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tessera_sort_menu_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/tessera/Tessera/tessera-sort-menu.ui");
  gtk_widget_class_bind_template_child (widget_class, TesseraSortMenu, button);
  gtk_widget_class_bind_template_child (widget_class, TesseraSortMenu, menu);
}

static void
tessera_sort_menu_init (TesseraSortMenu *self)
{
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "tokens", G_ACTION_GROUP (self->actions));

  gtk_widget_init_template (GTK_WIDGET (self));
  /* The keyboard's focus is on the button inside. */
  tessera_accessible_set_name (GTK_WIDGET (self->button), _("Sort by"));
  tessera_accessible_set_name (gtk_widget_get_first_child (GTK_WIDGET (self->button)), _("Sort by"));
  tessera_menu_on_demand (self->button, G_MENU_MODEL (self->menu));
}

GtkWidget *
tessera_sort_menu_new (TesseraTokenModel *model, GtkColumnView *view)
{
  TesseraSortMenu *self = g_object_new (TESSERA_TYPE_SORT_MENU, NULL);

  self->model = g_object_ref (model);
  self->view = view;
  g_signal_connect_object (gtk_column_view_get_sorter (view), "changed", G_CALLBACK (on_sorter_changed), self,
                           G_CONNECT_SWAPPED);
  describe (self, TESSERA_TOKEN_KEY_CREATED, FALSE);
  return GTK_WIDGET (self);
}

void
tessera_sort_menu_remember (TesseraSortMenu *self, GSettings *settings)
{
  g_autofree char *name = NULL;

  g_return_if_fail (TESSERA_IS_SORT_MENU (self) && G_IS_SETTINGS (settings));

  name = g_settings_get_string (settings, "sort-by");
  sort_by (self, name, g_settings_get_boolean (settings, "sort-descending"));
  g_set_object (&self->settings, settings);
}
