#include "tessera-menu-label.h"

static void
let_wrap (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    {
      gtk_label_set_wrap (GTK_LABEL (widget), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (widget), PANGO_WRAP_WORD_CHAR);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (!GTK_IS_NATIVE (child))
      let_wrap (child);
}

void
tessera_menu_label_set (GtkMenuButton *button, const char *text)
{
  g_return_if_fail (GTK_IS_MENU_BUTTON (button) && text != NULL);

  gtk_menu_button_set_label (button, text);
  let_wrap (GTK_WIDGET (button));
}
