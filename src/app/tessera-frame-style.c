#include "tessera-frame-style.h"

#define LOADED "tessera-frame-style"

void
tessera_frame_style_load (GdkDisplay *display)
{
  g_autoptr (GtkCssProvider) provider = NULL;

  if (g_object_get_data (G_OBJECT (display), LOADED) != NULL)
    return;

  g_object_set_data (G_OBJECT (display), LOADED, GINT_TO_POINTER (TRUE));
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, "/org/tessera/Tessera/tessera-frame-style.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}
