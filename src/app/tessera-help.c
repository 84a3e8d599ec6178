#include "tessera-help.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "tessera-accessible.h"
#include "tessera-config.h"

void
tessera_help_show_shortcuts (GtkWindow *parent)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource ("/org/tessera/Tessera/tessera-shortcuts.ui");
  GtkWindow *shortcuts = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (shortcuts, parent);
  tessera_accessible_name_shortcuts (GTK_SHORTCUTS_WINDOW (shortcuts));
  gtk_window_present (shortcuts);
}

void
tessera_help_show_about (GtkWindow *parent)
{
  GtkWindow *about = g_object_new (ADW_TYPE_ABOUT_WINDOW, "transient-for", parent, "application-name", "Tessera",
                                   "application-icon", TESSERA_APP_ID, "version", TESSERA_VERSION, "comments",
                                   _("Create and manage access tokens for an API."), NULL);

  /* A click on the version would copy it, and say so with libadwaita's toast, which reads freed memory if the window is
   * closed after a late frame: see tessera-toast.h. */
  gtk_widget_action_set_enabled (GTK_WIDGET (about), "about.copy-property", FALSE);
  tessera_accessible_name_about (ADW_ABOUT_WINDOW (about));
  gtk_window_present (about);
}
