/* tessera-token.h: a token as its admin sees it: immutable, without its secret. */

#pragma once

#include <glib-object.h>

#include "tessera-catalogue.h"
#include "tessera-packed-text.h"
#include "tessera-time.h"
#include "tessera-token-kind.h"

G_BEGIN_DECLS

typedef enum
{
  TESSERA_STATUS_ACTIVE,
  TESSERA_STATUS_EXPIRED,
  TESSERA_STATUS_REVOKED,
} TesseraStatus;

/* `active`, `expired`, `revoked`. */
const char *tessera_status_to_string (TesseraStatus status);

/**
 * TesseraTokenFields:
 * @id: opaque, begins with `tok_`
 * @name: trimmed
 * @type: the id of a token type
 * @expires_at: exclusive end, %TESSERA_NEVER for none
 * @revoked: whether it was revoked
 * @hint: the last four characters of the secret
 * @last_used_at: %TESSERA_NEVER if it was never used
 * @revision: opaque; the entity tag without its quotes
 *
 * What a token is made of; strings are copied. Instants are those of tessera-time.h; of others the token keeps the
 * nearest that it can.
 */
typedef struct
{
  const char *id;
  const char *name;
  const char *type;
  TesseraPermissions permissions;
  gint64 expires_at;
  gboolean revoked;
  const char *hint;
  gint64 created_at;
  const char *created_by;
  gint64 updated_at;
  const char *updated_by;
  gint64 last_used_at;
  const char *revision;
} TesseraTokenFields;

#define TESSERA_TYPE_TOKEN (tessera_token_get_type ())
G_DECLARE_FINAL_TYPE (TesseraToken, tessera_token, TESSERA, TOKEN, GObject)

TesseraToken *tessera_token_new (const TesseraTokenFields *fields);

/**
 * tessera_token_pack:
 * @tokens: (element-type TesseraToken): new ones, that nobody has looked at yet: strings of theirs move
 *
 * Has them keep what they hold close together, which takes less memory as long as most of them live. Once.
 */
void tessera_token_pack (GPtrArray *tokens);

/* What @token is made of, to be changed and made a token again. The strings are @token's, as long as it lives. */
TesseraTokenFields tessera_token_get_fields (TesseraToken *token);

/* Returns: (transfer full): another object that says the same */
TesseraToken *tessera_token_copy (TesseraToken *token);

/* The strings are @token's, as long as it lives; of a packed one, id and revision take more memory from then on. */
const char *tessera_token_get_id (TesseraToken *token);
const char *tessera_token_get_revision (TesseraToken *token);

/* The same for whoever goes through many tokens, and without that: in the token or in @room, as long as both are. */
const char *tessera_token_read_id (TesseraToken *token, TesseraTextRoom *room);
const char *tessera_token_read_revision (TesseraToken *token, TesseraTextRoom *room);

const char *tessera_token_get_name (TesseraToken *token);
/* What it has in common with others. (transfer none) */
const TesseraTokenKind *tessera_token_get_kind (TesseraToken *token);
/* the id of its type (GObject has the name get_type) */
const char *tessera_token_get_type_id (TesseraToken *token);
TesseraPermissions tessera_token_get_permissions (TesseraToken *token);
gint64 tessera_token_get_expires_at (TesseraToken *token);
gboolean tessera_token_get_revoked (TesseraToken *token);
const char *tessera_token_get_hint (TesseraToken *token);
gint64 tessera_token_get_created_at (TesseraToken *token);
const char *tessera_token_get_created_by (TesseraToken *token);
gint64 tessera_token_get_updated_at (TesseraToken *token);
const char *tessera_token_get_updated_by (TesseraToken *token);
gint64 tessera_token_get_last_used_at (TesseraToken *token);

/* Its status at @now: revoked, expired from expires_at on, else active. */
TesseraStatus tessera_token_get_status (TesseraToken *token, gint64 now);

/* A token that ends within so many days is said to be expiring. */
#define TESSERA_EXPIRING_DAYS 14

/* The latest end, exclusive as ever, with which an active token is expiring at @now. */
gint64 tessera_expiring_until (gint64 now);

/* Whether it is active at @now, and its last day of validity at most %TESSERA_EXPIRING_DAYS after the UTC day of @now. */
gboolean tessera_token_is_expiring (TesseraToken *token, gint64 now);

G_END_DECLS
