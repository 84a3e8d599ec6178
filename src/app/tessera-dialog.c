#include "tessera-dialog.h"

#define DESKTOP 80      /* pixels of a screen that are not for windows: bars, and the edges of their shadows */

static int
get_height (GtkWidget *widget, int width)
{
  int natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

void
tessera_dialog_narrow (GtkWindow *dialog)
{
  GtkWindow *parent = gtk_window_get_transient_for (dialog);
  int room = parent != NULL ? gtk_widget_get_width (GTK_WIDGET (parent)) : 0;
  int width, height;

  gtk_window_get_default_size (dialog, &width, &height);
  if (room > 0 && room < width)
    gtk_window_set_default_size (dialog, room, height);
}

/* What the screen has room for, in pixels: a desktop keeps some for itself. */
static int
get_most_height (GtkWindow *dialog)
{
  GtkWindow *parent = gtk_window_get_transient_for (dialog);
  GdkSurface *surface = parent != NULL ? gtk_native_get_surface (GTK_NATIVE (parent)) : NULL;
  GdkMonitor *monitor = surface != NULL ? gdk_display_get_monitor_at_surface (gdk_surface_get_display (surface), surface) : NULL;
  GdkRectangle all;

  if (monitor == NULL)
    return G_MAXINT;
  gdk_monitor_get_geometry (monitor, &all);
  return MAX (all.height - DESKTOP, 0);
}

void
tessera_dialog_fit (GtkWindow *dialog, GtkWidget *header, GtkWidget *body, GtkWidget *foot)
{
  int width, height;

  tessera_dialog_narrow (dialog);
  gtk_window_get_default_size (dialog, &width, &height);
  height = get_height (header, width) + get_height (body, width);
  if (foot != NULL)
    height += get_height (foot, width);
  gtk_window_set_default_size (dialog, width, MIN (height, get_most_height (dialog)));
}

void
tessera_dialog_close_by_escape (GtkWindow *dialog)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                          gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (GTK_WIDGET (dialog), keys);
}

static gboolean
on_scroll_key (GtkScrolledWindow *body, guint keyval)
{
  static const struct
  {
    guint key, keypad_key;
    GtkScrollType step;
  } keys[] = {
    { GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, GTK_SCROLL_PAGE_UP },
    { GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, GTK_SCROLL_PAGE_DOWN },
    { GDK_KEY_Home, GDK_KEY_KP_Home, GTK_SCROLL_START },
    { GDK_KEY_End, GDK_KEY_KP_End, GTK_SCROLL_END },
  };
  gboolean handled = GDK_EVENT_PROPAGATE;

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keyval == keys[i].key || keyval == keys[i].keypad_key)
      g_signal_emit_by_name (body, "scroll-child", keys[i].step, FALSE, &handled);
  return handled;
}

void
tessera_dialog_scroll_by_keys (GtkWindow *dialog, GtkScrolledWindow *body)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_scroll_key), body, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (dialog), keys);
}
