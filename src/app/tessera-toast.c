#include "tessera-toast.h"

#include <glib/gi18n-lib.h>

#include "tessera-accessible.h"
#include "tessera-announce.h"

#define MILLISECONDS_TO_GO 400     /* libadwaita takes 300, beginning with the next frame */

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

/* What an overlay shows, and what it will show next. libadwaita 1.2 reads freed memory when a toast is dismissed just after
 * it came in place of one that was still going, so one comes only when the one before has gone. */
typedef struct
{
  AdwToastOverlay *overlay;
  AdwToast *shown;          /* until it is dismissed */
  char *next;               /* (nullable) */
  guint timer;              /* while one goes */
} Toasts;

static void show_next (Toasts *toasts);

static gboolean
has_gone (gpointer data)
{
  Toasts *toasts = data;

  toasts->timer = 0;
  show_next (toasts);
  return G_SOURCE_REMOVE;
}

static void
on_dismissed (Toasts *toasts)
{
  g_clear_object (&toasts->shown);
  toasts->timer = g_timeout_add (MILLISECONDS_TO_GO, has_gone, toasts);
}

static void
show_next (Toasts *toasts)
{
  g_autofree char *words = g_steal_pointer (&toasts->next);
  g_autofree char *title = words != NULL ? g_markup_escape_text (words, -1) : NULL;

  if (words == NULL)
    return;

  toasts->shown = g_object_ref (adw_toast_new (title));
  g_signal_connect_swapped (toasts->shown, "dismissed", G_CALLBACK (on_dismissed), toasts);
  adw_toast_overlay_add_toast (toasts->overlay, toasts->shown);
  name_toasts (toasts->overlay);
}

static void
toasts_free (gpointer data)
{
  Toasts *toasts = data;

  if (toasts->shown != NULL)
    g_signal_handlers_disconnect_by_data (toasts->shown, toasts);
  g_clear_object (&toasts->shown);
  g_clear_handle_id (&toasts->timer, g_source_remove);
  g_free (toasts->next);
  g_free (toasts);
}

static Toasts *
get_toasts (AdwToastOverlay *overlay)
{
  Toasts *toasts = g_object_get_data (G_OBJECT (overlay), "tessera-toasts");

  if (toasts == NULL)
    {
      toasts = g_new0 (Toasts, 1);
      toasts->overlay = overlay;
      g_object_set_data_full (G_OBJECT (overlay), "tessera-toasts", toasts, toasts_free);
    }

  return toasts;
}

void
tessera_toast_show (AdwToastOverlay *overlay, const char *words)
{
  Toasts *toasts = get_toasts (overlay);

  g_free (toasts->next);
  toasts->next = g_strdup (words);
  if (toasts->shown != NULL)
    adw_toast_dismiss (toasts->shown);
  else if (toasts->timer == 0)
    show_next (toasts);
  tessera_announce (GTK_WIDGET (overlay), words);
}
