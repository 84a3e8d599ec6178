#include "tessera-store-sqlite-history.h"

#include <string.h>

#include "tessera-store-sqlite-ids.h"
#include "tessera-store-sqlite-tokens.h"
#include "tessera-token-json.h"

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
  tessera_statement_bind_text (statement, 4, tessera_action_to_string (action));
  tessera_statement_bind_text (statement, 5, before_text);
  tessera_statement_bind_text (statement, 6, after_text);
  return tessera_statement_run (statement, store->connection, error);
}

/* Reads a column that holds a token, or nothing. (transfer full) (nullable) */
static JsonObject *
read_token (TesseraStatement *row, int column)
{
  const char *text = tessera_statement_get_text (row, column);
  g_autoptr (JsonNode) root = tessera_json_parse (text, strlen (text), TESSERA_JSON_MAX_DEPTH, NULL);

  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_dup_object (root) : NULL;
}

/* (transfer full): the event, or %NULL with %TESSERA_ERROR_STORAGE if the row is none */
static TesseraEvent *
read_event (TesseraStatement *row, GError **error)
{
  g_autoptr (TesseraEvent) event = g_new0 (TesseraEvent, 1);

  event->at = sqlite3_column_int64 (row, 1);
  event->by = g_strdup (tessera_statement_get_text (row, 2));
  event->before = read_token (row, 4);
  event->after = read_token (row, 5);
  event->token_id = g_strdup (tessera_statement_get_text (row, 6));
  if (tessera_action_from_string (tessera_statement_get_text (row, 3), &event->action) && event->after != NULL)
    return g_steal_pointer (&event);

  g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_STORAGE, "The database holds a change that is not understood: %s",
               tessera_statement_get_text (row, 0));
  return NULL;
}

/**
 * History:
 * @token: the number of the token whose history it is; 0 for that of all
 * @name: names it for cursors
 */
typedef struct
{
  gint64 token;
  char *name;
} History;

static void
history_clear (History *history)
{
  g_free (history->name);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (History, history_clear)

static gboolean
find_history (TesseraStoreSqlite *self, const char *id, History *history, GError **error)
{
  g_auto (TesseraRow) row = { 0 };

  if (id == NULL)
    {
      history->name = g_strdup ("events");
      return TRUE;
    }
  if (!tessera_row_find (self, id, &row, error))
    return FALSE;

  history->token = row.number;
  history->name = g_strconcat ("events of ", id, NULL);
  return TRUE;
}

/* (transfer full): for at most one event more than @limit, older than @before */
static TesseraStatement *
select_events (TesseraStoreSqlite *self, const History *history, guint limit, gint64 before, GError **error)
{
#define EVENTS                                                                                                         \
  "SELECT events.number, events.at, events.by, events.action, events.before, events.after, tokens.id"                 \
  " FROM events JOIN tokens ON tokens.number = events.token WHERE events.number < ?1"
  TesseraStatement *statement = tessera_sqlite_prepare (
      self->connection,
      history->token != 0 ? EVENTS " AND events.token = ?3 ORDER BY events.number DESC LIMIT ?2"
                          : EVENTS " ORDER BY events.number DESC LIMIT ?2",
      error);

  if (statement == NULL)
    return NULL;

  tessera_statement_bind_int (statement, 1, before);
  tessera_statement_bind_int (statement, 2, (gint64) limit + 1);
  if (history->token != 0)
    tessera_statement_bind_int (statement, 3, history->token);
  return statement;
}

/* @last is the number of the oldest event on the page, 0 if none is older still. */
static gboolean
read_events (TesseraStoreSqlite *self, TesseraStatement *statement, guint limit, GPtrArray *events, gint64 *last,
             GError **error)
{
  gboolean more;

  while (tessera_statement_next (statement, self->connection, &more, error))
    {
      TesseraEvent *event;

      if (!more)
        *last = 0;
      if (!more || events->len == limit)
        return TRUE;

      event = read_event (statement, error);
      if (event == NULL)
        return FALSE;
      *last = sqlite3_column_int64 (statement, 0);
      g_ptr_array_add (events, event);
    }

  return FALSE;
}

TesseraEventPage *
tessera_store_sqlite_history (TesseraStore *store, const char *id, guint limit, const char *cursor, GError **error)
{
  TesseraStoreSqlite *self = TESSERA_STORE_SQLITE (store);
  g_autoptr (TesseraEventPage) page = g_new0 (TesseraEventPage, 1);
  g_auto (History) history = { 0 };
  g_auto (TesseraTransaction) transaction = { NULL };
  g_autoptr (TesseraStatement) statement = NULL;
  gint64 before = G_MAXINT64, last = 0;

  page->events = g_ptr_array_new_with_free_func ((GDestroyNotify) tessera_event_free);
  if (!tessera_sqlite_begin (self->connection, TESSERA_SQLITE_READ, &transaction, error)
      || !find_history (self, id, &history, error)
      || (cursor != NULL && !tessera_cursor_parse (self->key, history.name, cursor, &before, error)))
    return NULL;

  statement = select_events (self, &history, limit, before, error);
  if (statement == NULL || !read_events (self, statement, limit, page->events, &last, error))
    return NULL;

  if (last != 0)
    page->next_cursor = tessera_cursor_new (self->key, history.name, last);
  return g_steal_pointer (&page);
}
