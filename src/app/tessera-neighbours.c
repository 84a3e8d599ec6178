#include "tessera-neighbours.h"

#include "tessera-tally.h"

struct _TesseraNeighbours
{
  TesseraFields *fields;          /* not owned */
  TesseraTally *tally;            /* NULL until somebody tells of them */
  TesseraToken *own;
  TesseraCatalogue *catalogue;

  TesseraNameTaken taken;
  gpointer taken_data;
};

static TesseraExpiryPopover *
get_popover (TesseraNeighbours *neighbours)
{
  return tessera_expiry_row_get_popover (tessera_fields_get_expiry_row (neighbours->fields));
}

static guint
count_others (const GDate *day, gpointer data)
{
  TesseraNeighbours *neighbours = data;

  return tessera_tally_count_expiring (neighbours->tally, day, neighbours->own);
}

void
tessera_neighbours_show (TesseraNeighbours *neighbours)
{
  TesseraPermissionGrid *grid;
  const TesseraCommonSet *sets = NULL;
  guint n = 0;

  g_return_if_fail (neighbours != NULL);

  if (!gtk_widget_get_mapped (GTK_WIDGET (neighbours->fields)))
    return;
  grid = tessera_fields_get_grid (neighbours->fields);
  if (neighbours->own == NULL && neighbours->catalogue != NULL && neighbours->tally != NULL)
    sets = tessera_tally_get_common_sets (neighbours->tally, &n);
  tessera_start_menu_set_sets (tessera_permission_grid_get_start_menu (grid), sets, n, neighbours->catalogue);
}

void
tessera_neighbours_show_taken (TesseraNeighbours *neighbours)
{
  TesseraNameRow *row;
  g_autofree char *name = NULL;

  g_return_if_fail (neighbours != NULL);

  row = tessera_fields_get_name_row (neighbours->fields);
  name = tessera_draft_trim_name (tessera_name_row_get_name (row));
  tessera_name_row_set_taken (row, *name != '\0' && neighbours->taken != NULL
                                     && neighbours->taken (name, neighbours->own, neighbours->taken_data));
}

static void
on_tally_changed (TesseraTally *tally, TesseraNeighbours *neighbours)
{
  tessera_neighbours_show (neighbours);
  tessera_expiry_popover_count_again (get_popover (neighbours));
}

TesseraNeighbours *
tessera_neighbours_new (TesseraFields *fields)
{
  TesseraNeighbours *neighbours = g_new0 (TesseraNeighbours, 1);

  neighbours->fields = fields;
  return neighbours;
}

void
tessera_neighbours_free (TesseraNeighbours *neighbours)
{
  tessera_expiry_popover_set_count (get_popover (neighbours), NULL, NULL);
  if (neighbours->tally != NULL)
    g_signal_handlers_disconnect_by_data (neighbours->tally, neighbours);
  g_clear_object (&neighbours->tally);
  g_clear_object (&neighbours->own);
  g_clear_pointer (&neighbours->catalogue, tessera_catalogue_unref);
  g_free (neighbours);
}

void
tessera_neighbours_set_tokens (TesseraNeighbours *neighbours, GListModel *tokens)
{
  g_return_if_fail (neighbours != NULL && neighbours->tally == NULL && G_IS_LIST_MODEL (tokens));

  neighbours->tally = tessera_tally_new (tokens);
  g_signal_connect (neighbours->tally, "changed", G_CALLBACK (on_tally_changed), neighbours);
  tessera_expiry_popover_set_count (get_popover (neighbours), count_others, neighbours);
}

void
tessera_neighbours_set_own (TesseraNeighbours *neighbours, TesseraToken *own, TesseraCatalogue *catalogue)
{
  g_return_if_fail (neighbours != NULL);

  g_set_object (&neighbours->own, own);
  if (catalogue != NULL)
    tessera_catalogue_ref (catalogue);
  g_clear_pointer (&neighbours->catalogue, tessera_catalogue_unref);
  neighbours->catalogue = catalogue;
  tessera_neighbours_show (neighbours);
}

void
tessera_neighbours_set_taken (TesseraNeighbours *neighbours, TesseraNameTaken taken, gpointer data)
{
  g_return_if_fail (neighbours != NULL);

  neighbours->taken = taken;
  neighbours->taken_data = data;
  tessera_neighbours_show_taken (neighbours);
}
