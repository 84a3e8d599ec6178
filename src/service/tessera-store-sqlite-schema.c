#include "tessera-store-sqlite-schema.h"

#include <glib/gstdio.h>

/* Each index is one more page that every create has to flush twice, so there are few.
 *
 * tokens.number counts creations from 1 without a gap, since no token is ever
 * deleted. tokens.id has the number in it and is found by it.
 *
 * secrets.ends_at: NULL for the present one; an instant for one in its grace; 0
 * for one that was ended, so that a clock set back does not revive it. The two
 * partial indexes keep a token from ever having more than one of either.
 *
 * events.before and events.after are tokens as the API tells them. */
static const char step_1[] = "CREATE TABLE meta ("
                             "  name TEXT PRIMARY KEY,"
                             "  value BLOB NOT NULL"
                             ") STRICT, WITHOUT ROWID;"

                             "CREATE TABLE admins ("
                             "  number INTEGER PRIMARY KEY AUTOINCREMENT,"
                             "  name TEXT NOT NULL UNIQUE,"
                             "  role TEXT NOT NULL CHECK (role IN ('manager', 'viewer')),"
                             "  digest BLOB NOT NULL UNIQUE CHECK (length (digest) = 32),"
                             "  created_at INTEGER NOT NULL"
                             ") STRICT;"

                             "CREATE TABLE tokens ("
                             "  number INTEGER PRIMARY KEY,"
                             "  id TEXT NOT NULL,"
                             "  name TEXT NOT NULL,"
                             "  type TEXT NOT NULL,"
                             "  permissions TEXT NOT NULL,"
                             "  expires_at INTEGER,"
                             "  revoked_at INTEGER,"
                             "  hint TEXT NOT NULL,"
                             "  created_at INTEGER NOT NULL,"
                             "  created_by TEXT NOT NULL,"
                             "  updated_at INTEGER NOT NULL,"
                             "  updated_by TEXT NOT NULL,"
                             "  last_used_at INTEGER,"
                             "  revision TEXT NOT NULL"
                             ") STRICT;"

                             "CREATE TABLE secrets ("
                             "  digest BLOB PRIMARY KEY CHECK (length (digest) = 32),"
                             "  token INTEGER NOT NULL REFERENCES tokens (number),"
                             "  created_at INTEGER NOT NULL,"
                             "  ends_at INTEGER"
                             ") STRICT, WITHOUT ROWID;"
                             "CREATE UNIQUE INDEX secrets_present ON secrets (token) WHERE ends_at IS NULL;"
                             "CREATE UNIQUE INDEX secrets_in_grace ON secrets (token) WHERE ends_at > 0;"

                             "CREATE TABLE events ("
                             "  number INTEGER PRIMARY KEY,"
                             "  token INTEGER NOT NULL REFERENCES tokens (number),"
                             "  at INTEGER NOT NULL,"
                             "  by TEXT NOT NULL,"
                             "  action TEXT NOT NULL CHECK (action IN ('created', 'updated', 'rotated', 'revoked')),"
                             "  before TEXT,"
                             "  after TEXT NOT NULL"
                             ") STRICT;"
                             "CREATE INDEX events_token ON events (token);"

                             "CREATE TABLE replays ("
                             "  admin INTEGER NOT NULL,"
                             "  key TEXT NOT NULL,"
                             "  body BLOB NOT NULL CHECK (length (body) = 32),"
                             "  token INTEGER NOT NULL REFERENCES tokens (number),"
                             "  created_at INTEGER NOT NULL,"
                             "  PRIMARY KEY (admin, key)"
                             ") STRICT, WITHOUT ROWID;"
                             "CREATE INDEX replays_created_at ON replays (created_at);";

/* uses: of each token what it did, by the ids of areas, so that another order of the catalogue changes nothing. */
static const char step_2[] = "CREATE TABLE uses ("
                             "  token INTEGER NOT NULL REFERENCES tokens (number),"
                             "  area TEXT NOT NULL,"
                             "  verb TEXT NOT NULL CHECK (verb IN ('read', 'write')),"
                             "  count INTEGER NOT NULL CHECK (count > 0),"
                             "  last_at INTEGER NOT NULL,"
                             "  PRIMARY KEY (token, area, verb)"
                             ") STRICT, WITHOUT ROWID;";

static const char *const steps[] = { step_1, step_2 };

const TesseraSchema tessera_schema = { steps, G_N_ELEMENTS (steps) };

static gboolean
refuse_foreign (TesseraSqlite *connection, GError **error)
{
  g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_INVALID,
               "%s is not a database of Tessera; it was left as it is. Name another file.",
               tessera_sqlite_get_path (connection));
  return FALSE;
}

static gboolean
refuse_newer (const TesseraSchema *schema, TesseraSqlite *connection, gint64 version, GError **error)
{
  g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_NEWER,
               "The database %s was written by a newer version of Tessera: its schema is %" G_GINT64_FORMAT
               ", this program knows up to %u. It was left as it is. Use the newer program.",
               tessera_sqlite_get_path (connection), version, schema->n_steps);
  return FALSE;
}

/* Not by page_count, which is 1 as soon as a transaction that may write has begun. */
static gboolean
is_empty_file (TesseraSqlite *connection)
{
  GStatBuf status;

  return g_stat (tessera_sqlite_get_path (connection), &status) == 0 && status.st_size == 0;
}

gboolean
tessera_schema_get_version (const TesseraSchema *schema, TesseraSqlite *connection, guint *version, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gint64 application, steps_taken;

  if (!tessera_sqlite_query_int (connection, "PRAGMA application_id", &application, &failure))
    {
      if (sqlite3_errcode (tessera_sqlite_get_handle (connection)) == SQLITE_NOTADB)
        return refuse_foreign (connection, error);
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (!tessera_sqlite_query_int (connection, "PRAGMA user_version", &steps_taken, error))
    return FALSE;

  if ((application != TESSERA_APPLICATION_ID || steps_taken < 1) && !is_empty_file (connection))
    return refuse_foreign (connection, error);
  if (steps_taken > schema->n_steps)
    return refuse_newer (schema, connection, steps_taken, error);

  *version = (guint) steps_taken;
  return TRUE;
}

static gboolean
check_foreign_keys (TesseraSqlite *connection, GError **error)
{
  g_autoptr (TesseraStatement) statement = tessera_sqlite_prepare (connection, "PRAGMA foreign_key_check", error);
  gboolean broken;

  if (statement == NULL || !tessera_statement_next (statement, connection, &broken, error))
    return FALSE;
  if (broken)
    g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_STORAGE,
                 "The database %s can't be brought to the present schema: a row of its table %s points nowhere. "
                 "It was left as it is.",
                 tessera_sqlite_get_path (connection), tessera_statement_get_text (statement, 0));
  return !broken;
}

gboolean
tessera_schema_migrate (const TesseraSchema *schema, TesseraSqlite *connection, GError **error)
{
  g_autofree char *mark = NULL;
  guint version;

  if (!tessera_schema_get_version (schema, connection, &version, error))
    return FALSE;

  for (guint i = version; i < schema->n_steps; i++)
    if (!tessera_sqlite_execute (connection, schema->steps[i], error))
      return FALSE;

  mark =
      g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %u", TESSERA_APPLICATION_ID, schema->n_steps);
  return tessera_sqlite_execute (connection, mark, error) && check_foreign_keys (connection, error);
}
