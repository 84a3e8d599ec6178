/* tessera-tally.h: what the active tokens of a list have in common: the days on which they expire, the sets of permissions.
 *
 * Counted in one pass when somebody asks, and again only once the list has
 * changed. Main thread only. */

#pragma once

#include <gio/gio.h>

#include "tessera-token.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_TALLY (tessera_tally_get_type ())
G_DECLARE_FINAL_TYPE (TesseraTally, tessera_tally, TESSERA, TALLY, GObject)

/* Signal `changed`: the list has changed; a list that changes many times in a row is told of four times a second.
 * @tokens: of TesseraToken */
TesseraTally *tessera_tally_new (GListModel *tokens);

/**
 * tessera_tally_count_expiring:
 * @except: (nullable): a token that is not counted, as @tally's list has it
 *
 * Returns: how many active tokens have @day as their last
 */
guint tessera_tally_count_expiring (TesseraTally *tally, const GDate *day, TesseraToken *except);

/* How many sets are told at most. */
#define TESSERA_TALLY_MOST 5

/**
 * TesseraCommonSet:
 * @tokens: how many active tokens have exactly these permissions; 1 or more
 * @newest: when the last of them was created
 */
typedef struct
{
  TesseraPermissions permissions;
  guint tokens;
  gint64 newest;
} TesseraCommonSet;

/**
 * tessera_tally_get_common_sets:
 * @n: (out): 0 to %TESSERA_TALLY_MOST
 *
 * Returns: (transfer none): the sets that most tokens have, the most frequent first, and of those that as many have the one
 *   that was given last; none of one or two tokens that differ; good until the list changes
 */
const TesseraCommonSet *tessera_tally_get_common_sets (TesseraTally *tally, guint *n);

G_END_DECLS
