/* tessera-holders.h: who holds which secret, in memory, so that no judgement waits for the disk.
 *
 * Filled from the database when a service opens it, and changed with it from
 * then on: after a change is durable and before it is answered. Any thread may
 * look up; one at a time may change. */

#pragma once

#include "tessera-permissions.h"
#include "tessera-secret.h"
#include "tessera-time.h"
#include "tessera-token.h"

G_BEGIN_DECLS

/**
 * TesseraHolder:
 * @number: the token's number in the store; 1 for the first
 * @id: the token's id
 * @name: its name
 * @escaped_name: the same with all but RFC 3986's unreserved characters escaped; made by tessera_holder_new()
 * @type: the id of its type
 *
 * What must be known of a token to judge by it. Immutable; counted references, any thread.
 */
typedef struct
{
  gint64 number;
  TesseraPermissions permissions;
  gint64 created_at;
  gint64 expires_at;
  gboolean revoked;
  const char *id;
  const char *name;
  const char *escaped_name;
  const char *type;
} TesseraHolder;

/**
 * TesseraHolderState:
 * @TESSERA_HOLDER_REPLACED: the token passes, but with a newer secret
 *
 * What becomes of a request with a token's secret; revoked outweighs expired, and that outweighs replaced.
 */
typedef enum
{
  TESSERA_HOLDER_ACTIVE,
  TESSERA_HOLDER_EXPIRED,
  TESSERA_HOLDER_REVOKED,
  TESSERA_HOLDER_REPLACED,
} TesseraHolderState;

/* @secret_ends_at: as in tessera_holders_find(); @now: seconds. An end is exclusive: at that instant it is over. */
TesseraHolderState tessera_holder_get_state (const TesseraHolder *holder, gint64 secret_ends_at, gint64 now);

/* The strings are copied. (transfer full) */
TesseraHolder *tessera_holder_new (const TesseraHolder *fields);
TesseraHolder *tessera_holder_new_for_token (gint64 number, TesseraToken *token);
TesseraHolder *tessera_holder_ref (TesseraHolder *holder);
void tessera_holder_unref (TesseraHolder *holder);

typedef struct _TesseraHolders TesseraHolders;

TesseraHolders *tessera_holders_new (void);
void tessera_holders_free (TesseraHolders *holders);

/* Puts @holder (transfer full) in the place of what was known of its token. */
void tessera_holders_put (TesseraHolders *holders, TesseraHolder *holder);

/**
 * tessera_holders_add_secret:
 * @number: of a token that was put
 * @ends_at: %TESSERA_NEVER for the present secret, the end of its grace for one that was rotated, 0 for one that is ended
 */
void tessera_holders_add_secret (TesseraHolders *holders, gint64 number, const TesseraDigest *digest, gint64 ends_at);

/**
 * tessera_holders_rotate:
 * @digest: the new secret's
 * @ends_at: the end of the present one's grace, 0 for at once; one that is in its grace already ends at once
 */
void tessera_holders_rotate (TesseraHolders *holders, TesseraHolder *holder, const TesseraDigest *digest,
                             gint64 ends_at);

/**
 * tessera_holders_find:
 * @secret_ends_at: (out): as in tessera_holders_add_secret()
 *
 * Digests are compared in constant time.
 *
 * Returns: (transfer full) (nullable): the token whose secret it is or was
 */
TesseraHolder *tessera_holders_find (TesseraHolders *holders, const TesseraDigest *digest, gint64 *secret_ends_at);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraHolder, tessera_holder_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraHolders, tessera_holders_free)

G_END_DECLS
