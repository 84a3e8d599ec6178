/* tessera-store-sqlite-history.h: who changed what, and when: written in the transaction of the change. */

#pragma once

#include "tessera-store-sqlite-private.h"

G_BEGIN_DECLS

/**
 * tessera_history_add:
 * @number: the token's
 * @before: (nullable): the token as it was, %NULL for a created one
 * @after: the token as it is
 */
gboolean tessera_history_add (TesseraStoreSqlite *store, gint64 number, TesseraAction action, TesseraToken *before,
                              TesseraToken *after, const TesseraAdmin *by, gint64 now, GError **error);

G_END_DECLS
