/* tessera-token-cells.h: the columns of the list of tokens, and what stands in their cells.
 *
 * A cell is one label, so that a row is cheap to build; a row is read as one
 * sentence that begins with the token's name. */

#pragma once

#include <gtk/gtk.h>

#include "tessera-session.h"
#include "tessera-token-model.h"

G_BEGIN_DECLS

/**
 * tessera_token_cells_add_columns:
 * @session: gives the catalogue; outlives @view
 *
 * Adds a column for each key but %TESSERA_TOKEN_KEY_CREATED, in their order.
 */
void tessera_token_cells_add_columns (GtkColumnView *view, TesseraSession *session);

/**
 * tessera_token_cells_get_sort:
 * @key: (out): the key of the column whose head was pressed last; by creation if none was
 *
 * Returns: whether its order is turned round
 */
gboolean tessera_token_cells_get_sort (GtkColumnView *view, TesseraTokenKey *key);

/* What a row reads. (transfer full) */
char *tessera_token_cells_describe (TesseraToken *token, TesseraCatalogue *catalogue, gint64 now);

/* The word for a status in the user's language: "Active". (transfer none) */
const char *tessera_token_cells_get_status_word (TesseraStatus status);

/* Whether to show only what there is room for in a narrow window: name, expiry and status. */
void tessera_token_cells_set_narrow (GtkColumnView *view, gboolean narrow);

G_END_DECLS
