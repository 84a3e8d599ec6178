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
 * As many are shown as fit, and the name; first to go are Last used and Type.
 */
void tessera_token_cells_add_columns (GtkColumnView *view, TesseraSession *session);

/**
 * tessera_token_cells_get_sort:
 * @key: (out): the key of the column whose head was pressed last; by creation if none was
 *
 * Returns: whether its order is turned round
 */
gboolean tessera_token_cells_get_sort (GtkColumnView *view, TesseraTokenKey *key);

/**
 * tessera_token_cells_choose:
 * @widths: what each column takes, by key
 * @least_name: what the name can do with
 * @room: for all of them, in pixels
 * @shown: (out): by key
 *
 * Which columns are shown: the name's always, the others in the order of their importance as long as there is room.
 * For status and expiry the name is squeezed.
 */
void tessera_token_cells_choose (const int widths[TESSERA_N_TOKEN_KEYS], int least_name, int room,
                                 gboolean shown[TESSERA_N_TOKEN_KEYS]);

G_END_DECLS
