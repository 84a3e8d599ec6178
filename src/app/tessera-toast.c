#include "tessera-toast.h"

#include <glib/gi18n-lib.h>

#include "tessera-accessible.h"
#include "tessera-announce.h"

/* libadwaita leaves the button that closes a toast without a name. */
static void
name_buttons (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_BUTTON (child) && gtk_button_get_label (GTK_BUTTON (child)) == NULL)
        tessera_accessible_set_name (child, _("Dismiss"));
      name_buttons (child);
    }
}

/* The overlay's own child comes first; what else it has are toasts. */
static void
name_toasts (AdwToastOverlay *overlay)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (overlay)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (child != adw_toast_overlay_get_child (overlay))
      name_buttons (child);
}

void
tessera_toast_show (AdwToastOverlay *overlay, const char *words)
{
  AdwToast *before = g_object_get_data (G_OBJECT (overlay), "tessera-toast");
  g_autofree char *title = g_markup_escape_text (words, -1);
  AdwToast *toast = adw_toast_new (title);

  /* One that waited its turn would be made, and want a name, later. */
  if (before != NULL)
    adw_toast_dismiss (before);
  g_object_set_data_full (G_OBJECT (overlay), "tessera-toast", g_object_ref (toast), g_object_unref);
  adw_toast_overlay_add_toast (overlay, toast);
  name_toasts (overlay);
  tessera_announce (GTK_WIDGET (overlay), words);
}
