#include "tessera-token-keys.h"

static const struct
{
  guint key;
  GdkModifierType modifiers;
  const char *action;
} keys[] = {
  { GDK_KEY_r, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "token.rotate" },
  { GDK_KEY_d, GDK_CONTROL_MASK, "token.duplicate" },
  { GDK_KEY_h, GDK_CONTROL_MASK, "token.history" },
  { GDK_KEY_k, GDK_CONTROL_MASK, "token.check" },
};

void
tessera_token_keys_add (GtkWidget *page)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  g_return_if_fail (GTK_IS_WIDGET (page));

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller), GTK_SHORTCUT_SCOPE_GLOBAL);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                          gtk_shortcut_new (gtk_keyval_trigger_new (keys[i].key, keys[i].modifiers),
                                                            gtk_named_action_new (keys[i].action)));
  gtk_widget_add_controller (page, controller);
}
