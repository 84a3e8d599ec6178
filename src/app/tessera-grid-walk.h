/* tessera-grid-walk.h: the keyboard's way over the lines of boxes in the permission grid.
 *
 * Arrow keys, Home and End walk from box to box, over those that can't be
 * used now, and stay at the edges; left and right follow the direction of
 * reading. The box last used is remembered: there Tab enters. Main thread only. */

#pragma once

#include "tessera-area-row.h"

G_BEGIN_DECLS

typedef struct _TesseraGridWalk TesseraGridWalk;

/**
 * tessera_grid_walk_new:
 * @grid: whose keys are taken, before its children see them; owns what is returned
 * @rows: (element-type TesseraAreaRow): its lines, from top to bottom; read at each step, so it may change
 */
TesseraGridWalk *tessera_grid_walk_new (GtkWidget *grid, GPtrArray *rows);
void tessera_grid_walk_free (TesseraGridWalk *walk);

/* A box of a new line: when it gets the focus, it is the one last used. */
void tessera_grid_walk_add_check (TesseraGridWalk *walk, TesseraPermissionCheck *check);

/* The lines, which are all still there, go; no box was used last. */
void tessera_grid_walk_forget (TesseraGridWalk *walk);

/* The index of the line in which @check is, which must be in one, and its verb. */
int tessera_grid_walk_locate (TesseraGridWalk *walk, TesseraPermissionCheck *check, TesseraVerb *verb);

/* Whether the box in line @row is in sight and can be used. */
gboolean tessera_grid_walk_can_enter (TesseraGridWalk *walk, int row, TesseraVerb verb);

/* The box last used, or the first that can be used now. (transfer none) (nullable) */
GtkWidget *tessera_grid_walk_find_entry (TesseraGridWalk *walk);

G_END_DECLS
