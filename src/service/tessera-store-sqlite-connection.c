#include "tessera-store-sqlite-connection.h"

struct _TesseraSqlite
{
  sqlite3 *handle;
  GMutex mutex;
  GHashTable *statements; /* SQL → sqlite3_stmt */
  gint64 waits_until;     /* monotonic; for the transaction under way; 0: it has not waited yet */
  gint64 held_until;      /* monotonic; somebody has just waited in vain, so until then nobody else waits as long */
  int impatient;          /* atomic: nobody waits for other programs any more */
};

/* Time for another program's commit, while it is known that somebody holds the database. */
#define WAIT_WHILE_HELD_MS 20

gboolean
tessera_sqlite_check (TesseraSqlite *connection, int result, GError **error)
{
  const char *file;
  int code;

  if (result == SQLITE_OK || result == SQLITE_ROW || result == SQLITE_DONE)
    return TRUE;

  file = sqlite3_db_filename (connection->handle, "main");
  code = (result & 0xff) == SQLITE_BUSY ? TESSERA_ERROR_BUSY : TESSERA_ERROR_STORAGE;
  g_set_error (error, TESSERA_ERROR, code, "The database %s: %s (SQLite result %d)", file != NULL ? file : "",
               sqlite3_errmsg (connection->handle), sqlite3_extended_errcode (connection->handle));
  return FALSE;
}

gboolean
tessera_sqlite_execute (TesseraSqlite *connection, const char *sql, GError **error)
{
  return tessera_sqlite_check (connection, sqlite3_exec (connection->handle, sql, NULL, NULL, NULL), error);
}

/* A file that somebody else made may have a schema made to hurt. */
static void
distrust_file (sqlite3 *handle)
{
  sqlite3_db_config (handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
}

/* Longer and longer, so that a short hold costs little and a long one doesn't keep a processor busy. */
static guint
get_pause_ms (int attempt)
{
  static const guint pauses[] = { 1, 2, 5, 10, 15, 20, 25, 25, 25, 50 };

  return pauses[MIN ((gsize) attempt, G_N_ELEMENTS (pauses) - 1)];
}

static gint64
get_patience (const TesseraSqlite *connection, gint64 now)
{
  return (now < connection->held_until ? WAIT_WHILE_HELD_MS : TESSERA_BUSY_TIMEOUT_MS) * G_TIME_SPAN_MILLISECOND;
}

/* SQLite asks whether to try again while another program holds the file. */
static int
wait_for_others (gpointer data, int attempt)
{
  TesseraSqlite *connection = data;
  gint64 now = g_get_monotonic_time ();

  if (connection->waits_until == 0)
    connection->waits_until = now + get_patience (connection, now);
  if (now >= connection->waits_until || g_atomic_int_get (&connection->impatient))
    {
      connection->held_until = now + TESSERA_BUSY_TIMEOUT_MS * G_TIME_SPAN_MILLISECOND;
      return 0;
    }

  g_usleep (get_pause_ms (attempt) * 1000);
  return 1;
}

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

TesseraSqlite *
tessera_sqlite_open (const char *path, GError **error)
{
  g_autoptr (TesseraSqlite) connection = g_new0 (TesseraSqlite, 1);
  int result;

  g_return_val_if_fail (g_path_is_absolute (path), NULL);

  g_mutex_init (&connection->mutex);
  connection->statements = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, finalize_statement);
  result = sqlite3_open_v2 (path, &connection->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
  if (result != SQLITE_OK)
    {
      g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_STORAGE, "The database %s: %s", path, sqlite3_errstr (result));
      return NULL;
    }

  sqlite3_extended_result_codes (connection->handle, 1);
  sqlite3_busy_handler (connection->handle, wait_for_others, connection);
  distrust_file (connection->handle);
  return g_steal_pointer (&connection);
}

gboolean
tessera_sqlite_set_up (TesseraSqlite *connection, GError **error)
{
  if (sqlite3_db_readonly (connection->handle, "main") == 1)
    {
      g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_STORAGE,
                   "The database %s can't be written by this user. Give it write permission, and start again.",
                   tessera_sqlite_get_path (connection));
      return FALSE;
    }

  /* PERSIST and not DELETE: with synchronous=FULL the latter doesn't flush the
   * folder after its unlink, so that a power cut right after a commit may bring
   * the journal back, and it would take the commit back. It is faster, too: the
   * journal's blocks stay where they are. */
  return tessera_sqlite_execute (connection, "PRAGMA locking_mode = NORMAL", error) &&
         tessera_sqlite_execute (connection, "PRAGMA journal_mode = PERSIST", error) &&
         tessera_sqlite_execute (connection, "PRAGMA synchronous = FULL", error) &&
         tessera_sqlite_execute (connection, "PRAGMA temp_store = MEMORY", error);
}

gboolean
tessera_sqlite_enforce_foreign_keys (TesseraSqlite *connection, gboolean enforce, GError **error)
{
  return tessera_sqlite_execute (connection, enforce ? "PRAGMA foreign_keys = ON" : "PRAGMA foreign_keys = OFF", error);
}

void
tessera_sqlite_free (TesseraSqlite *connection)
{
  g_clear_pointer (&connection->statements, g_hash_table_unref);
  sqlite3_close (connection->handle);
  g_mutex_clear (&connection->mutex);
  g_free (connection);
}

void
tessera_sqlite_hurry (TesseraSqlite *connection)
{
  g_atomic_int_set (&connection->impatient, TRUE);
}

const char *
tessera_sqlite_get_path (TesseraSqlite *connection)
{
  return sqlite3_db_filename (connection->handle, "main");
}

sqlite3 *
tessera_sqlite_get_handle (TesseraSqlite *connection)
{
  return connection->handle;
}

gboolean
tessera_sqlite_begin (TesseraSqlite *connection, TesseraSqliteMode mode, TesseraTransaction *transaction,
                      GError **error)
{
  static const char *const begins[] = { "BEGIN", "BEGIN IMMEDIATE", "BEGIN EXCLUSIVE" };
  g_autoptr (TesseraStatement) statement = NULL;

  g_return_val_if_fail (transaction->connection == NULL, FALSE);

  g_mutex_lock (&connection->mutex);
  transaction->connection = connection;
  connection->waits_until = 0;
  statement = tessera_sqlite_prepare (connection, begins[mode], error);
  if (statement != NULL && tessera_statement_run (statement, connection, error))
    return TRUE;

  g_clear_pointer (&statement, tessera_statement_release);
  tessera_transaction_clear (transaction);
  return FALSE;
}

static gboolean
run_cached (TesseraSqlite *connection, const char *sql, GError **error)
{
  g_autoptr (TesseraStatement) statement = tessera_sqlite_prepare (connection, sql, error);

  return statement != NULL && tessera_statement_run (statement, connection, error);
}

gboolean
tessera_transaction_commit (TesseraTransaction *transaction, GError **error)
{
  gboolean done;

  g_return_val_if_fail (transaction->connection != NULL, FALSE);

  done = run_cached (transaction->connection, "COMMIT", error);
  if (done)
    transaction->connection->held_until = 0;
  tessera_transaction_clear (transaction);
  return done;
}

void
tessera_transaction_clear (TesseraTransaction *transaction)
{
  TesseraSqlite *connection = g_steal_pointer (&transaction->connection);

  if (connection == NULL)
    return;
  /* SQLite ends a transaction by itself after some errors, such as a full disk. */
  if (!sqlite3_get_autocommit (connection->handle))
    run_cached (connection, "ROLLBACK", NULL);
  g_mutex_unlock (&connection->mutex);
}

TesseraStatement *
tessera_sqlite_prepare (TesseraSqlite *connection, const char *sql, GError **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (connection->statements, sql);

  if (statement != NULL)
    {
      g_assert (!sqlite3_stmt_busy (statement));
      return statement;
    }

  if (!tessera_sqlite_check (
          connection, sqlite3_prepare_v3 (connection->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL),
          error))
    return NULL;

  g_hash_table_insert (connection->statements, (gpointer) sql, statement);
  return statement;
}

void
tessera_statement_release (TesseraStatement *statement)
{
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
}

void
tessera_statement_bind_text (TesseraStatement *statement, int index, const char *text)
{
  sqlite3_bind_text (statement, index, text, -1, SQLITE_STATIC);
}

void
tessera_statement_bind_blob (TesseraStatement *statement, int index, const guint8 *bytes, gsize length)
{
  sqlite3_bind_blob64 (statement, index, bytes, length, SQLITE_STATIC);
}

void
tessera_statement_bind_int (TesseraStatement *statement, int index, gint64 value)
{
  sqlite3_bind_int64 (statement, index, value);
}

void
tessera_statement_bind_time (TesseraStatement *statement, int index, gint64 time)
{
  if (time == TESSERA_NEVER)
    sqlite3_bind_null (statement, index);
  else
    sqlite3_bind_int64 (statement, index, time);
}

gint64
tessera_statement_get_time (TesseraStatement *statement, int column)
{
  if (sqlite3_column_type (statement, column) == SQLITE_NULL)
    return TESSERA_NEVER;

  return sqlite3_column_int64 (statement, column);
}

const char *
tessera_statement_get_text (TesseraStatement *statement, int column)
{
  const char *text = (const char *) sqlite3_column_text (statement, column);

  return text != NULL ? text : "";
}

gboolean
tessera_statement_next (TesseraStatement *statement, TesseraSqlite *connection, gboolean *row, GError **error)
{
  int result = sqlite3_step (statement);

  *row = result == SQLITE_ROW;
  return tessera_sqlite_check (connection, result, error);
}

gboolean
tessera_statement_run (TesseraStatement *statement, TesseraSqlite *connection, GError **error)
{
  gboolean row;

  return tessera_statement_next (statement, connection, &row, error);
}

gboolean
tessera_sqlite_query_int (TesseraSqlite *connection, const char *sql, gint64 *value, GError **error)
{
  g_autoptr (TesseraStatement) statement = tessera_sqlite_prepare (connection, sql, error);
  gboolean row = FALSE;

  if (statement == NULL || !tessera_statement_next (statement, connection, &row, error))
    return FALSE;

  *value = row ? sqlite3_column_int64 (statement, 0) : 0;
  return TRUE;
}
