/* tessera-store-sqlite-private.h: what the files of the SQLite store share: its parts, and the verbs each file brings.
 */

#pragma once

#include "tessera-holders.h"
#include "tessera-store-sqlite-connection.h"
#include "tessera-store-sqlite-grants.h"
#include "tessera-store-sqlite-key-file.h"
#include "tessera-store-sqlite-schema.h"
#include "tessera-store-sqlite.h"
#include "tessera-uses.h"

G_BEGIN_DECLS

/**
 * TesseraDoubt:
 * @revision: the token's by the change; %NULL while nothing is in doubt
 * @digest: of the secret that it brought, if @has_secret
 * @old_ends_at: the end of the grace of the secret before
 *
 * A change of which it is not known whether it is in the file.
 */
typedef struct
{
  gint64 number;
  char *revision;
  gboolean has_secret;
  TesseraDigest digest;
  gint64 old_ends_at;
} TesseraDoubt;

/**
 * TesseraStoreSqlite:
 * @catalogue: (nullable): %NULL where only admins are seen to, as is @grants
 * @key_path: the key file
 * @key: its bytes
 * @changing: held by a change from before its transaction until the holders know of it, so that they learn of
 *   changes in the order of the database
 * @doubt: the last change, where its commit failed; there is no other before it is settled
 * @holders: (nullable): %NULL where nothing is judged, without %TESSERA_STORE_SERVE
 * @uses: (nullable): what is counted and not written yet; as @holders
 * @lock_fd: -1 without %TESSERA_STORE_SERVE
 */
struct _TesseraStoreSqlite
{
  GObject parent_instance;

  TesseraSqlite *connection;
  TesseraCatalogue *catalogue;
  TesseraGrants *grants;
  char *key_path;
  guint8 key[TESSERA_KEY_LENGTH];
  GMutex changing;
  TesseraDoubt doubt;
  TesseraHolders *holders;
  TesseraUses *uses;
  int lock_fd;
};

/* tessera_store_sqlite_open() with a schema of the caller's, for tests of migrations. */
TesseraStoreSqlite *tessera_store_sqlite_open_schema (const char *path, const char *key_path,
                                                      TesseraCatalogue *catalogue, TesseraStoreFlags flags,
                                                      const TesseraSchema *schema, GError **error);

/* Looks up what is in doubt, if anything is, and tells the holders. Under @changing, outside of transactions.
 * Returns: whether nothing is in doubt any more */
gboolean tessera_store_sqlite_settle (TesseraStoreSqlite *self, GError **error);

/* Verbs, as tessera-store.h explains them. */
TesseraAdmin *tessera_store_sqlite_find_admin (TesseraStore *store, const TesseraDigest *digest, GError **error);
gboolean tessera_store_sqlite_add_admin (TesseraStore *store, const char *name, TesseraRole role,
                                         const TesseraDigest *digest, gint64 now, GError **error);
GPtrArray *tessera_store_sqlite_list_admins (TesseraStore *store, GError **error);
gboolean tessera_store_sqlite_remove_admin (TesseraStore *store, const char *name, GError **error);
void tessera_store_sqlite_expect (TesseraStore *store, const TesseraDigest *digest);
gboolean tessera_store_sqlite_look_up (TesseraStore *store, const TesseraDigest *digest, TesseraHolder *holder,
                                       gint64 *secret_ends_at);
gint64 tessera_store_sqlite_get_created_at (TesseraStore *store, const TesseraHolder *holder);
void tessera_store_sqlite_count_use (TesseraStore *store, const TesseraHolder *holder, guint area, TesseraVerb verb,
                                     gint64 now);
gboolean tessera_store_sqlite_write_uses (TesseraStore *store, GError **error);
TesseraUsage *tessera_store_sqlite_usage (TesseraStore *store, const char *id, GError **error);
TesseraEventPage *tessera_store_sqlite_history (TesseraStore *store, const char *id, guint limit, const char *cursor,
                                                GError **error);
TesseraToken *tessera_store_sqlite_find (TesseraStore *store, const char *id, GError **error);
TesseraPage *tessera_store_sqlite_page (TesseraStore *store, guint limit, const char *cursor, GError **error);
TesseraToken *tessera_store_sqlite_replay (TesseraStore *store, const TesseraAdmin *by, const TesseraReplayKey *replay,
                                           gint64 now, GError **error);
TesseraToken *tessera_store_sqlite_create (TesseraStore *store, const TesseraDraft *draft, const TesseraSecret *secret,
                                           const TesseraReplayKey *replay, const TesseraAdmin *by, gint64 now,
                                           gboolean *replayed, GError **error);
TesseraToken *tessera_store_sqlite_update (TesseraStore *store, const char *id, const char *revision,
                                           const TesseraDraft *draft, const TesseraAdmin *by, gint64 now,
                                           TesseraToken **current, GError **error);
TesseraToken *tessera_store_sqlite_rotate (TesseraStore *store, const char *id, const char *revision,
                                           const TesseraSecret *secret, guint grace_seconds, const TesseraAdmin *by,
                                           gint64 now, TesseraToken **current, GError **error);
TesseraToken *tessera_store_sqlite_revoke (TesseraStore *store, const char *id, const TesseraAdmin *by, gint64 now,
                                           GError **error);

G_END_DECLS
