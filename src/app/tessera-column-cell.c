#include "tessera-column-cell.h"

void
tessera_column_cell_lighten (GtkWidget *cell)
{
  g_autoptr (GListModel) controllers = NULL;

  if (gtk_get_minor_version () > 8)
    return;

  controllers = gtk_widget_observe_controllers (cell);
  for (guint i = g_list_model_get_n_items (controllers); i > 0; i--)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i - 1);

      gtk_widget_remove_controller (cell, controller);
    }
}
