#include "tessera-popovers.h"

/* What was told of its end may take it away. */
void
tessera_popovers_close (GtkWidget *root)
{
  GtkWidget *child = gtk_widget_get_first_child (root);

  while (child != NULL)
    {
      g_autoptr (GtkWidget) held = g_object_ref (child);

      tessera_popovers_close (held);
      child = gtk_widget_get_next_sibling (held);
    }

  if (GTK_IS_POPOVER (root) && gtk_widget_get_visible (root))
    gtk_popover_popdown (GTK_POPOVER (root));
}
