#include "tessera-undo-keys.h"

static const struct
{
  guint key;
  GdkModifierType modifiers;
  gboolean back;
} keys[] = {
  { GDK_KEY_z, GDK_CONTROL_MASK, TRUE },
  { GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, FALSE },
  { GDK_KEY_y, GDK_CONTROL_MASK, FALSE },
};

static gboolean
is_typing_date (GtkWidget *widget)
{
  return TESSERA_IS_EXPIRY_POPOVER (widget) && GTK_IS_TEXT (gtk_root_get_focus (gtk_widget_get_root (widget)));
}

static gboolean
on_key (GtkWidget *widget, GVariant *back, gpointer data)
{
  TesseraFilling *filling = data;

  if (!tessera_filling_can_undo (filling) || is_typing_date (widget))
    return FALSE;
  if (!tessera_filling_undo (filling, g_variant_get_boolean (back)))
    gtk_widget_error_bell (widget);
  return TRUE;
}

static void
add_keys (GtkWidget *widget, TesseraFilling *filling)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (keys[i].key, keys[i].modifiers),
                                                gtk_callback_action_new (on_key, filling, NULL));

      gtk_shortcut_set_arguments (shortcut, g_variant_new_boolean (keys[i].back));
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
    }
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (widget, controller);
}

void
tessera_undo_keys_add (GtkWidget *form, TesseraExpiryPopover *popover, TesseraFilling *filling)
{
  g_return_if_fail (GTK_IS_WIDGET (form) && TESSERA_IS_EXPIRY_POPOVER (popover) && TESSERA_IS_FILLING (filling));

  add_keys (form, filling);
  /* While it is open no key gets beyond it. */
  add_keys (GTK_WIDGET (popover), filling);
  g_signal_connect_object (popover, "closed", G_CALLBACK (tessera_filling_end_step), filling, G_CONNECT_SWAPPED);
}
