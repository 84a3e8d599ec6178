#include "tessera-grid-ticks.h"

struct _TesseraGridTicks
{
  GPtrArray *rows;
  TesseraCatalogue *catalogue;      /* NULL until there are areas */
  TesseraPermissions had;
  gboolean setting;
};

TesseraGridTicks *
tessera_grid_ticks_new (GPtrArray *rows)
{
  TesseraGridTicks *ticks = g_new0 (TesseraGridTicks, 1);

  ticks->rows = g_ptr_array_ref (rows);
  return ticks;
}

void
tessera_grid_ticks_free (TesseraGridTicks *ticks)
{
  g_clear_pointer (&ticks->catalogue, tessera_catalogue_unref);
  g_ptr_array_unref (ticks->rows);
  g_free (ticks);
}

static guint
count_areas (TesseraGridTicks *ticks)
{
  return ticks->catalogue == NULL ? 0 : tessera_catalogue_get_n_areas (ticks->catalogue);
}

static gboolean
is_retired (TesseraGridTicks *ticks, guint area)
{
  return tessera_catalogue_get_area (ticks->catalogue, area)->retired;
}

static TesseraAreaRow *
get_row (TesseraGridTicks *ticks, int area)
{
  return g_ptr_array_index (ticks->rows, area + 1);
}

static GtkCheckButton *
get_check (TesseraGridTicks *ticks, int area, TesseraVerb verb)
{
  return GTK_CHECK_BUTTON (tessera_area_row_get_check (get_row (ticks, area), verb));
}

static gboolean
is_ticked (TesseraGridTicks *ticks, guint area, TesseraVerb verb)
{
  return gtk_check_button_get_active (get_check (ticks, (int) area, verb));
}

static void
sync_all (TesseraGridTicks *ticks, TesseraVerb verb)
{
  GtkCheckButton *all = get_check (ticks, -1, verb);
  guint ticked = 0, areas = 0;

  for (guint area = 0; area < count_areas (ticks); area++)
    if (!is_retired (ticks, area))
      {
        areas++;
        ticked += is_ticked (ticks, area, verb);
      }

  ticks->setting = TRUE;
  gtk_check_button_set_inconsistent (all, ticked > 0 && ticked < areas);
  gtk_check_button_set_active (all, areas > 0 && ticked == areas);
  ticks->setting = FALSE;
}

static void
sync_retired (TesseraGridTicks *ticks)
{
  for (guint area = 0; area < count_areas (ticks); area++)
    {
      gboolean shown = FALSE;

      if (!is_retired (ticks, area))
        continue;
      for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
        {
          gboolean usable = is_ticked (ticks, area, verb) || tessera_permissions_has (ticks->had, area, verb);

          gtk_widget_set_sensitive (GTK_WIDGET (get_check (ticks, (int) area, verb)), usable);
          shown = shown || usable;
        }
      gtk_widget_set_visible (GTK_WIDGET (get_row (ticks, (int) area)), shown);
    }
}

static void
tick_all (TesseraGridTicks *ticks, TesseraVerb verb, gboolean ticked)
{
  ticks->setting = TRUE;
  for (guint area = 0; area < count_areas (ticks); area++)
    if (!is_retired (ticks, area))
      gtk_check_button_set_active (get_check (ticks, (int) area, verb), ticked);
  ticks->setting = FALSE;
}

void
tessera_grid_ticks_set_catalogue (TesseraGridTicks *ticks, TesseraCatalogue *catalogue)
{
  g_return_if_fail (ticks != NULL && catalogue != NULL);

  tessera_catalogue_ref (catalogue);
  g_clear_pointer (&ticks->catalogue, tessera_catalogue_unref);
  ticks->catalogue = catalogue;
}

void
tessera_grid_ticks_set (TesseraGridTicks *ticks, TesseraPermissions permissions, TesseraPermissions had)
{
  g_return_if_fail (ticks != NULL);

  ticks->had = had;
  ticks->setting = TRUE;
  for (guint area = 0; area < count_areas (ticks); area++)
    for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
      gtk_check_button_set_active (get_check (ticks, (int) area, verb), tessera_permissions_has (permissions, area, verb));
  ticks->setting = FALSE;

  for (guint verb = 0; verb < TESSERA_N_VERBS && ticks->catalogue != NULL; verb++)
    sync_all (ticks, verb);
  sync_retired (ticks);
}

TesseraPermissions
tessera_grid_ticks_get (TesseraGridTicks *ticks)
{
  TesseraPermissions permissions = { 0 };

  g_return_val_if_fail (ticks != NULL, permissions);

  for (guint area = 0; area < count_areas (ticks); area++)
    for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
      permissions = tessera_permissions_with (permissions, area, verb, is_ticked (ticks, area, verb));
  return permissions;
}

void
tessera_grid_ticks_remove (TesseraGridTicks *ticks, TesseraPermissions permissions)
{
  g_return_if_fail (ticks != NULL);

  tessera_grid_ticks_set (ticks, tessera_permissions_minus (tessera_grid_ticks_get (ticks), permissions), ticks->had);
}

gboolean
tessera_grid_ticks_follow (TesseraGridTicks *ticks, int area, TesseraVerb verb)
{
  g_return_val_if_fail (ticks != NULL, FALSE);

  if (ticks->setting)
    return FALSE;
  if (area < 0)
    tick_all (ticks, verb, gtk_check_button_get_active (get_check (ticks, area, verb)));
  sync_all (ticks, verb);
  return TRUE;
}
