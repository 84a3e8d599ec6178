/* tessera-store.h: what the service keeps, behind an interface of few verbs.
 *
 * Each verb is one transaction; a change is durable when it returns. Any
 * thread may call. Nothing outside an implementation knows SQL.
 *
 * Every verb can fail with %TESSERA_ERROR_BUSY (another program holds the
 * database longer than the busy timeout) and %TESSERA_ERROR_STORAGE (disk
 * full, read-only, corrupt). Then nothing was changed and it may be tried
 * again. A change can also fail with %TESSERA_ERROR_INTERRUPTED: the disk failed as it was
 * committed, and it is in the file or can't be looked up, so that whether it was made is not
 * known; what is judged is what the file says. */

#pragma once

#include "tessera-admin.h"
#include "tessera-draft.h"
#include "tessera-event.h"
#include "tessera-holders.h"
#include "tessera-secret.h"
#include "tessera-usage.h"

G_BEGIN_DECLS

/* The most tokens of a page. */
#define TESSERA_PAGE_MAX 1000

/* The longest grace of a rotated secret, in seconds: a week. */
#define TESSERA_GRACE_MAX 604800

#define TESSERA_TYPE_STORE (tessera_store_get_type ())
G_DECLARE_INTERFACE (TesseraStore, tessera_store, TESSERA, STORE, GObject)

/**
 * TesseraPage:
 * @tokens: (element-type TesseraToken): newest first
 * @next_cursor: (nullable): where the next page begins; %NULL after the last
 * @total: how many tokens there are in all, revoked ones too
 */
typedef struct
{
  GPtrArray *tokens;
  char *next_cursor;
  gint64 total;
} TesseraPage;

void tessera_page_free (TesseraPage *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraPage, tessera_page_free)

/**
 * TesseraEventPage:
 * @events: (element-type TesseraEvent): newest first
 * @next_cursor: (nullable): as in #TesseraPage
 */
typedef struct
{
  GPtrArray *events;
  char *next_cursor;
} TesseraEventPage;

void tessera_event_page_free (TesseraEventPage *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraEventPage, tessera_event_page_free)

/**
 * TesseraReplayKey:
 * @key: an Idempotency-Key, 1 to 64 visible ASCII characters; kept per admin for 24 hours
 * @body: SHA-256 of the request's body
 */
typedef struct
{
  const char *key;
  guint8 body[32];
} TesseraReplayKey;

struct _TesseraStoreInterface
{
  GTypeInterface parent;

  TesseraAdmin *(*find_admin) (TesseraStore *store, const TesseraDigest *digest, GError **error);
  gboolean (*add_admin) (TesseraStore *store, const char *name, TesseraRole role, const TesseraDigest *digest,
                         gint64 now, GError **error);
  GPtrArray *(*list_admins) (TesseraStore *store, GError **error);
  gboolean (*remove_admin) (TesseraStore *store, const char *name, GError **error);

  void (*expect) (TesseraStore *store, const TesseraDigest *digest);
  gboolean (*look_up) (TesseraStore *store, const TesseraDigest *digest, TesseraHolder *holder, gint64 *secret_ends_at);
  gint64 (*get_created_at) (TesseraStore *store, const TesseraHolder *holder);
  void (*count_use) (TesseraStore *store, const TesseraHolder *holder, guint area, TesseraVerb verb, gint64 now);
  gboolean (*write_uses) (TesseraStore *store, GError **error);
  TesseraUsage *(*usage) (TesseraStore *store, const char *id, GError **error);
  TesseraEventPage *(*history) (TesseraStore *store, const char *id, guint limit, const char *cursor, GError **error);
  TesseraToken *(*find) (TesseraStore *store, const char *id, GError **error);
  TesseraPage *(*page) (TesseraStore *store, guint limit, const char *cursor, GError **error);
  TesseraToken *(*replay) (TesseraStore *store, const TesseraAdmin *by, const TesseraReplayKey *replay, gint64 now,
                           GError **error);
  TesseraToken *(*create) (TesseraStore *store, const TesseraDraft *draft, const TesseraSecret *secret,
                           const TesseraReplayKey *replay, const TesseraAdmin *by, gint64 now, gboolean *replayed,
                           GError **error);
  TesseraToken *(*update) (TesseraStore *store, const char *id, const char *revision, const TesseraDraft *draft,
                           const TesseraAdmin *by, gint64 now, TesseraToken **current, GError **error);
  TesseraToken *(*rotate) (TesseraStore *store, const char *id, const char *revision, const TesseraSecret *secret,
                           guint grace_seconds, const TesseraAdmin *by, gint64 now, TesseraToken **current,
                           GError **error);
  TesseraToken *(*revoke) (TesseraStore *store, const char *id, const TesseraAdmin *by, gint64 now, GError **error);
  gboolean (*check) (TesseraStore *store, GError **error);
};

/* The admin whose key has this digest, or %NULL with %TESSERA_ERROR_NOT_FOUND. (transfer full) */
TesseraAdmin *tessera_store_find_admin (TesseraStore *store, const TesseraDigest *digest, GError **error);

/* %TESSERA_ERROR_EXISTS when the name is taken or is `owner`, %TESSERA_ERROR_INVALID when it is no name (1 to 100
 * characters, no controls). */
gboolean tessera_store_add_admin (TesseraStore *store, const char *name, TesseraRole role, const TesseraDigest *digest,
                                  gint64 now, GError **error);

/* (element-type TesseraAdmin) (transfer full): by name */
GPtrArray *tessera_store_list_admins (TesseraStore *store, GError **error);

/* %TESSERA_ERROR_NOT_FOUND when there is none. */
gboolean tessera_store_remove_admin (TesseraStore *store, const char *name, GError **error);

/* Says that tessera_store_look_up() comes soon: what it looks at may be far away in memory, and is fetched meanwhile. */
void tessera_store_expect (TesseraStore *store, const TesseraDigest *digest);

/**
 * tessera_store_look_up:
 * @holder: (out): the token, whatever its status
 * @secret_ends_at: (out): when the secret stops being one: %TESSERA_NEVER for a token's present one, 0 for one that
 *   was ended
 *
 * Whose secret it is. Never waits for the disk, nor for a change under way; knows of a change when that returns.
 * Only for a store that is open to serve.
 *
 * Returns: %FALSE if nobody has or had that secret; then nothing is written to @holder
 */
gboolean tessera_store_look_up (TesseraStore *store, const TesseraDigest *digest, TesseraHolder *holder,
                                gint64 *secret_ends_at);

/* When the token of @holder, from tessera_store_look_up(), was created, in seconds. From memory, too. */
gint64 tessera_store_get_created_at (TesseraStore *store, const TesseraHolder *holder);

/* Counts that a request of @holder, from tessera_store_look_up(), passed at @now. In memory; waits for nothing. */
void tessera_store_count_use (TesseraStore *store, const TesseraHolder *holder, guint area, TesseraVerb verb, gint64 now);

/* Writes what was counted; it changes no revision. What can't be written stays counted. */
gboolean tessera_store_write_uses (TesseraStore *store, GError **error);

/* The token's use, what is not written yet included. %TESSERA_ERROR_NOT_FOUND when there is no such token. (transfer full) */
TesseraUsage *tessera_store_usage (TesseraStore *store, const char *id, GError **error);

/**
 * tessera_store_history:
 * @id: (nullable): a token's, %NULL for the changes of all
 * @limit: 1 to 1000
 * @cursor: (nullable): a next_cursor of the same history
 *
 * Returns: (transfer full): the page, or %NULL with %TESSERA_ERROR_NOT_FOUND when there is no such token,
 *   %TESSERA_ERROR_INVALID for a cursor that is none
 */
TesseraEventPage *tessera_store_history (TesseraStore *store, const char *id, guint limit, const char *cursor,
                                         GError **error);

/* %TESSERA_ERROR_NOT_FOUND when there is none. (transfer full) */
TesseraToken *tessera_store_find (TesseraStore *store, const char *id, GError **error);

/**
 * tessera_store_page:
 * @limit: 1 to 1000
 * @cursor: (nullable): a next_cursor, %NULL for the first page
 *
 * Returns: (transfer full): the page, or %NULL with %TESSERA_ERROR_INVALID for a cursor that is none
 */
TesseraPage *tessera_store_page (TesseraStore *store, guint limit, const char *cursor, GError **error);

/**
 * tessera_store_replay:
 *
 * Looks a repeated request up, for whoever must know before the members are checked.
 *
 * Returns: (transfer full): the token, as it is now, that @by created with this
 *   key and body in the last 24 hours; %NULL with %TESSERA_ERROR_NOT_FOUND when the
 *   key is unused, %TESSERA_ERROR_KEY_REUSED when it came with another body
 */
TesseraToken *tessera_store_replay (TesseraStore *store, const TesseraAdmin *by, const TesseraReplayKey *replay,
                                    gint64 now, GError **error);

/**
 * tessera_store_create:
 * @draft: checked; its name trimmed
 * @secret: a new token's secret; only its digest and hint are kept
 * @replay: (nullable): the idempotency key
 * @replayed: (out): whether the token was there already, as tessera_store_replay() says; then @secret is not its secret
 *
 * Returns: (transfer full): the token, or %NULL with %TESSERA_ERROR_KEY_REUSED
 */
TesseraToken *tessera_store_create (TesseraStore *store, const TesseraDraft *draft, const TesseraSecret *secret,
                                    const TesseraReplayKey *replay, const TesseraAdmin *by, gint64 now,
                                    gboolean *replayed, GError **error);

/**
 * tessera_store_update:
 * @revision: the one that the change was made from
 * @draft: checked against that revision
 * @current: (out) (optional) (transfer full) (nullable): the token as it is now, with %TESSERA_ERROR_REVOKED and
 * %TESSERA_ERROR_STALE
 *
 * Returns: (transfer full): the changed token, or %NULL with %TESSERA_ERROR_NOT_FOUND,
 *   %TESSERA_ERROR_REVOKED (told before) %TESSERA_ERROR_STALE
 */
TesseraToken *tessera_store_update (TesseraStore *store, const char *id, const char *revision,
                                    const TesseraDraft *draft, const TesseraAdmin *by, gint64 now,
                                    TesseraToken **current, GError **error);

/**
 * tessera_store_rotate:
 * @grace_seconds: 0 to 604800; how long the present secret still works, never past the expiry;
 *   one that was in its grace already ends at once
 *
 * Returns: as tessera_store_update(); %TESSERA_ERROR_REVOKED also for an expired token
 */
TesseraToken *tessera_store_rotate (TesseraStore *store, const char *id, const char *revision,
                                    const TesseraSecret *secret, guint grace_seconds, const TesseraAdmin *by,
                                    gint64 now, TesseraToken **current, GError **error);

/* Revokes every secret of it; a second time changes nothing. %TESSERA_ERROR_NOT_FOUND. (transfer full) */
TesseraToken *tessera_store_revoke (TesseraStore *store, const char *id, const TesseraAdmin *by, gint64 now,
                                    GError **error);

/* Whether it can be read. */
gboolean tessera_store_check (TesseraStore *store, GError **error);

G_END_DECLS
