/* tessera-token-sieve.h: which tokens of an index a query finds and a filter lets through, in one pass. Main thread only.
 *
 * It finds what tessera_query_finds() does, without a look at tokens where
 * the index's texts tell enough. */

#pragma once

#include "tessera-query.h"
#include "tessera-token-index.h"

G_BEGIN_DECLS

/**
 * tessera_token_sieve:
 * @order: (element-type TesseraTokenSlot): where to look
 * @query: read with the index's catalogue
 * @found: (element-type TesseraToken): gets, unowned and in that order, those which the query finds and the filter lets through
 * @counts: (out): of those which the query finds, how many each filter lets through
 */
void tessera_token_sieve (TesseraTokenIndex *index, GArray *order, const TesseraQuery *query, TesseraFilter filter,
                          gint64 now, GPtrArray *found, guint counts[TESSERA_N_FILTERS]);

G_END_DECLS
