#include "tessera-toast.h"

#include <glib/gi18n-lib.h>

#include "tessera-accessible.h"
#include "tessera-announce.h"

#define SECONDS 8      /* some read slowly, and some have it read to them */
#define LINE_CHARS 60
#define LEAST_LINE_CHARS 24      /* GtkLabel says different things of the least width of a text that it may break anywhere */

/* What an overlay shows; its data. */
typedef struct
{
  GtkRevealer *revealer;       /* invisible while there are no words */
  GtkLabel *label;
  GtkEventController *pointer; /* while it is over the words, or the focus in them, they stay */
  GtkEventController *focus;
  guint timer;
} Toast;

static void
toast_free (gpointer data)
{
  Toast *toast = data;

  g_clear_handle_id (&toast->timer, g_source_remove);
  g_free (toast);
}

static void
dismiss (Toast *toast)
{
  g_clear_handle_id (&toast->timer, g_source_remove);
  gtk_revealer_set_reveal_child (toast->revealer, FALSE);
}

static gboolean
on_time_is_up (gpointer data)
{
  Toast *toast = data;

  if (gtk_event_controller_motion_contains_pointer (GTK_EVENT_CONTROLLER_MOTION (toast->pointer))
      || gtk_event_controller_focus_contains_focus (GTK_EVENT_CONTROLLER_FOCUS (toast->focus)))
    return G_SOURCE_CONTINUE;

  toast->timer = 0;
  dismiss (toast);
  return G_SOURCE_REMOVE;
}

static gboolean
on_escape (GtkWidget *overlay, GVariant *arguments, gpointer data)
{
  Toast *toast = data;

  if (!gtk_revealer_get_reveal_child (toast->revealer))
    return GDK_EVENT_PROPAGATE;

  dismiss (toast);
  return GDK_EVENT_STOP;
}

static void
on_destroyed (Toast *toast)
{
  g_clear_handle_id (&toast->timer, g_source_remove);
}

/* They are no part of what is read any more. */
static void
follow_revealed (GtkRevealer *revealer)
{
  if (!gtk_revealer_get_child_revealed (revealer) && !gtk_revealer_get_reveal_child (revealer))
    gtk_widget_set_visible (GTK_WIDGET (revealer), FALSE);
}

static GtkWidget *
make_label (Toast *toast)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), LINE_CHARS);
  gtk_widget_add_css_class (label, "heading");
  toast->label = GTK_LABEL (label);
  return label;
}

static GtkWidget *
make_button (Toast *toast)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_add_css_class (button, "flat");
  tessera_accessible_set_name (button, _("Dismiss"));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (dismiss), toast);
  return button;
}

static GtkWidget *
make_box (Toast *toast)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "css-name", "toast", NULL);

  gtk_box_append (GTK_BOX (box), make_label (toast));
  gtk_box_append (GTK_BOX (box), make_button (toast));
  toast->pointer = gtk_event_controller_motion_new ();
  gtk_widget_add_controller (box, toast->pointer);
  toast->focus = gtk_event_controller_focus_new ();
  gtk_widget_add_controller (box, toast->focus);
  return box;
}

static void
add_escape (Toast *toast, GtkWidget *overlay)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                          gtk_callback_action_new (on_escape, toast, NULL)));
  gtk_widget_add_controller (overlay, keys);
}

static Toast *
make_toast (GtkOverlay *overlay)
{
  Toast *toast = g_new0 (Toast, 1);
  GtkWidget *revealer = gtk_revealer_new ();

  toast->revealer = GTK_REVEALER (revealer);
  gtk_widget_set_visible (revealer, FALSE);
  gtk_widget_set_halign (revealer, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (revealer, GTK_ALIGN_END);
  gtk_revealer_set_transition_type (toast->revealer, GTK_REVEALER_TRANSITION_TYPE_SLIDE_UP);
  gtk_revealer_set_child (toast->revealer, make_box (toast));
  g_signal_connect (revealer, "notify::child-revealed", G_CALLBACK (follow_revealed), NULL);
  g_signal_connect_swapped (revealer, "destroy", G_CALLBACK (on_destroyed), toast);
  gtk_overlay_add_overlay (overlay, revealer);
  add_escape (toast, GTK_WIDGET (overlay));
  g_object_set_data_full (G_OBJECT (overlay), "tessera-toast", toast, toast_free);
  return toast;
}

void
tessera_toast_show (GtkOverlay *overlay, const char *words)
{
  Toast *toast;

  g_return_if_fail (GTK_IS_OVERLAY (overlay) && words != NULL);

  toast = g_object_get_data (G_OBJECT (overlay), "tessera-toast");
  if (toast == NULL)
    toast = make_toast (overlay);

  gtk_label_set_text (toast->label, words);
  gtk_label_set_width_chars (toast->label, MIN ((int) g_utf8_strlen (words, -1), LEAST_LINE_CHARS));
  gtk_widget_set_visible (GTK_WIDGET (toast->revealer), TRUE);
  gtk_revealer_set_reveal_child (toast->revealer, TRUE);
  g_clear_handle_id (&toast->timer, g_source_remove);
  toast->timer = g_timeout_add_seconds (SECONDS, on_time_is_up, toast);
  tessera_announce (GTK_WIDGET (overlay), words);
}
