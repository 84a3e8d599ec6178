/* tessera-name-row.h: **Name**: an entry, a counter when the limit comes near, a warning when the name is taken. */

#pragma once

#include "tessera-form-row.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_NAME_ROW (tessera_name_row_get_type ())
G_DECLARE_FINAL_TYPE (TesseraNameRow, tessera_name_row, TESSERA, NAME_ROW, TesseraFormRow)

/* Signal `changed`: the user changed the name. */
GtkWidget *tessera_name_row_new (void);

/* @max: the most characters; more can be typed, so that nothing pasted is lost, and are counted */
void tessera_name_row_set_max_length (TesseraNameRow *row, guint max);

void tessera_name_row_set_name (TesseraNameRow *row, const char *name);

/* As typed. (transfer none) */
const char *tessera_name_row_get_name (TesseraNameRow *row);

/* Whether to warn that another active token has the name. */
void tessera_name_row_set_taken (TesseraNameRow *row, gboolean taken);

/* (transfer none) */
GtkEntry *tessera_name_row_get_entry (TesseraNameRow *row);

G_END_DECLS
