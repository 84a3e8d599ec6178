#include "tessera-store-sqlite-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "tessera-log.h"
#include "tessera-store-sqlite-holders.h"
#include "tessera-store-sqlite-lock.h"

/* What the key file is recognised by in the database: its digest of this text. */
#define FINGERPRINT_TEXT "tessera key file 1"

/**
 * Opening:
 * @schema: the schema to reach
 * @key_path: where the key file is, or will be
 *
 * What the functions that open a store pass on.
 */
typedef struct
{
  TesseraStoreSqlite *store;
  const TesseraSchema *schema;
  const char *key_path;
  TesseraStoreFlags flags;
} Opening;

/* Makes an empty file, mode 0600: SQLite by itself would make one that others can read. */
static gboolean
make_file (const char *path, TesseraStoreFlags flags, GError **error)
{
  int fd;

  if (access (path, F_OK) == 0)
    return TRUE;
  if ((flags & TESSERA_STORE_CREATE) == 0)
    {
      g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_STORAGE, "There is no database %s.", path);
      return FALSE;
    }

  fd = open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0 && errno != EEXIST)
    {
      g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_STORAGE, "The database %s can't be made: %s.", path,
                   g_strerror (errno));
      return FALSE;
    }
  if (fd >= 0)
    close (fd);
  return TRUE;
}

static TesseraDigest
get_fingerprint (TesseraStoreSqlite *store)
{
  return tessera_secret_digest (store->key, FINGERPRINT_TEXT, strlen (FINGERPRINT_TEXT));
}

static gboolean
write_fingerprint (TesseraStoreSqlite *store, GError **error)
{
  TesseraDigest fingerprint = get_fingerprint (store);
  g_autoptr (TesseraStatement) statement = NULL;

  statement = tessera_sqlite_prepare (store->connection,
                                      "INSERT INTO meta (name, value) VALUES ('key_fingerprint', ?1)", error);
  if (statement == NULL)
    return FALSE;
  tessera_statement_bind_blob (statement, 1, fingerprint.bytes, sizeof fingerprint.bytes);
  return tessera_statement_run (statement, store->connection, error);
}

static gboolean
check_fingerprint (Opening *opening, GError **error)
{
  TesseraDigest fingerprint = get_fingerprint (opening->store);
  TesseraSqlite *connection = opening->store->connection;
  g_autoptr (TesseraStatement) statement = NULL;
  gboolean row;

  statement =
      tessera_sqlite_prepare (connection, "SELECT 1 FROM meta WHERE name = 'key_fingerprint' AND value = ?1", error);
  if (statement == NULL)
    return FALSE;
  tessera_statement_bind_blob (statement, 1, fingerprint.bytes, sizeof fingerprint.bytes);
  if (!tessera_statement_next (statement, connection, &row, error))
    return FALSE;

  if (!row)
    g_set_error (
        error, TESSERA_ERROR, TESSERA_ERROR_INVALID,
        "The key file %s does not belong to the database %s: the fingerprint in the database is another's. Put "
        "the database's own key file there, or name it.",
        opening->key_path, tessera_sqlite_get_path (connection));
  return row;
}

/* Within an exclusive transaction on a file of no bytes. A crash before the
 * commit leaves that file, and perhaps the key file, which the next attempt takes. */
static gboolean
make_database (Opening *opening, GError **error)
{
  TesseraStoreSqlite *store = opening->store;

  if ((opening->flags & TESSERA_STORE_CREATE) == 0)
    {
      g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_INVALID, "%s is empty; it is not a database of Tessera.",
                   tessera_sqlite_get_path (store->connection));
      return FALSE;
    }
  if (!tessera_key_file_make (opening->key_path, store->key, error)
      || !tessera_schema_migrate (opening->schema, store->connection, error) || !write_fingerprint (store, error))
    return FALSE;

  /* Who expected tokens in it has named another file. */
  if ((opening->flags & TESSERA_STORE_SERVE) != 0)
    tessera_log ("%s is new: it holds no token and no admin", tessera_sqlite_get_path (store->connection));
  return TRUE;
}

static gboolean
migrate_database (Opening *opening, GError **error)
{
  return tessera_key_file_read (opening->key_path, opening->store->key, error) && check_fingerprint (opening, error) &&
         tessera_schema_migrate (opening->schema, opening->store->connection, error);
}

/* Brings a new or older file to the present schema. Another program may be about to do the same, so it looks again. */
static gboolean
bring_up (Opening *opening, GError **error)
{
  TesseraSqlite *connection = opening->store->connection;
  g_auto (TesseraTransaction) transaction = { NULL };
  guint version;

  if (!tessera_sqlite_begin (connection, TESSERA_SQLITE_EXCLUSIVE, &transaction, error) ||
      !tessera_schema_get_version (opening->schema, connection, &version, error))
    return FALSE;
  if (version == opening->schema->n_steps)
    return TRUE;

  return (version == 0 ? make_database (opening, error) : migrate_database (opening, error)) &&
         tessera_transaction_commit (&transaction, error);
}

/* A running service of an older version must not find its tables changed, so an older file is migrated under the
 * service's lock alone. */
static gboolean
bring_up_alone (Opening *opening, guint version, GError **error)
{
  int fd = -1;
  gboolean done;

  if (version > 0 && opening->store->lock_fd < 0)
    {
      fd = tessera_lock_take (tessera_sqlite_get_path (opening->store->connection), error);
      if (fd < 0)
        return FALSE;
    }
  done = bring_up (opening, error);
  if (fd >= 0)
    close (fd);
  return done;
}

static gboolean
read_version (Opening *opening, guint *version, GError **error)
{
  g_auto (TesseraTransaction) transaction = { NULL };

  return tessera_sqlite_begin (opening->store->connection, TESSERA_SQLITE_READ, &transaction, error) &&
         tessera_schema_get_version (opening->schema, opening->store->connection, version, error);
}

/* Within a transaction: whether key file and catalogue fit the database. */
static gboolean
check_parts (Opening *opening, GError **error)
{
  TesseraStoreSqlite *store = opening->store;
  g_auto (TesseraTransaction) transaction = { NULL };

  return tessera_key_file_read (opening->key_path, store->key, error) &&
         tessera_sqlite_begin (store->connection, TESSERA_SQLITE_READ, &transaction, error) &&
         check_fingerprint (opening, error) &&
         (store->grants == NULL || tessera_grants_check_areas (store->grants, store->connection, error)) &&
         (store->holders == NULL || tessera_store_sqlite_load_holders (store, error));
}

/* Looks before it locks or writes: what is not ours, or newer, must be left as it is. */
static gboolean
open_parts (Opening *opening, const char *path, GError **error)
{
  TesseraStoreSqlite *store = opening->store;
  guint version;

  store->connection = tessera_sqlite_open (path, error);
  if (store->connection == NULL || !read_version (opening, &version, error))
    return FALSE;

  if ((opening->flags & TESSERA_STORE_SERVE) != 0)
    {
      store->lock_fd = tessera_lock_take (tessera_sqlite_get_path (store->connection), error);
      if (store->lock_fd < 0)
        return FALSE;
    }
  return tessera_sqlite_set_up (store->connection, error) &&
         tessera_sqlite_enforce_foreign_keys (store->connection, FALSE, error) &&
         (version == opening->schema->n_steps || bring_up_alone (opening, version, error)) &&
         tessera_sqlite_enforce_foreign_keys (store->connection, TRUE, error) && check_parts (opening, error);
}

TesseraStoreSqlite *
tessera_store_sqlite_open_schema (const char *path, const char *key_path, TesseraCatalogue *catalogue,
                                  TesseraStoreFlags flags, const TesseraSchema *schema, GError **error)
{
  g_autoptr (TesseraStoreSqlite) store = g_object_new (TESSERA_TYPE_STORE_SQLITE, NULL);
  g_autofree char *database = g_canonicalize_filename (path, NULL);
  Opening opening = { store, schema, NULL, flags };

  store->key_path = key_path != NULL ? g_canonicalize_filename (key_path, NULL) : g_strconcat (database, ".key", NULL);
  opening.key_path = store->key_path;
  if (catalogue != NULL)
    {
      store->catalogue = tessera_catalogue_ref (catalogue);
      store->grants = tessera_grants_new (catalogue);
      if ((flags & TESSERA_STORE_SERVE) != 0)
        {
          store->holders = tessera_holders_new ();
          store->uses = tessera_uses_new (tessera_catalogue_get_n_areas (catalogue));
        }
    }
  if (!make_file (database, flags, error) || !open_parts (&opening, database, error))
    return NULL;

  return g_steal_pointer (&store);
}

TesseraStoreSqlite *
tessera_store_sqlite_open (const char *path, const char *key_path, TesseraCatalogue *catalogue, TesseraStoreFlags flags,
                           GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  return tessera_store_sqlite_open_schema (path, key_path, catalogue, flags, &tessera_schema, error);
}
