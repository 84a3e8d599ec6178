/* tessera-area-row.h: a line of the permission grid: an area in words, and its two boxes. */

#pragma once

#include "tessera-catalogue.h"
#include "tessera-permission-check.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_AREA_ROW (tessera_area_row_get_type ())
G_DECLARE_FINAL_TYPE (TesseraAreaRow, tessera_area_row, TESSERA, AREA_ROW, GtkWidget)

/* @area: (nullable): copied; %NULL for the line of all areas */
GtkWidget *tessera_area_row_new (const TesseraArea *area);

/* (transfer none) */
TesseraPermissionCheck *tessera_area_row_get_check (TesseraAreaRow *row, TesseraVerb verb);

/* Without its description, which a tool tip then tells. */
void tessera_area_row_set_compact (TesseraAreaRow *row, gboolean compact);

/**
 * tessera_area_row_set_use:
 * @words: (nullable): when the area was used, to be shown; empty to keep its place, %NULL for none
 * @each: for each box, (nullable): the same as a sentence, told of the box
 */
void tessera_area_row_set_use (TesseraAreaRow *row, const char *words, const char *const each[TESSERA_N_VERBS]);

/* @fault: (nullable): what is wrong, in words */
void tessera_area_row_set_fault (TesseraAreaRow *row, const char *fault);
const char *tessera_area_row_get_fault (TesseraAreaRow *row);

/* @fault: (nullable) (transfer none): the label, which outlives the row, that says what is wrong with the grid as a whole:
 * told of each box, not shown here once more */
void tessera_area_row_set_common_fault (TesseraAreaRow *row, GtkLabel *fault);

G_END_DECLS
