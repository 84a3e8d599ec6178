/* tessera-shown-tokens.h: the tokens that a search has found, and how many of them views know of.
 *
 * Views make some 200 rows, many times what can be seen, and that takes
 * longer than all else between a key and its result. So they may be told of
 * the first few alone while somebody types, and of the others a step at a
 * time when that rests. Main thread only. */

#pragma once

#include <gio/gio.h>

#include "tessera-token.h"

G_BEGIN_DECLS

typedef struct _TesseraShownTokens TesseraShownTokens;

/* @list: (unowned): whose views are told, by its `items-changed`; outlives what is returned. (transfer full) */
TesseraShownTokens *tessera_shown_tokens_new (GListModel *list);
void tessera_shown_tokens_free (TesseraShownTokens *shown);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraShownTokens, tessera_shown_tokens_free)

/* Tells of no more from now on, other than by the next call. */
void tessera_shown_tokens_stop (TesseraShownTokens *shown);

/**
 * tessera_shown_tokens_replace:
 * @tokens: (transfer full) (element-type TesseraToken): all in their order; held by somebody else, as those before them
 *   are until this has returned
 * @few: whether to tell of the first few alone, for now
 *
 * Tells of the stretch alone that is no longer what it was.
 */
void tessera_shown_tokens_replace (TesseraShownTokens *shown, GPtrArray *tokens, gboolean few);

/* Tells of @token as replaced by itself, if it is known: it looks different now, as one does that expired just now. */
void tessera_shown_tokens_tell_again (TesseraShownTokens *shown, TesseraToken *token);

/* All of them, always, from the next replacement on. */
void tessera_shown_tokens_set_whole (TesseraShownTokens *shown, gboolean whole);

/* How many views know of. */
guint tessera_shown_tokens_get_n_told (TesseraShownTokens *shown);

/* Whether that is all of them. */
gboolean tessera_shown_tokens_get_told_all (TesseraShownTokens *shown);

/* @position: of one that views know of. (transfer none) */
TesseraToken *tessera_shown_tokens_get (TesseraShownTokens *shown, guint position);

/* Returns: the position of the token with that id among those that views know of, or %G_MAXUINT */
guint tessera_shown_tokens_find (TesseraShownTokens *shown, const char *id);

G_END_DECLS
