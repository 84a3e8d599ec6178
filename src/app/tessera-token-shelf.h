/* tessera-token-shelf.h: tokens in an order, each found by its id, in little more memory than the order takes.
 *
 * Whoever wants a GListModel of it tells of changes: see tessera-token-list.h. Main thread only. */

#pragma once

#include "tessera-token.h"

G_BEGIN_DECLS

typedef struct _TesseraTokenShelf TesseraTokenShelf;

TesseraTokenShelf *tessera_token_shelf_new (void);
void tessera_token_shelf_free (TesseraTokenShelf *shelf);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraTokenShelf, tessera_token_shelf_free)

guint tessera_token_shelf_get_length (TesseraTokenShelf *shelf);

/* @position: below the length. (transfer none) */
TesseraToken *tessera_token_shelf_get (TesseraTokenShelf *shelf, guint position);

/**
 * tessera_token_shelf_find:
 * @position: (out) (optional): where it is, if it is there
 *
 * Returns: (transfer none) (nullable): the token with that id
 */
TesseraToken *tessera_token_shelf_find (TesseraTokenShelf *shelf, const char *id, guint *position);

/* At the end. Returns: %FALSE, and nothing is done, if its id is there already, or 16 million tokens are */
gboolean tessera_token_shelf_append (TesseraTokenShelf *shelf, TesseraToken *token);

/* Takes the place of the one with its id, or else is put before all. */
void tessera_token_shelf_put (TesseraTokenShelf *shelf, TesseraToken *token);

G_END_DECLS
