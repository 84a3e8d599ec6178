/* tessera-type-row.h: **Token type**: a drop-down that tells in its list what each type is for, and under the title what the chosen one is. */

#pragma once

#include "tessera-catalogue.h"
#include "tessera-form-row.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_TYPE_ROW (tessera_type_row_get_type ())
G_DECLARE_FINAL_TYPE (TesseraTypeRow, tessera_type_row, TESSERA, TYPE_ROW, TesseraFormRow)

/* Signal `changed`: the user chose another type. */
GtkWidget *tessera_type_row_new (void);

void tessera_type_row_set_catalogue (TesseraTypeRow *row, TesseraCatalogue *catalogue);

/* @id: one that the catalogue lacks (any more) is offered besides and chosen, so that nothing changes unasked */
void tessera_type_row_set_chosen (TesseraTypeRow *row, const char *id);

/* (transfer none); "" before there is a catalogue */
const char *tessera_type_row_get_chosen (TesseraTypeRow *row);

/* (transfer none) */
GtkDropDown *tessera_type_row_get_drop_down (TesseraTypeRow *row);

G_END_DECLS
