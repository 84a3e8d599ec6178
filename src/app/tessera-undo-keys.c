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
on_key (GtkWidget *widget, GVariant *back, gpointer data)
{
  const TesseraUndoByKey *callback = data;

  return (*callback) (widget, g_variant_get_boolean (back));
}

static void
add_key (GtkShortcutController *controller, guint key, GdkModifierType modifiers, gboolean back, TesseraUndoByKey callback)
{
  TesseraUndoByKey *data = g_new (TesseraUndoByKey, 1);
  GtkShortcut *shortcut;

  *data = callback;
  shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (key, modifiers), gtk_callback_action_new (on_key, data, g_free));
  gtk_shortcut_set_arguments (shortcut, g_variant_new_boolean (back));
  gtk_shortcut_controller_add_shortcut (controller, shortcut);
}

void
tessera_undo_keys_add (GtkWidget *widget, TesseraUndoByKey callback)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  g_return_if_fail (GTK_IS_WIDGET (widget) && callback != NULL);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    add_key (GTK_SHORTCUT_CONTROLLER (controller), keys[i].key, keys[i].modifiers, keys[i].back, callback);
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (widget, controller);
}
