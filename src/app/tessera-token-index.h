/* tessera-token-index.h: what a long list of tokens is searched and sorted by, packed closely.
 *
 * A token has a slot that stays its own while it is here; orders are arrays of
 * slots. Folded texts lie one behind the other, so that a search is one walk
 * through memory that touches no token; what many tokens share (type, admins)
 * is folded and looked through once. Main thread only, but for
 * tessera_token_index_order_names_async(), which works in a thread. */

#pragma once

#include <gio/gio.h>

#include "tessera-permission-sets.h"
#include "tessera-shared-parts.h"
#include "tessera-token.h"

G_BEGIN_DECLS

/**
 * TesseraTokenKey:
 * @TESSERA_TOKEN_KEY_CREATED: the source's own order, newest first
 * @TESSERA_TOKEN_KEY_LAST_USED: longest unused first, after those that never were
 */
typedef enum
{
  TESSERA_TOKEN_KEY_CREATED,
  TESSERA_TOKEN_KEY_NAME,
  TESSERA_TOKEN_KEY_TYPE,
  TESSERA_TOKEN_KEY_PERMISSIONS,
  TESSERA_TOKEN_KEY_EXPIRES,
  TESSERA_TOKEN_KEY_LAST_USED,
  TESSERA_TOKEN_KEY_STATUS,
} TesseraTokenKey;

#define TESSERA_N_TOKEN_KEYS 7

typedef guint32 TesseraTokenSlot;
typedef struct _TesseraTokenIndex TesseraTokenIndex;

TesseraTokenIndex *tessera_token_index_new (void);
void tessera_token_index_free (TesseraTokenIndex *index);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraTokenIndex, tessera_token_index_free)

/* Type names to search by, and the order of types. */
void tessera_token_index_set_catalogue (TesseraTokenIndex *index, TesseraCatalogue *catalogue);

/* (transfer none) (nullable) */
TesseraCatalogue *tessera_token_index_get_catalogue (TesseraTokenIndex *index);

guint tessera_token_index_get_n_tokens (TesseraTokenIndex *index);

/* The token at a position of the source; of a slot. (transfer none) */
TesseraToken *tessera_token_index_get_at (TesseraTokenIndex *index, guint position);
TesseraToken *tessera_token_index_get (TesseraTokenIndex *index, TesseraTokenSlot slot);

/* In TesseraTokenEntry.ends: before and after all instants. */
#define TESSERA_TOKEN_ENTRY_REVOKED (-(G_GINT64_CONSTANT (1) << 39))
#define TESSERA_TOKEN_ENTRY_NEVER ((G_GINT64_CONSTANT (1) << 39) - 1)

/**
 * TesseraTokenEntry:
 * @token: %NULL while the slot is free
 * @ends: its exclusive end, %TESSERA_TOKEN_ENTRY_NEVER, or %TESSERA_TOKEN_ENTRY_REVOKED
 * @grants: the number of its permissions
 * @text: where its own text begins: name and hint, folded by tessera_query_fold()
 * @shared: the number of what it shares with others
 *
 * What is packed closely of a token.
 */
typedef struct
{
  TesseraToken *token;
  gint64 ends : 40;
  guint64 grants : 24;
  guint32 text;
  guint32 shared;
} TesseraTokenEntry;

/**
 * tessera_token_index_get_entries:
 * @texts: (out) (transfer none): where texts lie
 *
 * Returns: (transfer none): the entries by slot, good until the next change
 */
const TesseraTokenEntry *tessera_token_index_get_entries (TesseraTokenIndex *index, guint *n_entries, const char **texts);

/* All permissions that tokens have, by number. (transfer none) */
TesseraPermissionSets *tessera_token_index_get_grants (TesseraTokenIndex *index);

/* All that tokens share, by number. (transfer none) */
TesseraSharedParts *tessera_token_index_get_shared (TesseraTokenIndex *index);

/**
 * tessera_token_index_splice:
 * @source: what it is an index of, changed already, as GListModel::items-changed tells
 * @gone: (element-type TesseraToken): gets what was removed, which is not let go of before that is
 */
void tessera_token_index_splice (TesseraTokenIndex *index, GListModel *source, guint position, guint removed, guint added,
                                 GPtrArray *gone);

/**
 * tessera_token_index_sort:
 * @order: (element-type TesseraTokenSlot): becomes every slot, in order
 *
 * A name's order comes from tessera_token_index_order_names_async() if that is done, and is worked out here if not,
 * which takes long for many tokens. All other keys take a few milliseconds for 100,000. Of equals the newest is first.
 */
void tessera_token_index_sort (TesseraTokenIndex *index, TesseraTokenKey key, gboolean descending, gint64 now, GArray *order);

/* Whether names have their order. It outlasts small changes of the list. */
gboolean tessera_token_index_has_names (TesseraTokenIndex *index);

/* Orders names in a thread. The callback comes even if it failed since the list changed too much meanwhile. */
void tessera_token_index_order_names_async (TesseraTokenIndex *index, GCancellable *cancellable, GAsyncReadyCallback callback,
                                            gpointer data);

/* Returns: whether names have their order now; not to be called after the index is gone, which cancelling tells */
gboolean tessera_token_index_order_names_finish (TesseraTokenIndex *index, GAsyncResult *result);

G_END_DECLS
