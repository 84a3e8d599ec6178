#include "tessera-store-sqlite-history.h"

static const char *
action_to_string (TesseraAction action)
{
  static const char *const words[] = { "created", "updated", "rotated", "revoked" };

  return words[action];
}

/* (transfer full) (nullable): the token as the API tells it */
static char *
describe (TesseraStoreSqlite *store, TesseraToken *token, gint64 now)
{
  g_autoptr (JsonObject) object = NULL;

  if (token == NULL)
    return NULL;
  object = tessera_token_to_object (token, store->catalogue, now);
  return tessera_json_to_string (object);
}

gboolean
tessera_history_add (TesseraStoreSqlite *store, gint64 number, TesseraAction action, TesseraToken *before,
                     TesseraToken *after, const TesseraAdmin *by, gint64 now, GError **error)
{
  g_autofree char *before_text = describe (store, before, now);
  g_autofree char *after_text = describe (store, after, now);
  g_autoptr (TesseraStatement) statement = NULL;

  statement = tessera_sqlite_prepare (
      store->connection, "INSERT INTO events (token, at, by, action, before, after) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
      error);
  if (statement == NULL)
    return FALSE;
  tessera_statement_bind_int (statement, 1, number);
  tessera_statement_bind_int (statement, 2, now);
  tessera_statement_bind_text (statement, 3, by->name);
  tessera_statement_bind_text (statement, 4, action_to_string (action));
  tessera_statement_bind_text (statement, 5, before_text);
  tessera_statement_bind_text (statement, 6, after_text);
  return tessera_statement_run (statement, store->connection, error);
}
