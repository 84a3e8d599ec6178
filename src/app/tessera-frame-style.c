#include "tessera-frame-style.h"

#define LOADED "tessera-frame-style"

static void
load (GdkDisplay *display, const char *name)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
  g_autofree char *path = g_strconcat ("/org/tessera/Tessera/", name, NULL);

  gtk_css_provider_load_from_resource (provider, path);
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

void
tessera_frame_style_load (GdkDisplay *display)
{
  if (g_object_get_data (G_OBJECT (display), LOADED) != NULL)
    return;

  g_object_set_data (G_OBJECT (display), LOADED, GINT_TO_POINTER (TRUE));
  load (display, "tessera-frame-style.css");
  load (display, "tessera-list-style.css");
}
