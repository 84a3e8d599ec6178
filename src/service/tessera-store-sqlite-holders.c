#include "tessera-store-sqlite-holders.h"

#include <string.h>

#include "tessera-missing.h"

typedef struct
{
  TesseraStoreSqlite *store;
  TesseraMissing *missing_types;
} Loading;

static gboolean
load_holder (Loading *loading, TesseraStatement *row, GError **error)
{
  TesseraStoreSqlite *store = loading->store;
  const char *type = tessera_statement_get_text (row, 3);
  TesseraPermissions permissions;
  g_auto (TesseraHolder) holder = { 0 };

  if (!tessera_grants_read (store->grants, tessera_statement_get_text (row, 4), &permissions, error))
    return FALSE;
  if (tessera_catalogue_find_type (store->catalogue, type) < 0)
    tessera_missing_count (loading->missing_types, type);

  holder = tessera_holder_make (sqlite3_column_int64 (row, 0), tessera_statement_get_text (row, 1),
                                tessera_statement_get_text (row, 2), type);
  holder.permissions = permissions;
  holder.expires_at = tessera_statement_get_time (row, 5);
  holder.revoked = sqlite3_column_int (row, 6) != 0;
  tessera_holders_put (store->holders, &holder, sqlite3_column_int64 (row, 7));
  return TRUE;
}

static gboolean
load_secret (Loading *loading, TesseraStatement *row, GError **error)
{
  TesseraDigest digest;

  /* The schema lets no other length in. */
  memcpy (digest.bytes, sqlite3_column_blob (row, 0), sizeof digest.bytes);
  tessera_holders_add_secret (loading->store->holders, sqlite3_column_int64 (row, 1), &digest,
                              tessera_statement_get_time (row, 2));
  return TRUE;
}

/* Calls @load with each row that @sql answers. */
static gboolean
load_all (Loading *loading, const char *sql, gboolean (*load) (Loading *, TesseraStatement *, GError **),
          GError **error)
{
  TesseraSqlite *connection = loading->store->connection;
  g_autoptr (TesseraStatement) statement = tessera_sqlite_prepare (connection, sql, error);
  gboolean more;

  if (statement == NULL)
    return FALSE;

  do
    if (!tessera_statement_next (statement, connection, &more, error) || (more && !load (loading, statement, error)))
      return FALSE;
  while (more);

  return TRUE;
}

/* Nobody could read a list with a token of a type that is none. */
static gboolean
check_types (TesseraMissing *missing, GError **error)
{
  g_autofree char *words = tessera_missing_describe (missing);

  if (words != NULL)
    g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_INVALID,
                 "The catalogue lacks token types that tokens in the database are of: %s. Put them back.", words);
  return words == NULL;
}

gboolean
tessera_store_sqlite_load_holders (TesseraStoreSqlite *store, GError **error)
{
  g_autoptr (TesseraMissing) missing_types = tessera_missing_new ();
  Loading loading = { store, missing_types };
  gint64 n_secrets;

  if (!tessera_sqlite_query_int (store->connection, "SELECT count (*) FROM secrets", &n_secrets, error))
    return FALSE;

  tessera_holders_reserve (store->holders, n_secrets);
  return load_all (&loading, "SELECT digest, token, ends_at FROM secrets", load_secret, error)
         && load_all (&loading,
                      "SELECT number, id, name, type, permissions, expires_at, revoked_at IS NOT NULL, created_at"
                      " FROM tokens",
                      load_holder, error)
         && check_types (missing_types, error);
}
