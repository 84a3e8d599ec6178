/* tessera-grid-ticks.h: what is ticked in the lines of the permission grid, and what follows from that.
 *
 * The line of all areas is ticked when each area is, and mixed when some are.
 * A retired area grants nothing: it counts for neither, has a line only where the token has it or had it, and can be
 * ticked only to take back that it was taken off. Main thread only. */

#pragma once

#include "tessera-area-row.h"

G_BEGIN_DECLS

typedef struct _TesseraGridTicks TesseraGridTicks;

/* @rows: (element-type TesseraAreaRow): the line of all areas, then one for each area; read at each step, so it may change */
TesseraGridTicks *tessera_grid_ticks_new (GPtrArray *rows);
void tessera_grid_ticks_free (TesseraGridTicks *ticks);

/* Whose areas the lines are, in its order. */
void tessera_grid_ticks_set_catalogue (TesseraGridTicks *ticks, TesseraCatalogue *catalogue);

/* @had: what the token has now; retired areas in it may be ticked again */
void tessera_grid_ticks_set (TesseraGridTicks *ticks, TesseraPermissions permissions, TesseraPermissions had);
TesseraPermissions tessera_grid_ticks_get (TesseraGridTicks *ticks);

/* Takes @permissions off; retired areas may be ticked as before. */
void tessera_grid_ticks_remove (TesseraGridTicks *ticks, TesseraPermissions permissions);

/**
 * tessera_grid_ticks_follow:
 * @area: its index, -1 for the line of all areas, whose box of @verb was toggled
 *
 * Returns: whether it was toggled by the user; with %FALSE it was done here
 */
gboolean tessera_grid_ticks_follow (TesseraGridTicks *ticks, int area, TesseraVerb verb);

G_END_DECLS
