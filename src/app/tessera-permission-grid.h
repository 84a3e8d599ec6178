/* tessera-permission-grid.h: **Permissions**: a line per area with a box for each verb, and one for all areas.
 *
 * One stop for Tab, entered at the box last used; arrow keys walk, Space
 * toggles. A retired area has a line only where the token has it, and can only be taken off. */

#pragma once

#include "tessera-catalogue.h"
#include "tessera-permission-check.h"
#include "tessera-start-menu.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_PERMISSION_GRID (tessera_permission_grid_get_type ())
G_DECLARE_FINAL_TYPE (TesseraPermissionGrid, tessera_permission_grid, TESSERA, PERMISSION_GRID, GtkWidget)

/* Signal `changed`: the user toggled a box, or chose a start. */
GtkWidget *tessera_permission_grid_new (void);

/* Draws the areas, with nothing ticked. */
void tessera_permission_grid_set_catalogue (TesseraPermissionGrid *grid, TesseraCatalogue *catalogue);

/**
 * tessera_permission_grid_set_permissions:
 * @had: what the token has now; retired areas in it may be ticked again
 */
void tessera_permission_grid_set_permissions (TesseraPermissionGrid *grid, TesseraPermissions permissions,
                                              TesseraPermissions had);
TesseraPermissions tessera_permission_grid_get_permissions (TesseraPermissionGrid *grid);

/* @area: its index, -1 for the line of all areas. (transfer none) */
TesseraPermissionCheck *tessera_permission_grid_get_check (TesseraPermissionGrid *grid, int area, TesseraVerb verb);

/* @area: its index, -1 for the grid as a whole; @fault: (nullable) */
void tessera_permission_grid_set_fault (TesseraPermissionGrid *grid, int area, const char *fault);
const char *tessera_permission_grid_get_fault (TesseraPermissionGrid *grid, int area);
void tessera_permission_grid_clear_faults (TesseraPermissionGrid *grid);

/* Whether the area has a line: a retired one has none unless the token has it. */
gboolean tessera_permission_grid_has_line (TesseraPermissionGrid *grid, int area);

/* Moves the focus to the first line with a fault; with one of the whole grid alone, to the box last used; with none nowhere. */
void tessera_permission_grid_focus_fault (TesseraPermissionGrid *grid);

guint tessera_permission_grid_get_n_areas (TesseraPermissionGrid *grid);

/* Tells when an area was used, as tessera_area_row_set_use(). */
void tessera_permission_grid_set_use (TesseraPermissionGrid *grid, guint area, const char *words,
                                      const char *const each[TESSERA_N_VERBS]);

/* As if the user had unticked all of @permissions at once. */
void tessera_permission_grid_untick (TesseraPermissionGrid *grid, TesseraPermissions permissions);

/* Lines without descriptions, for a narrow place. */
void tessera_permission_grid_set_compact (TesseraPermissionGrid *grid, gboolean compact);

/* What is offered as a start, in the grid's head. (transfer none) */
TesseraStartMenu *tessera_permission_grid_get_start_menu (TesseraPermissionGrid *grid);

G_END_DECLS
