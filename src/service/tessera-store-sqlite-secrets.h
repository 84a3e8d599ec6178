/* tessera-store-sqlite-secrets.h: the digests by which secrets are recognised.
 *
 * A secret works while its row is the present one or still in its grace, and
 * its token is active; so it never works past the token's expiry, and works
 * again if that is put off. Within a transaction, all of it. */

#pragma once

#include "tessera-store-sqlite-private.h"

G_BEGIN_DECLS

/* Makes @secret the token's present one; the one before it must have been retired. */
gboolean tessera_secrets_add (TesseraStoreSqlite *store, gint64 token, const TesseraSecret *secret, gint64 now,
                              GError **error);

/**
 * tessera_secrets_retire:
 * @ends_at: when the present one ends; at or before @now is at once
 *
 * One that was in its grace already ends at once, for ever.
 */
gboolean tessera_secrets_retire (TesseraStoreSqlite *store, gint64 token, gint64 ends_at, gint64 now, GError **error);

/* Ends every one, for ever. */
gboolean tessera_secrets_end (TesseraStoreSqlite *store, gint64 token, GError **error);

G_END_DECLS
