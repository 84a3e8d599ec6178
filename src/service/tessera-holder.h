/* tessera-holder.h: what must be known of a token to judge a request by it. */

#pragma once

#include "tessera-permissions.h"
#include "tessera-token.h"

G_BEGIN_DECLS

/* Room for the names that most tokens have. */
#define TESSERA_HOLDER_NAMES_SIZE 56

/**
 * TesseraHolderNames:
 * @text: the id and the escaped name, one behind the other, each with its end
 * @longer: the same where @text has no room for it; counted references
 */
typedef union
{
  char text[TESSERA_HOLDER_NAMES_SIZE];
  char *longer;
} TesseraHolderNames;

/**
 * TesseraHolder:
 * @number: the token's number in the store; 1 for the first
 * @type: the id of its type; interned
 *
 * A value, for tessera_holder_clear(); a copy by assignment is no second one.
 */
typedef struct
{
  gint64 number;
  TesseraPermissions permissions;
  gint64 expires_at;
  const char *type;
  gboolean revoked;
  gboolean has_long_names;
  TesseraHolderNames names;
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

/* A holder that may do nothing and never expires; the strings are copied. */
TesseraHolder tessera_holder_make (gint64 number, const char *id, const char *name, const char *type);
TesseraHolder tessera_holder_make_for_token (gint64 number, TesseraToken *token);
void tessera_holder_clear (TesseraHolder *holder);

/* (transfer none) */
const char *tessera_holder_get_id (const TesseraHolder *holder);

/* The name with all but RFC 3986's unreserved characters escaped. (transfer none) */
const char *tessera_holder_get_escaped_name (const TesseraHolder *holder);

/* (transfer full) */
char *tessera_holder_dup_name (const TesseraHolder *holder);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TesseraHolder, tessera_holder_clear)

G_END_DECLS
