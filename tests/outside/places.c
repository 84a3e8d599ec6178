/* A module to be loaded into the built program by LD_PRELOAD: it writes again and again where each named control stands,
 * a line "width TAB height TAB x TAB y TAB name", x and y of its middle in the X window, into the file that TESSERA_PLACES
 * names. What GTK 4.18 tells of that over the accessibility bus lacks the padding of all that is around a control. */

#include <gtk/gtk.h>

#define MILLISECONDS 50

static char *
read_name (GtkWidget *widget)
{
  g_autofree char *name
    = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, "\001", NULL);

  if (name != NULL && !g_str_equal (name, "undefined"))
    return g_steal_pointer (&name);
  return GTK_IS_BUTTON (widget) ? g_strdup (gtk_button_get_label (GTK_BUTTON (widget))) : NULL;
}

static void
add_place (GtkWidget *widget, GtkNative *native, GString *places)
{
  g_autofree char *name = read_name (widget);
  graphene_rect_t bounds;
  double x, y;

  if (name == NULL || !gtk_widget_compute_bounds (widget, GTK_WIDGET (native), &bounds))
    return;

  gtk_native_get_surface_transform (native, &x, &y);
  g_string_append_printf (places, "%.0f\t%.0f\t%.0f\t%.0f\t%s\n", bounds.size.width, bounds.size.height,
                          x + bounds.origin.x + bounds.size.width / 2, y + bounds.origin.y + bounds.size.height / 2, name);
}

/* Of one window; its popovers have windows of their own. */
static void
add_places (GtkWidget *widget, GtkNative *native, GString *places)
{
  if (!gtk_widget_get_mapped (widget) || gtk_widget_get_native (widget) != native)
    return;

  add_place (widget, native, places);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    add_places (child, native, places);
}

static gboolean
write_places (gpointer path)
{
  g_autoptr (GString) places = g_string_new (NULL);
  GListModel *windows;

  if (!gtk_is_initialized ())
    return G_SOURCE_CONTINUE;

  windows = gtk_window_get_toplevels ();
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (gtk_window_is_active (GTK_WINDOW (window)))
        add_places (window, GTK_NATIVE (window), places);
    }
  g_file_set_contents (path, places->str, -1, NULL);
  return G_SOURCE_CONTINUE;
}

/* Before main(); what the program starts is not meant. */
static void __attribute__ ((constructor))
begin (void)
{
  const char *path = g_getenv ("TESSERA_PLACES");

  if (path != NULL)
    g_timeout_add (MILLISECONDS, write_places, g_strdup (path));
  g_unsetenv ("TESSERA_PLACES");
  g_unsetenv ("LD_PRELOAD");
}
