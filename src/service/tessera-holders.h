/* tessera-holders.h: who holds which secret, in memory, so that no judgement waits for the disk.
 *
 * Filled from the database when a service opens it, and changed with it from
 * then on: after a change is durable and before it is answered. Any thread may
 * look up; one at a time may change. */

#pragma once

#include "tessera-holder.h"
#include "tessera-secret.h"
#include "tessera-time.h"

G_BEGIN_DECLS

typedef struct _TesseraHolders TesseraHolders;

TesseraHolders *tessera_holders_new (void);
void tessera_holders_free (TesseraHolders *holders);

/* Makes room for so many secrets at once, which would else be made time after time. */
void tessera_holders_reserve (TesseraHolders *holders, gint64 n_secrets);

/**
 * tessera_holders_add_secret:
 * @number: the token's, 1 to %G_MAXINT
 * @ends_at: %TESSERA_NEVER for the present secret, the end of its grace for one that was rotated, 0 for one that is ended
 *
 * Nobody passes by it until tessera_holders_put() tells of the token.
 */
void tessera_holders_add_secret (TesseraHolders *holders, gint64 number, const TesseraDigest *digest, gint64 ends_at);

/* Puts @holder in the place of what was known of its token, for all secrets that were added. @created_at: the token */
void tessera_holders_put (TesseraHolders *holders, const TesseraHolder *holder, gint64 created_at);

/**
 * tessera_holders_rotate:
 * @holder: number 1 to %G_MAXINT; one that has no secret yet gets its first
 * @digest: the new secret's
 * @ends_at: the end of the present one's grace, 0 for at once; one that is in its grace already ends at once
 */
void tessera_holders_rotate (TesseraHolders *holders, const TesseraHolder *holder, gint64 created_at,
                             const TesseraDigest *digest, gint64 ends_at);

/* Has the memory bring what tessera_holders_find() will look at, while the caller does something else. A hint. */
void tessera_holders_expect (TesseraHolders *holders, const TesseraDigest *digest);

/**
 * tessera_holders_find:
 * @holder: (out): the token whose secret it is or was
 * @secret_ends_at: (out): as in tessera_holders_add_secret()
 *
 * Digests are compared in constant time.
 *
 * Returns: whether there is such a token; only then is anything written to @holder
 */
gboolean tessera_holders_find (TesseraHolders *holders, const TesseraDigest *digest, TesseraHolder *holder,
                               gint64 *secret_ends_at);

/* When a token was created that tessera_holders_find() told of; apart, for no judgement asks. */
gint64 tessera_holders_get_created_at (TesseraHolders *holders, gint64 number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraHolders, tessera_holders_free)

G_END_DECLS
