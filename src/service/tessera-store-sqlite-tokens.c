#include "tessera-store-sqlite-tokens.h"

#include "tessera-store-sqlite-ids.h"

#define COLUMNS                                                                                                        \
  "number, id, name, type, permissions, expires_at, revoked_at IS NOT NULL, hint, created_at, created_by, "            \
  "updated_at, updated_by, last_used_at, revision"

/* Names the list that a cursor is into. */
#define TOKENS "tokens"

void
tessera_row_clear (TesseraRow *row)
{
  g_clear_object (&row->token);
}

static gboolean
read_row (TesseraStoreSqlite *store, TesseraStatement *statement, TesseraRow *row, GError **error)
{
  TesseraTokenFields fields = {
    .id = tessera_statement_get_text (statement, 1),
    .name = tessera_statement_get_text (statement, 2),
    .type = tessera_statement_get_text (statement, 3),
    .expires_at = tessera_statement_get_time (statement, 5),
    .revoked = sqlite3_column_int (statement, 6) != 0,
    .hint = tessera_statement_get_text (statement, 7),
    .created_at = sqlite3_column_int64 (statement, 8),
    .created_by = tessera_statement_get_text (statement, 9),
    .updated_at = sqlite3_column_int64 (statement, 10),
    .updated_by = tessera_statement_get_text (statement, 11),
    .last_used_at = tessera_statement_get_time (statement, 12),
    .revision = tessera_statement_get_text (statement, 13),
  };

  if (!tessera_grants_read (store->grants, tessera_statement_get_text (statement, 4), &fields.permissions, error))
    return FALSE;

  row->number = sqlite3_column_int64 (statement, 0);
  row->token = tessera_token_new (&fields);
  return TRUE;
}

/* Reads the one row that a bound statement answers. */
static gboolean
read_only_row (TesseraStoreSqlite *store, TesseraStatement *statement, TesseraRow *row, GError **error)
{
  gboolean found;

  if (!tessera_statement_next (statement, store->connection, &found, error))
    return FALSE;
  if (!found)
    {
      g_set_error_literal (error, TESSERA_ERROR, TESSERA_ERROR_NOT_FOUND, "There is no such token.");
      return FALSE;
    }
  return read_row (store, statement, row, error);
}

gboolean
tessera_row_find (TesseraStoreSqlite *store, const char *id, TesseraRow *row, GError **error)
{
  g_autoptr (TesseraStatement) statement = NULL;

  g_return_val_if_fail (store->catalogue != NULL, FALSE);

  statement =
      tessera_sqlite_prepare (store->connection, "SELECT " COLUMNS " FROM tokens WHERE number = ?1 AND id = ?2", error);
  if (statement == NULL)
    return FALSE;
  tessera_statement_bind_int (statement, 1, tessera_id_get_number (id));
  tessera_statement_bind_text (statement, 2, id);
  return read_only_row (store, statement, row, error);
}

gboolean
tessera_row_find_by_number (TesseraStoreSqlite *store, gint64 number, TesseraRow *row, GError **error)
{
  g_autoptr (TesseraStatement) statement = NULL;

  g_return_val_if_fail (store->catalogue != NULL, FALSE);

  statement = tessera_sqlite_prepare (store->connection, "SELECT " COLUMNS " FROM tokens WHERE number = ?1", error);
  if (statement == NULL)
    return FALSE;
  tessera_statement_bind_int (statement, 1, number);
  return read_only_row (store, statement, row, error);
}

gboolean
tessera_row_find_next_id (TesseraStoreSqlite *store, gint64 now, gint64 *number, char **id, GError **error)
{
  g_autoptr (TesseraStatement) statement = NULL;
  gboolean any;

  statement =
      tessera_sqlite_prepare (store->connection, "SELECT number, id FROM tokens ORDER BY number DESC LIMIT 1", error);
  if (statement == NULL || !tessera_statement_next (statement, store->connection, &any, error))
    return FALSE;

  *number = any ? sqlite3_column_int64 (statement, 0) + 1 : 1;
  *id = tessera_id_new (*number, any ? tessera_statement_get_text (statement, 1) : NULL, now);
  if (*id == NULL)
    g_set_error_literal (error, TESSERA_ERROR, TESSERA_ERROR_STORAGE,
                         "The operating system gives no random bytes for an id.");
  return *id != NULL;
}

gboolean
tessera_row_insert (TesseraStoreSqlite *store, const TesseraRow *row, GError **error)
{
  g_autofree char *permissions = NULL;
  g_autoptr (TesseraStatement) statement = NULL;
  TesseraToken *token = row->token;

  statement = tessera_sqlite_prepare (
      store->connection,
      "INSERT INTO tokens (number, id, name, type, permissions, expires_at, hint, created_at, created_by, updated_at,"
      " updated_by, revision) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
      error);
  if (statement == NULL)
    return FALSE;

  permissions = tessera_grants_write (store->grants, tessera_token_get_permissions (token));
  tessera_statement_bind_int (statement, 1, row->number);
  tessera_statement_bind_text (statement, 2, tessera_token_get_id (token));
  tessera_statement_bind_text (statement, 3, tessera_token_get_name (token));
  tessera_statement_bind_text (statement, 4, tessera_token_get_type_id (token));
  tessera_statement_bind_text (statement, 5, permissions);
  tessera_statement_bind_time (statement, 6, tessera_token_get_expires_at (token));
  tessera_statement_bind_text (statement, 7, tessera_token_get_hint (token));
  tessera_statement_bind_int (statement, 8, tessera_token_get_created_at (token));
  tessera_statement_bind_text (statement, 9, tessera_token_get_created_by (token));
  tessera_statement_bind_int (statement, 10, tessera_token_get_updated_at (token));
  tessera_statement_bind_text (statement, 11, tessera_token_get_updated_by (token));
  tessera_statement_bind_text (statement, 12, tessera_token_get_revision (token));
  return tessera_statement_run (statement, store->connection, error);
}

gboolean
tessera_row_update (TesseraStoreSqlite *store, const TesseraRow *row, GError **error)
{
  g_autofree char *permissions = NULL;
  g_autoptr (TesseraStatement) statement = NULL;
  TesseraToken *token = row->token;

  statement = tessera_sqlite_prepare (
      store->connection,
      "UPDATE tokens SET name = ?2, type = ?3, permissions = ?4, expires_at = ?5, hint = ?6, updated_at = ?7,"
      " updated_by = ?8, revision = ?9, revoked_at = iif (?10, coalesce (revoked_at, ?7), NULL) WHERE number = ?1",
      error);
  if (statement == NULL)
    return FALSE;

  permissions = tessera_grants_write (store->grants, tessera_token_get_permissions (token));
  tessera_statement_bind_int (statement, 1, row->number);
  tessera_statement_bind_text (statement, 2, tessera_token_get_name (token));
  tessera_statement_bind_text (statement, 3, tessera_token_get_type_id (token));
  tessera_statement_bind_text (statement, 4, permissions);
  tessera_statement_bind_time (statement, 5, tessera_token_get_expires_at (token));
  tessera_statement_bind_text (statement, 6, tessera_token_get_hint (token));
  tessera_statement_bind_int (statement, 7, tessera_token_get_updated_at (token));
  tessera_statement_bind_text (statement, 8, tessera_token_get_updated_by (token));
  tessera_statement_bind_text (statement, 9, tessera_token_get_revision (token));
  tessera_statement_bind_int (statement, 10, tessera_token_get_revoked (token));
  return tessera_statement_run (statement, store->connection, error);
}

TesseraToken *
tessera_store_sqlite_find (TesseraStore *store, const char *id, GError **error)
{
  TesseraStoreSqlite *self = TESSERA_STORE_SQLITE (store);
  g_auto (TesseraTransaction) transaction = { NULL };
  g_auto (TesseraRow) row = { 0 };

  if (!tessera_sqlite_begin (self->connection, TESSERA_SQLITE_READ, &transaction, error) ||
      !tessera_row_find (self, id, &row, error))
    return NULL;

  return g_steal_pointer (&row.token);
}

/* Adds at most @limit tokens older than @before; @last is the number of the oldest of them, 0 if none is older still.
 */
static gboolean
read_page (TesseraStoreSqlite *self, guint limit, gint64 before, GPtrArray *tokens, gint64 *last, GError **error)
{
  g_autoptr (TesseraStatement) statement = NULL;
  gboolean more;

  statement = tessera_sqlite_prepare (
      self->connection, "SELECT " COLUMNS " FROM tokens WHERE number < ?1 ORDER BY number DESC LIMIT ?2", error);
  if (statement == NULL)
    return FALSE;
  tessera_statement_bind_int (statement, 1, before);
  tessera_statement_bind_int (statement, 2, (gint64) limit + 1);

  while (tessera_statement_next (statement, self->connection, &more, error))
    {
      TesseraRow row;

      if (!more)
        *last = 0;
      if (!more || tokens->len == limit)
        return TRUE;
      if (!read_row (self, statement, &row, error))
        return FALSE;
      *last = row.number;
      g_ptr_array_add (tokens, row.token);
    }
  return FALSE;
}

TesseraPage *
tessera_store_sqlite_page (TesseraStore *store, guint limit, const char *cursor, GError **error)
{
  TesseraStoreSqlite *self = TESSERA_STORE_SQLITE (store);
  g_autoptr (TesseraPage) page = g_new0 (TesseraPage, 1);
  g_auto (TesseraTransaction) transaction = { NULL };
  gint64 before = G_MAXINT64, last = 0;

  g_return_val_if_fail (self->catalogue != NULL, NULL);

  if (cursor != NULL && !tessera_cursor_parse (self->key, TOKENS, cursor, &before, error))
    return NULL;

  page->tokens = g_ptr_array_new_with_free_func (g_object_unref);
  if (!tessera_sqlite_begin (self->connection, TESSERA_SQLITE_READ, &transaction, error) ||
      !read_page (self, limit, before, page->tokens, &last, error) ||
      !tessera_sqlite_query_int (self->connection, "SELECT max (number) FROM tokens", &page->total, error))
    return NULL;

  if (last != 0)
    page->next_cursor = tessera_cursor_new (self->key, TOKENS, last);
  return g_steal_pointer (&page);
}
