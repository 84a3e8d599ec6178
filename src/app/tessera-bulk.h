/* tessera-bulk.h: the same change of many tokens, a few requests at a time, and what came of each.
 *
 * What is cancelled sends nothing more; what was sent is waited for, so that
 * the report is true. Main thread only. */

#pragma once

#include "tessera-session.h"

G_BEGIN_DECLS

/**
 * TesseraBulkItem:
 * @done: whether it was changed
 * @why_not: (nullable): why it was not, in words; %NULL while it waits
 */
typedef struct
{
  TesseraToken *token;         /* as it was chosen, then as the server has it */
  gboolean done;
  char *why_not;
} TesseraBulkItem;

#define TESSERA_TYPE_BULK (tessera_bulk_get_type ())
G_DECLARE_FINAL_TYPE (TesseraBulk, tessera_bulk, TESSERA, BULK, GObject)

/* Signals: `progressed`: one more request was answered; `finished`: none is on its way and none will be sent.
 * @tokens: (element-type TesseraToken) */
TesseraBulk *tessera_bulk_new_revoke (TesseraSession *session, GPtrArray *tokens);

/* @end: an exclusive end or %TESSERA_NEVER; all else of a token stays as it is */
TesseraBulk *tessera_bulk_new_set_expiry (TesseraSession *session, GPtrArray *tokens, gint64 end);

/* Sends what is not done yet, from the tokens as they are known now. Not while it runs. */
void tessera_bulk_run (TesseraBulk *bulk);
void tessera_bulk_cancel (TesseraBulk *bulk);
gboolean tessera_bulk_is_running (TesseraBulk *bulk);

/* Whether it is about revoking. */
gboolean tessera_bulk_is_revoke (TesseraBulk *bulk);

guint tessera_bulk_get_n_items (TesseraBulk *bulk);
const TesseraBulkItem *tessera_bulk_get_item (TesseraBulk *bulk, guint index);

/* How many were changed; how many were tried in this run or done before. */
guint tessera_bulk_get_n_done (TesseraBulk *bulk);
guint tessera_bulk_get_n_tried (TesseraBulk *bulk);

G_END_DECLS
