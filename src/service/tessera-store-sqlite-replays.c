#include "tessera-store-sqlite-replays.h"

#include <string.h>

#include "tessera-store-sqlite-tokens.h"

#define KEPT_SECONDS (24 * 60 * 60)

/* Looking for old records means looking at all of them; an index would cost every create more than this does. */
#define CREATES_BETWEEN_PURGES 64

gboolean
tessera_replays_find (TesseraStoreSqlite *store, const TesseraAdmin *by, const TesseraReplayKey *replay, gint64 now,
                      gint64 *token, GError **error)
{
  g_autoptr (TesseraStatement) statement = NULL;
  gboolean used;

  *token = 0;
  statement = tessera_sqlite_prepare (
      store->connection, "SELECT token, body FROM replays WHERE admin = ?1 AND key = ?2 AND created_at > ?3", error);
  if (statement == NULL)
    return FALSE;
  tessera_statement_bind_int (statement, 1, by->number);
  tessera_statement_bind_text (statement, 2, replay->key);
  tessera_statement_bind_int (statement, 3, now - KEPT_SECONDS);
  if (!tessera_statement_next (statement, store->connection, &used, error))
    return FALSE;

  if (used && memcmp (sqlite3_column_blob (statement, 1), replay->body, sizeof replay->body) != 0)
    {
      g_set_error_literal (error, TESSERA_ERROR, TESSERA_ERROR_KEY_REUSED,
                           "The idempotency key came with another request in the last 24 hours. Use a new one.");
      return FALSE;
    }
  if (used)
    *token = sqlite3_column_int64 (statement, 0);
  return TRUE;
}

static gboolean
purge (TesseraStoreSqlite *store, gint64 now, GError **error)
{
  g_autoptr (TesseraStatement) statement = NULL;

  statement = tessera_sqlite_prepare (store->connection, "DELETE FROM replays WHERE created_at <= ?1", error);
  if (statement == NULL)
    return FALSE;
  tessera_statement_bind_int (statement, 1, now - KEPT_SECONDS);
  return tessera_statement_run (statement, store->connection, error);
}

gboolean
tessera_replays_add (TesseraStoreSqlite *store, const TesseraAdmin *by, const TesseraReplayKey *replay, gint64 token,
                     gint64 now, GError **error)
{
  g_autoptr (TesseraStatement) statement = NULL;

  if (token % CREATES_BETWEEN_PURGES == 0 && !purge (store, now, error))
    return FALSE;
  statement = tessera_sqlite_prepare (
      store->connection,
      "INSERT OR REPLACE INTO replays (admin, key, body, token, created_at) VALUES (?1, ?2, ?3, ?4, ?5)", error);
  if (statement == NULL)
    return FALSE;
  tessera_statement_bind_int (statement, 1, by->number);
  tessera_statement_bind_text (statement, 2, replay->key);
  tessera_statement_bind_blob (statement, 3, replay->body, sizeof replay->body);
  tessera_statement_bind_int (statement, 4, token);
  tessera_statement_bind_int (statement, 5, now);
  return tessera_statement_run (statement, store->connection, error);
}

TesseraToken *
tessera_store_sqlite_replay (TesseraStore *store, const TesseraAdmin *by, const TesseraReplayKey *replay, gint64 now,
                             GError **error)
{
  TesseraStoreSqlite *self = TESSERA_STORE_SQLITE (store);
  g_auto (TesseraTransaction) transaction = { NULL };
  g_auto (TesseraRow) row = { 0 };
  gint64 number;

  if (!tessera_sqlite_begin (self->connection, TESSERA_SQLITE_READ, &transaction, error) ||
      !tessera_replays_find (self, by, replay, now, &number, error))
    return NULL;
  if (number == 0)
    {
      g_set_error_literal (error, TESSERA_ERROR, TESSERA_ERROR_NOT_FOUND, "The idempotency key is unused.");
      return NULL;
    }
  return tessera_row_find_by_number (self, number, &row, error) ? g_steal_pointer (&row.token) : NULL;
}
