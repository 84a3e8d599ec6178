#include "tessera-menu-on-demand.h"

#include "tessera-accessible.h"

/* The popover is made within the button, and opened after this. */
static void
make (GtkMenuButton *button, gpointer menu)
{
  if (gtk_menu_button_get_popover (button) != NULL)
    return;

  gtk_menu_button_set_menu_model (button, menu);
  tessera_accessible_skip_scrollers (GTK_WIDGET (button));
  tessera_accessible_name_menus (GTK_WIDGET (button));
}

void
tessera_menu_on_demand (GtkMenuButton *button, GMenuModel *menu)
{
  g_return_if_fail (GTK_IS_MENU_BUTTON (button) && G_IS_MENU_MODEL (menu));

  gtk_menu_button_set_create_popup_func (button, make, g_object_ref (menu), g_object_unref);
}
