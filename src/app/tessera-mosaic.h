/* tessera-mosaic.h: a token's reach as a small grid of tiles: a column an area, read above write.
 *
 * What each tile says and where it lies; drawing is tessera-cell-painter.h's. Many areas
 * stand in two bands of smaller tiles, the first half above the second. */

#pragma once

#include "tessera-catalogue.h"

G_BEGIN_DECLS

/**
 * TesseraTile:
 * @TESSERA_TILE_FREE: not granted
 * @TESSERA_TILE_GRANTED: granted, without personal data
 * @TESSERA_TILE_SOME_PERSONAL_DATA: granted, and may hold a limited amount of personal data
 * @TESSERA_TILE_PERSONAL_DATA: granted, and opens personal data
 * @TESSERA_TILE_RETIRED: granted in an area that grants nothing any more
 */
typedef enum
{
  TESSERA_TILE_FREE,
  TESSERA_TILE_GRANTED,
  TESSERA_TILE_SOME_PERSONAL_DATA,
  TESSERA_TILE_PERSONAL_DATA,
  TESSERA_TILE_RETIRED,
} TesseraTile;

/**
 * TesseraTilePlace:
 * @x, @y: from the mosaic's left and upper edge, whatever the direction of text
 * @size: of the square
 *
 * In pixels.
 */
typedef struct
{
  int x, y, size;
} TesseraTilePlace;

TesseraTile tessera_mosaic_get_tile (TesseraCatalogue *catalogue, TesseraPermissions permissions, guint area, TesseraVerb verb);

/**
 * tessera_mosaic_measure:
 * @n_areas: 1 to 64
 * @scale: 1 with text of the usual size, 2 with text twice as large
 * @width: (out):
 * @height: (out): in pixels
 */
void tessera_mosaic_measure (guint n_areas, double scale, int *width, int *height);

/**
 * tessera_mosaic_place:
 * @right_to_left: the first area is the rightmost
 *
 * Returns: where the tile of @area and @verb lies
 */
TesseraTilePlace tessera_mosaic_place (guint n_areas, double scale, gboolean right_to_left, guint area, TesseraVerb verb);

/* What is read instead: "Permissions: Content: read. Products: read and write." (transfer full) */
char *tessera_mosaic_describe (TesseraCatalogue *catalogue, TesseraPermissions permissions);

G_END_DECLS
