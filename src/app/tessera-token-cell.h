/* tessera-token-cell.h: a cell of the list of tokens: one widget, drawn, as large as its column says.
 *
 * The list's own cell around it bears the text as its name; a mosaic is a picture and bears it itself, too. */

#pragma once

#include "tessera-cell-painter.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_TOKEN_CELL (tessera_token_cell_get_type ())
G_DECLARE_FINAL_TYPE (TesseraTokenCell, tessera_token_cell, TESSERA, TOKEN_CELL, GtkWidget)

GtkWidget *tessera_token_cell_new (TesseraCellPainter *painter, TesseraTokenKey key);

/* @token: (nullable): what the cell is about from now on; told of anew if it is the same one */
void tessera_token_cell_set_token (TesseraTokenCell *cell, TesseraToken *token);

/* (transfer none) (nullable) */
TesseraToken *tessera_token_cell_get_token (TesseraTokenCell *cell);
TesseraTokenKey tessera_token_cell_get_key (TesseraTokenCell *cell);

/* What it tells now, in words; %NULL if it is about no token. (transfer full) (nullable) */
char *tessera_token_cell_get_text (TesseraTokenCell *cell);

G_END_DECLS
