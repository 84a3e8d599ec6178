#include "tessera-mosaic.h"

#include <glib/gi18n-lib.h>

#include "tessera-words.h"

#define MOST_IN_ONE_BAND 12
#define BETWEEN_BANDS 3

/* How @n_areas are laid out, in pixels at a scale. */
typedef struct
{
  guint n_bands, n_columns;
  int tile, gap, band_gap;
} Plan;

static int
scaled (int pixels, double scale)
{
  return MAX (1, (int) (pixels * scale + 0.5));
}

static Plan
make_plan (guint n_areas, double scale)
{
  Plan plan = { .n_bands = n_areas > MOST_IN_ONE_BAND ? 2 : 1 };
  gboolean small = n_areas > 2 * MOST_IN_ONE_BAND;

  plan.n_columns = (n_areas + plan.n_bands - 1) / plan.n_bands;
  plan.tile = scaled (plan.n_bands == 1 ? 9 : small ? 4 : 6, scale);
  plan.gap = scaled (plan.n_bands == 1 ? 2 : 1, scale);
  plan.band_gap = scaled (BETWEEN_BANDS, scale);
  return plan;
}

TesseraTile
tessera_mosaic_get_tile (TesseraCatalogue *catalogue, TesseraPermissions permissions, guint area, TesseraVerb verb)
{
  const TesseraArea *what = tessera_catalogue_get_area (catalogue, area);

  if (!tessera_permissions_has (permissions, area, verb))
    return TESSERA_TILE_FREE;
  if (what->retired)
    return TESSERA_TILE_RETIRED;

  switch (what->personal_data)
    {
    case TESSERA_PERSONAL_DATA_FULL:
      return TESSERA_TILE_PERSONAL_DATA;
    case TESSERA_PERSONAL_DATA_LIMITED:
      return TESSERA_TILE_SOME_PERSONAL_DATA;
    case TESSERA_PERSONAL_DATA_NONE:
    default:
      return TESSERA_TILE_GRANTED;
    }
}

static int
get_band_height (const Plan *plan)
{
  return TESSERA_N_VERBS * plan->tile + (TESSERA_N_VERBS - 1) * plan->gap;
}

static int
get_width (const Plan *plan)
{
  return (int) plan->n_columns * (plan->tile + plan->gap) - plan->gap;
}

void
tessera_mosaic_measure (guint n_areas, double scale, int *width, int *height)
{
  Plan plan = make_plan (n_areas, scale);

  *width = get_width (&plan);
  *height = (int) plan.n_bands * (get_band_height (&plan) + plan.band_gap) - plan.band_gap;
}

TesseraTilePlace
tessera_mosaic_place (guint n_areas, double scale, gboolean right_to_left, guint area, TesseraVerb verb)
{
  Plan plan = make_plan (n_areas, scale);
  int column = (int) (area % plan.n_columns), band = (int) (area / plan.n_columns);
  TesseraTilePlace place = {
    .x = column * (plan.tile + plan.gap),
    .y = band * (get_band_height (&plan) + plan.band_gap) + (int) verb * (plan.tile + plan.gap),
    .size = plan.tile,
  };

  if (right_to_left)
    place.x = get_width (&plan) - place.x - plan.tile;
  return place;
}

char *
tessera_mosaic_describe (TesseraCatalogue *catalogue, TesseraPermissions permissions)
{
  g_autofree char *words = tessera_words_permissions (permissions, catalogue);

  /* Translators: %s is sentences like "Content: read. Products: read and write." */
  return g_strdup_printf (_("Permissions: %s"), words);
}
