#include "tessera-store-sqlite-private.h"
#include "tessera-store-sqlite-tokens.h"

/* So few that a change, which waits for the transaction, comes after some hundredths of a second. */
#define TOKENS_A_TRANSACTION 1000

/* A mutex does not go to whoever has waited longest, so the others get time to take it. */
#define PAUSE (G_TIME_SPAN_MILLISECOND)

static gboolean
write_one (TesseraStoreSqlite *self, gint64 number, guint area, TesseraVerb verb, TesseraUse use, GError **error)
{
  g_autoptr (TesseraStatement) statement = NULL;

  if (use.count == 0)
    return TRUE;

  statement = tessera_sqlite_prepare (self->connection,
                                      "INSERT INTO uses (token, area, verb, count, last_at) VALUES (?1, ?2, ?3, ?4, ?5)"
                                      " ON CONFLICT (token, area, verb) DO UPDATE"
                                      " SET count = count + excluded.count, last_at = max (last_at, excluded.last_at)",
                                      error);
  if (statement == NULL)
    return FALSE;

  tessera_statement_bind_int (statement, 1, number);
  tessera_statement_bind_text (statement, 2, tessera_catalogue_get_area (self->catalogue, area)->id);
  tessera_statement_bind_text (statement, 3, tessera_verb_to_string (verb));
  tessera_statement_bind_int (statement, 4, use.count);
  tessera_statement_bind_int (statement, 5, use.last_at);
  return tessera_statement_run (statement, self->connection, error);
}

static gboolean
write_last (TesseraStoreSqlite *self, gint64 number, gint64 last_at, GError **error)
{
  g_autoptr (TesseraStatement) statement = tessera_sqlite_prepare (
      self->connection, "UPDATE tokens SET last_used_at = max (coalesce (last_used_at, 0), ?2) WHERE number = ?1", error);

  if (statement == NULL)
    return FALSE;

  tessera_statement_bind_int (statement, 1, number);
  tessera_statement_bind_int (statement, 2, last_at);
  return tessera_statement_run (statement, self->connection, error);
}

static gboolean
write_token (TesseraStoreSqlite *self, const TesseraTokenUse *token, GError **error)
{
  TesseraUse all = { 0, TESSERA_NEVER };

  for (guint i = 0; i < tessera_catalogue_get_n_areas (self->catalogue); i++)
    for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
      {
        tessera_use_add (&all, token->uses[i][verb]);
        if (!write_one (self, token->number, i, verb, token->uses[i][verb], error))
          return FALSE;
      }

  return write_last (self, token->number, all.last_at, error);
}

/* How many uses of the token are written. */
static gboolean
read_sum (TesseraStoreSqlite *self, gint64 number, gint64 *sum, GError **error)
{
  g_autoptr (TesseraStatement) statement
    = tessera_sqlite_prepare (self->connection, "SELECT coalesce (sum (count), 0) FROM uses WHERE token = ?1", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;

  tessera_statement_bind_int (statement, 1, number);
  if (!tessera_statement_next (statement, self->connection, &row, error))
    return FALSE;
  *sum = sqlite3_column_int64 (statement, 0);
  return TRUE;
}

/* Whether a commit that failed is in the file all the same: nobody else writes uses, and each write makes the sum greater. */
static gboolean
stands (TesseraStoreSqlite *self, gint64 number, gint64 sum)
{
  g_auto (TesseraTransaction) transaction = { NULL };
  gint64 written;

  return tessera_sqlite_begin (self->connection, TESSERA_SQLITE_READ, &transaction, NULL)
         && read_sum (self, number, &written, NULL) && written == sum;
}

static gboolean
write_taken (TesseraStoreSqlite *self, GPtrArray *taken, GError **error)
{
  const TesseraTokenUse *first = taken->pdata[0];
  g_auto (TesseraTransaction) transaction = { NULL };
  g_autoptr (GError) failure = NULL;
  gint64 sum;

  if (!tessera_sqlite_begin (self->connection, TESSERA_SQLITE_WRITE, &transaction, error))
    return FALSE;
  for (guint i = 0; i < taken->len; i++)
    if (!write_token (self, taken->pdata[i], error))
      return FALSE;
  if (!read_sum (self, first->number, &sum, error))
    return FALSE;

  if (tessera_transaction_commit (&transaction, &failure) || stands (self, first->number, sum))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * write_part:
 * @left: (out): whether there is more
 *
 * Holds @changing, so that who reads the use never misses what is neither counted nor written.
 */
static gboolean
write_part (TesseraStoreSqlite *self, gboolean *left, GError **error)
{
  g_autoptr (GMutexLocker) changing = g_mutex_locker_new (&self->changing);
  g_autoptr (GPtrArray) taken = tessera_uses_take (self->uses, TOKENS_A_TRANSACTION);

  *left = taken->len == TOKENS_A_TRANSACTION;
  if (taken->len == 0 || write_taken (self, taken, error))
    return TRUE;

  tessera_uses_put_back (self->uses, taken);
  return FALSE;
}

static gboolean
gather (TesseraStoreSqlite *self)
{
  g_autoptr (GMutexLocker) changing = g_mutex_locker_new (&self->changing);

  tessera_store_sqlite_settle (self, NULL);      /* for who waits, and for no other change */
  return tessera_uses_gather (self->uses);
}

static gboolean
write_gathered (TesseraStoreSqlite *self, GError **error)
{
  gboolean left;

  while (write_part (self, &left, error))
    {
      if (!left)
        return TRUE;
      g_usleep (PAUSE);
    }

  return FALSE;
}

/* What a fault left over comes first; then all that is counted now. */
gboolean
tessera_store_sqlite_write_uses (TesseraStore *store, GError **error)
{
  TesseraStoreSqlite *self = TESSERA_STORE_SQLITE (store);
  gboolean all;

  do
    {
      all = gather (self);
      if (!write_gathered (self, error))
        return FALSE;
    }
  while (!all);

  return TRUE;
}

void
tessera_store_sqlite_count_use (TesseraStore *store, const TesseraHolder *holder, guint area, TesseraVerb verb, gint64 now)
{
  tessera_uses_count (TESSERA_STORE_SQLITE (store)->uses, holder->number, area, verb, now);
}

/* Adds what is written, unless the catalogue lost the area. */
static void
add_row (TesseraStoreSqlite *self, TesseraStatement *row, TesseraUsage *usage)
{
  int area = tessera_catalogue_find_area (self->catalogue, tessera_statement_get_text (row, 0));
  gboolean writes = g_str_equal (tessera_statement_get_text (row, 1), tessera_verb_to_string (TESSERA_VERB_WRITE));
  const TesseraUse use = { sqlite3_column_int64 (row, 2), sqlite3_column_int64 (row, 3) };

  if (area >= 0)
    tessera_use_add (&usage->uses[area][writes ? TESSERA_VERB_WRITE : TESSERA_VERB_READ], use);
}

static gboolean
read_written (TesseraStoreSqlite *self, gint64 number, TesseraUsage *usage, GError **error)
{
  g_autoptr (TesseraStatement) statement = tessera_sqlite_prepare (
      self->connection, "SELECT area, verb, count, last_at FROM uses WHERE token = ?1", error);
  gboolean more;

  if (statement == NULL)
    return FALSE;

  tessera_statement_bind_int (statement, 1, number);
  do
    {
      if (!tessera_statement_next (statement, self->connection, &more, error))
        return FALSE;
      if (more)
        add_row (self, statement, usage);
    }
  while (more);

  return TRUE;
}

TesseraUsage *
tessera_store_sqlite_usage (TesseraStore *store, const char *id, GError **error)
{
  TesseraStoreSqlite *self = TESSERA_STORE_SQLITE (store);
  g_autoptr (GMutexLocker) changing = g_mutex_locker_new (&self->changing);
  g_autoptr (TesseraUsage) usage = NULL;
  g_auto (TesseraTransaction) transaction = { NULL };
  g_auto (TesseraRow) row = { 0 };

  if (!tessera_sqlite_begin (self->connection, TESSERA_SQLITE_READ, &transaction, error)
      || !tessera_row_find (self, id, &row, error))
    return NULL;

  usage = tessera_usage_new (tessera_token_get_created_at (row.token), tessera_catalogue_get_n_areas (self->catalogue));
  if (!read_written (self, row.number, usage, error))
    return NULL;

  tessera_uses_add_to (self->uses, row.number, usage);
  return g_steal_pointer (&usage);
}
