#include "tessera-window-size.h"

#define FIRST_WIDTH 1040     /* the whole form, without scrolling */
#define FIRST_HEIGHT 760

void
tessera_window_size_recall (GtkWindow *window, GSettings *settings)
{
  if (settings == NULL)
    {
      gtk_window_set_default_size (window, FIRST_WIDTH, FIRST_HEIGHT);
      return;
    }

  gtk_window_set_default_size (window, g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (window);
}

void
tessera_window_size_remember (GtkWindow *window, GSettings *settings)
{
  int width, height;

  if (settings == NULL)
    return;

  g_settings_set_boolean (settings, "window-maximized", gtk_window_is_maximized (window));
  gtk_window_get_default_size (window, &width, &height);
  if (width > 0 && height > 0)
    {
      g_settings_set_int (settings, "window-width", width);
      g_settings_set_int (settings, "window-height", height);
    }
}
