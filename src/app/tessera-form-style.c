#include "tessera-form-style.h"

#include <adwaita.h>

#define LOADED "tessera-form-style"

/* libadwaita changes its named colours for high contrast, but not how we mix them. */
static void
follow_contrast (AdwStyleManager *manager, GParamSpec *pspec, GtkCssProvider *high_contrast)
{
  GdkDisplay *display = adw_style_manager_get_display (manager);

  if (adw_style_manager_get_high_contrast (manager))
    gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (high_contrast),
                                                GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
  else
    gtk_style_context_remove_provider_for_display (display, GTK_STYLE_PROVIDER (high_contrast));
}

static GtkCssProvider *
load (const char *name)
{
  GtkCssProvider *provider = gtk_css_provider_new ();
  g_autofree char *path = g_strconcat ("/org/tessera/Tessera/", name, NULL);

  gtk_css_provider_load_from_resource (provider, path);
  return provider;
}

void
tessera_form_style_load (GdkDisplay *display)
{
  AdwStyleManager *manager;
  g_autoptr (GtkCssProvider) always = NULL, high_contrast = NULL;

  if (g_object_get_data (G_OBJECT (display), LOADED) != NULL)
    return;
  g_object_set_data (G_OBJECT (display), LOADED, GINT_TO_POINTER (TRUE));

  adw_init ();
  always = load ("tessera-form-style.css");
  high_contrast = load ("tessera-form-style-hc.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (always),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  manager = adw_style_manager_get_for_display (display);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (follow_contrast), high_contrast, 0);
  g_object_set_data_full (G_OBJECT (manager), LOADED, g_object_ref (high_contrast), g_object_unref);
  follow_contrast (manager, NULL, high_contrast);
}
