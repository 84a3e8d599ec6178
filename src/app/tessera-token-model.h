/* tessera-token-model.h: what the list shows of a session's tokens: searched and sorted.
 *
 * A GListModel of TesseraToken over another one. What is searched and sorted by
 * is worked out once a token; a key then costs one pass over folded texts, and
 * views are told only of the stretch that changed. Names of a long list are put
 * in order in a thread, once it is at rest; sorting by them waits for that.
 * Of what a search finds the first few are there at once, as many as can be seen,
 * and all a moment after the last change of the search.
 * Main thread only. */

#pragma once

#include <gio/gio.h>

#include "tessera-query.h"
#include "tessera-token-index.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_TOKEN_MODEL (tessera_token_model_get_type ())
G_DECLARE_FINAL_TYPE (TesseraTokenModel, tessera_token_model, TESSERA, TOKEN_MODEL, GObject)

/* Signal `counted`: tokens were counted again; views are told of changes after it.
 * @source: (transfer none): a GListModel of TesseraToken */
TesseraTokenModel *tessera_token_model_new (GListModel *source);

/* Type names to search and sort by. */
void tessera_token_model_set_catalogue (TesseraTokenModel *model, TesseraCatalogue *catalogue);

/* (transfer none) (nullable) */
TesseraCatalogue *tessera_token_model_get_catalogue (TesseraTokenModel *model);

/* Those who created or last changed a token, each once, at most so many that they can be offered. (transfer full) */
GStrv tessera_token_model_list_admins (TesseraTokenModel *model);

/**
 * tessera_token_model_set_search:
 * @text: as tessera_query_new() reads it; "" for all
 */
void tessera_token_model_set_search (TesseraTokenModel *model, const char *text);

/* Of the tokens that are searched for, shows those that the filter lets through. */
void tessera_token_model_set_filter (TesseraTokenModel *model, TesseraFilter filter);

/* How many of the tokens that are searched for a filter lets through, whichever is set. */
guint tessera_token_model_count (TesseraTokenModel *model, TesseraFilter filter);

void tessera_token_model_set_sort (TesseraTokenModel *model, TesseraTokenKey key, gboolean descending);

/* Whether all that a search finds is to be there at once: for those who know some of it by position. */
void tessera_token_model_set_whole (TesseraTokenModel *model, gboolean whole);

/* Does at once what waits for a quiet moment: while pages of a long list arrive, and after a change of the search. */
void tessera_token_model_flush (TesseraTokenModel *model);

/* Whether views are told of all that is found: after a search soon, not at once. */
gboolean tessera_token_model_get_told_all (TesseraTokenModel *model);

/* Returns: the position of the token with that id among the shown ones, or GTK's invalid position, G_MAXUINT */
guint tessera_token_model_find (TesseraTokenModel *model, const char *id);

G_END_DECLS
