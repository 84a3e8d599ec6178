/* tessera-token-cells.h: the columns of the list of tokens.
 *
 * A cell is one drawn widget, so that a row is cheap to build and to fill; a
 * row is read as one sentence that begins with the token's name. */

#pragma once

#include <gtk/gtk.h>

#include "tessera-session.h"
#include "tessera-token-model.h"

G_BEGIN_DECLS

/**
 * tessera_token_cells_add_columns:
 * @view: in a scrolled window
 * @session: gives the catalogue; outlives @view
 *
 * Adds a column for each key but %TESSERA_TOKEN_KEY_CREATED, in their order.
 * As many are shown as fit, and the name; first to go are Last used and Type, and before that a long type loses its end.
 */
void tessera_token_cells_add_columns (GtkColumnView *view, TesseraSession *session);

/**
 * tessera_token_cells_get_sort:
 * @key: (out): the key of the column whose head was pressed last; by creation if none was
 *
 * Returns: whether its order is turned round
 */
gboolean tessera_token_cells_get_sort (GtkColumnView *view, TesseraTokenKey *key);

G_END_DECLS
