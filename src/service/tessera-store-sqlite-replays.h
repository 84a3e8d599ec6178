/* tessera-store-sqlite-replays.h: which idempotency key of which admin created which token.
 *
 * Records count for 24 hours, and are dropped not long after. Within a transaction, all of it. */

#pragma once

#include "tessera-store-sqlite-private.h"

G_BEGIN_DECLS

/**
 * tessera_replays_find:
 * @token: (out): the number of the token, 0 if the key is unused
 *
 * Returns: %FALSE with %TESSERA_ERROR_KEY_REUSED when the key came with another body
 */
gboolean tessera_replays_find (TesseraStoreSqlite *store, const TesseraAdmin *by, const TesseraReplayKey *replay,
                               gint64 now, gint64 *token, GError **error);

/* Records it; now and then drops the records that are too old, of every admin. */
gboolean tessera_replays_add (TesseraStoreSqlite *store, const TesseraAdmin *by, const TesseraReplayKey *replay,
                              gint64 token, gint64 now, GError **error);

G_END_DECLS
