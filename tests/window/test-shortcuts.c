/* The shortcuts window lists each key that does something, and menus show the same ones. */

#include "window-bed.h"

#include "tessera-config.h"

#include <string.h>

/* Of those that GTK's own widgets have, and of ours that no shortcut object tells of. */
static const char *const others[] = {
  "F10", "Escape", "Home", "End", "Left", "Right", "Up", "Down", "Page_Up", "Page_Down", "space", "Return", "<Control>a",
  "<Shift>Up", "<Shift>Down",
};

/* "<Control>n"; the keypad's keys are as good as the others. (transfer full) */
static char *
name_key (guint key, GdkModifierType modifiers)
{
  static const guint pairs[][2] = { { GDK_KEY_KP_Delete, GDK_KEY_Delete }, { GDK_KEY_KP_Enter, GDK_KEY_Return } };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (key == pairs[i][0])
      key = pairs[i][1];
  return gtk_accelerator_name (gdk_keyval_to_lower (key), modifiers);
}

static void
add_accelerators (GHashTable *names, const char *accelerators)
{
  g_auto (GStrv) parts = g_strsplit (accelerators, " ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      GdkModifierType modifiers;
      guint key;

      g_assert_true (gtk_accelerator_parse (parts[i], &key, &modifiers));
      g_hash_table_add (names, name_key (key, modifiers));
    }
}

/* What the shortcuts window lists below @widget. */
static void
add_listed (GHashTable *names, GtkWidget *widget)
{
  if (GTK_IS_SHORTCUTS_SHORTCUT (widget))
    {
      g_autofree char *accelerators = NULL;

      g_object_get (widget, "accelerator", &accelerators, NULL);
      add_accelerators (names, accelerators);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    add_listed (names, child);
}

static void
add_trigger (GHashTable *names, GtkShortcutTrigger *trigger)
{
  if (GTK_IS_ALTERNATIVE_TRIGGER (trigger))
    {
      add_trigger (names, gtk_alternative_trigger_get_first (GTK_ALTERNATIVE_TRIGGER (trigger)));
      add_trigger (names, gtk_alternative_trigger_get_second (GTK_ALTERNATIVE_TRIGGER (trigger)));
    }
  else if (GTK_IS_KEYVAL_TRIGGER (trigger))
    g_hash_table_add (names, name_key (gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)),
                                       gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger))));
}

/* The shortcuts of @widget, those of its class and its parents' among them. */
static void
add_bound (GHashTable *names, GtkWidget *widget, gboolean of_class)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean class_wide = g_strcmp0 (gtk_event_controller_get_name (controller), "gtk-widget-class-shortcuts") == 0;

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller) || class_wide != of_class)
        continue;
      for (guint k = 0; k < g_list_model_get_n_items (G_LIST_MODEL (controller)); k++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), k);

          add_trigger (names, gtk_shortcut_get_trigger (shortcut));
        }
    }
}

/* What is bound by classes of ours, and by ourselves to widgets of GTK's. */
static void
add_ours (GHashTable *names, GtkWidget *widget)
{
  if (g_str_has_prefix (G_OBJECT_TYPE_NAME (widget), "Tessera"))
    add_bound (names, widget, TRUE);
  if (g_str_has_prefix (G_OBJECT_TYPE_NAME (widget), "Tessera") || GTK_IS_COLUMN_VIEW (widget))
    add_bound (names, widget, FALSE);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    add_ours (names, child);
}

static GHashTable *
new_names (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static GHashTable *
open_shortcuts (WindowBed *bed)
{
  GHashTable *listed = new_names ();
  GtkWindow *shortcuts;

  gtk_widget_activate_action (GTK_WIDGET (bed->window), "frame.shortcuts", NULL);
  AWAIT (find_window (GTK_TYPE_SHORTCUTS_WINDOW) != NULL);
  shortcuts = find_window (GTK_TYPE_SHORTCUTS_WINDOW);
  add_listed (listed, GTK_WIDGET (shortcuts));
  gtk_window_destroy (shortcuts);
  return listed;
}

static void
test_each_key_that_is_bound_is_listed (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");
  g_autoptr (GHashTable) listed = open_shortcuts (bed), bound = new_names (), of_gtk = new_names ();
  GtkWidget *plain = g_object_ref_sink (adw_application_window_new (NULL));
  GHashTableIter iter;
  gpointer name;

  add_bound (of_gtk, plain, TRUE);
  add_bound (of_gtk, plain, FALSE);    /* libadwaita's, for those who make windows narrow */
  add_ours (bound, GTK_WIDGET (bed->window));
  g_hash_table_iter_init (&iter, bound);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!g_hash_table_contains (listed, name) && !g_hash_table_contains (of_gtk, name))
      g_error ("%s is bound, but not listed", (char *) name);
  g_assert_true (g_hash_table_contains (bound, "<Control>w") && g_hash_table_contains (bound, "<Control>y")
                 && g_hash_table_contains (bound, "<Control>k") && g_hash_table_contains (bound, "Delete")
                 && g_hash_table_contains (bound, "<Shift>F10"));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (!g_hash_table_contains (listed, others[i]))
      g_error ("%s does something, but is not listed", others[i]);
  gtk_window_destroy (GTK_WINDOW (plain));
  g_object_unref (plain);
}

/* Which accelerators the items of @menu show, in its sections, too. */
static void
add_shown (GHashTable *names, GMenuModel *menu, const char *action_to_find, char **found)
{
  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);
      g_autofree char *action = NULL, *accelerator = NULL;

      if (section != NULL)
        add_shown (names, section, action_to_find, found);
      if (!g_menu_model_get_item_attribute (menu, i, "accel", "s", &accelerator))
        continue;
      add_accelerators (names, accelerator);
      if (g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_ACTION, "s", &action) && g_str_equal (action, action_to_find))
        *found = g_strdup (accelerator);
    }
}

static void
test_menus_show_keys_that_are_listed (void)
{
  static const struct
  {
    const char *file, *menu, *action, *accelerator;
  } cases[] = {
    { "window", "main_menu", "frame.quit", "<Control>q" },          { "row-menu", "one_menu", "token.revoke", "Delete" },
    { "row-menu", "one_menu", "token.rotate", "<Control><Shift>r" }, { "row-menu", "one_menu", "token.check", "<Control>k" },
    { "row-menu", "several_menu", "several.revoke", "Delete" },     { "token-actions", "more_menu", "token.history", "<Control>h" },
  };
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");
  g_autoptr (GHashTable) listed = open_shortcuts (bed), shown = new_names ();
  GHashTableIter iter;
  gpointer name;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *file = g_strdup_printf (TESSERA_SOURCE_DIR "/src/app/tessera-%s.ui", cases[i].file);
      g_autofree char *text = NULL, *found = NULL;
      g_autoptr (GtkBuilder) builder = gtk_builder_new ();
      const char *begin, *end;
      g_autofree char *part = NULL, *menu = g_strdup_printf ("<menu id=\"%s\">", cases[i].menu);

      g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
      begin = strstr (text, menu);
      end = strstr (begin, "</menu>");
      part = g_strdup_printf ("<interface>%.*s</menu></interface>", (int) (end - begin), begin);
      g_assert_true (gtk_builder_add_from_string (builder, part, -1, NULL));
      add_shown (shown, G_MENU_MODEL (gtk_builder_get_object (builder, cases[i].menu)), cases[i].action, &found);
      g_assert_cmpstr (found, ==, cases[i].accelerator);
    }
  g_hash_table_iter_init (&iter, shown);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_assert_true (g_hash_table_contains (listed, name));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/shortcuts/each-key-that-is-bound-is-listed", test_each_key_that_is_bound_is_listed);
  g_test_add_func ("/shortcuts/menus-show-keys-that-are-listed", test_menus_show_keys_that_are_listed);
  return test_http_run ();
}
