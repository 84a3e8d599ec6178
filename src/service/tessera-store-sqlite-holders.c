#include "tessera-store-sqlite-holders.h"

#include <string.h>

static gboolean
load_holder (TesseraStoreSqlite *store, TesseraStatement *row, GError **error)
{
  TesseraHolder fields = {
    .number = sqlite3_column_int64 (row, 0),
    .id = tessera_statement_get_text (row, 1),
    .name = tessera_statement_get_text (row, 2),
    .type = tessera_statement_get_text (row, 3),
    .expires_at = tessera_statement_get_time (row, 5),
    .revoked = sqlite3_column_int (row, 6) != 0,
    .created_at = sqlite3_column_int64 (row, 7),
  };

  if (!tessera_grants_read (store->grants, tessera_statement_get_text (row, 4), &fields.permissions, error))
    return FALSE;

  tessera_holders_put (store->holders, tessera_holder_new (&fields));
  return TRUE;
}

static gboolean
load_secret (TesseraStoreSqlite *store, TesseraStatement *row, GError **error)
{
  TesseraDigest digest;

  /* The schema lets no other length in. */
  memcpy (digest.bytes, sqlite3_column_blob (row, 0), sizeof digest.bytes);
  tessera_holders_add_secret (store->holders, sqlite3_column_int64 (row, 1), &digest, tessera_statement_get_time (row, 2));
  return TRUE;
}

/* Calls @load with each row that @sql answers. */
static gboolean
load_all (TesseraStoreSqlite *store, const char *sql,
          gboolean (*load) (TesseraStoreSqlite *, TesseraStatement *, GError **), GError **error)
{
  g_autoptr (TesseraStatement) statement = tessera_sqlite_prepare (store->connection, sql, error);
  gboolean more;

  if (statement == NULL)
    return FALSE;

  do
    if (!tessera_statement_next (statement, store->connection, &more, error)
        || (more && !load (store, statement, error)))
      return FALSE;
  while (more);

  return TRUE;
}

gboolean
tessera_store_sqlite_load_holders (TesseraStoreSqlite *store, GError **error)
{
  return load_all (store,
                   "SELECT number, id, name, type, permissions, expires_at, revoked_at IS NOT NULL, created_at"
                   " FROM tokens ORDER BY number DESC",
                   load_holder, error)
         && load_all (store, "SELECT digest, token, ends_at FROM secrets", load_secret, error);
}
