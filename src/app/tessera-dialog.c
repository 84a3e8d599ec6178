#include "tessera-dialog.h"

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

void
tessera_dialog_fit (GtkWindow *dialog, GtkWidget *header, GtkWidget *body, GtkWidget *foot)
{
  int width, height;

  tessera_dialog_narrow (dialog);
  gtk_window_get_default_size (dialog, &width, &height);
  height = get_height (header, width) + get_height (body, width);
  if (foot != NULL)
    height += get_height (foot, width);
  gtk_window_set_default_size (dialog, width, height);
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
