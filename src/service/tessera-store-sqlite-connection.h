/* tessera-store-sqlite-connection.h: one connection to one SQLite file, its statements and transactions.
 *
 * A connection has one mutex, held from tessera_sqlite_begin() until the
 * transaction is committed or goes out of scope; everything that takes a
 * statement must be called between the two. Errors are %TESSERA_ERROR_BUSY
 * (SQLITE_BUSY, after the busy timeout) and %TESSERA_ERROR_STORAGE with
 * SQLite's own words for everything else. */

#pragma once

#include <sqlite3.h>

#include "tessera-error.h"
#include "tessera-time.h"

G_BEGIN_DECLS

typedef struct _TesseraSqlite TesseraSqlite;

/* How long another program may hold the file before a transaction gives up: long enough that the backup of a large
 * database, which is one step, costs the changes meanwhile nothing but the wait. The time runs once for everybody: after
 * one has waited in vain the next ones are told almost at once, until one gets through or as much time has passed. */
#define TESSERA_BUSY_TIMEOUT_MS 5000

/**
 * tessera_sqlite_open:
 * @path: absolute; the file must be there. Nothing in it is changed, unless SQLite finds a
 *   transaction that a crash cut short: that it takes back
 *
 * Returns: (transfer full): a connection
 */
TesseraSqlite *tessera_sqlite_open (const char *path, GError **error);

/**
 * tessera_sqlite_set_up:
 *
 * Sets what every transaction relies on: a rollback journal and full
 * synchronisation. It may write to the file, so the caller has made sure that
 * the file is ours.
 */
gboolean tessera_sqlite_set_up (TesseraSqlite *connection, GError **error);

/* Not within a transaction. */
gboolean tessera_sqlite_enforce_foreign_keys (TesseraSqlite *connection, gboolean enforce, GError **error);

void tessera_sqlite_free (TesseraSqlite *connection);

/* From now on no transaction waits for another program: those that would fail at once. Any thread. */
void tessera_sqlite_hurry (TesseraSqlite *connection);

/* Returns: (transfer none): the file, without symbolic links */
const char *tessera_sqlite_get_path (TesseraSqlite *connection);

/* Returns: (transfer none): SQLite's own handle; only under the mutex or before the connection is shared */
sqlite3 *tessera_sqlite_get_handle (TesseraSqlite *connection);

/* Runs statements without results, not cached; for setting up. */
gboolean tessera_sqlite_execute (TesseraSqlite *connection, const char *sql, GError **error);

/* Whether SQLite said SQLITE_OK, SQLITE_ROW or SQLITE_DONE; else @error is set from the connection's last error. */
gboolean tessera_sqlite_check (TesseraSqlite *connection, int result, GError **error);

/**
 * TesseraSqliteMode:
 * @TESSERA_SQLITE_READ: sees one state of the file
 * @TESSERA_SQLITE_WRITE: nobody else writes meanwhile
 * @TESSERA_SQLITE_EXCLUSIVE: nobody else reads or writes meanwhile
 */
typedef enum
{
  TESSERA_SQLITE_READ,
  TESSERA_SQLITE_WRITE,
  TESSERA_SQLITE_EXCLUSIVE,
} TesseraSqliteMode;

/**
 * TesseraTransaction:
 *
 * Declared with g_auto (TesseraTransaction) and `{ NULL }`; what is not
 * committed when it goes out of scope is rolled back. Declare it before the
 * statements it is for, so that they end first.
 */
typedef struct
{
  TesseraSqlite *connection;
} TesseraTransaction;

gboolean tessera_sqlite_begin (TesseraSqlite *connection, TesseraSqliteMode mode, TesseraTransaction *transaction,
                               GError **error);

/* Durable when it returns %TRUE; rolled back when it returns %FALSE. */
gboolean tessera_transaction_commit (TesseraTransaction *transaction, GError **error);
void tessera_transaction_clear (TesseraTransaction *transaction);

/**
 * TesseraStatement:
 *
 * A cached statement, bound and stepped by one function at a time; releasing
 * it resets it and forgets what was bound. Bound texts and blobs are not
 * copied: they must live as long.
 */
typedef sqlite3_stmt TesseraStatement;

/* @sql: a literal. Returns: (transfer full): the statement, to be released */
TesseraStatement *tessera_sqlite_prepare (TesseraSqlite *connection, const char *sql, GError **error);
void tessera_statement_release (TesseraStatement *statement);

void tessera_statement_bind_text (TesseraStatement *statement, int index, const char *text);
void tessera_statement_bind_blob (TesseraStatement *statement, int index, const guint8 *bytes, gsize length);
void tessera_statement_bind_int (TesseraStatement *statement, int index, gint64 value);

/* %TESSERA_NEVER is NULL in the database. */
void tessera_statement_bind_time (TesseraStatement *statement, int index, gint64 time);
gint64 tessera_statement_get_time (TesseraStatement *statement, int column);

/* Returns: (transfer none): valid until the next step; NULL reads as "" */
const char *tessera_statement_get_text (TesseraStatement *statement, int column);

/**
 * tessera_statement_next:
 * @row: (out): whether there is a row; %FALSE after the last
 */
gboolean tessera_statement_next (TesseraStatement *statement, TesseraSqlite *connection, gboolean *row, GError **error);

/* Runs a statement that answers no rows. */
gboolean tessera_statement_run (TesseraStatement *statement, TesseraSqlite *connection, GError **error);

/* The number of a query that answers one row with one integer. */
gboolean tessera_sqlite_query_int (TesseraSqlite *connection, const char *sql, gint64 *value, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraSqlite, tessera_sqlite_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraStatement, tessera_statement_release)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TesseraTransaction, tessera_transaction_clear)

G_END_DECLS
