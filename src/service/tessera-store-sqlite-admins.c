#include "tessera-store-sqlite-private.h"

/* The name under which the database's owner acts on the private socket. */
#define OWNER "owner"
#define NAME_MAX_LENGTH 100

static gboolean
is_control (gunichar c)
{
  return g_unichar_iscntrl (c) || g_unichar_type (c) == G_UNICODE_FORMAT ||
         g_unichar_type (c) == G_UNICODE_LINE_SEPARATOR || g_unichar_type (c) == G_UNICODE_PARAGRAPH_SEPARATOR;
}

static gboolean
is_name (const char *name)
{
  glong length;

  if (!g_utf8_validate (name, -1, NULL))
    return FALSE;
  length = g_utf8_strlen (name, -1);
  if (length < 1 || length > NAME_MAX_LENGTH)
    return FALSE;
  if (g_unichar_isspace (g_utf8_get_char (name)) ||
      g_unichar_isspace (g_utf8_get_char (g_utf8_offset_to_pointer (name, length - 1))))
    return FALSE;

  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    if (is_control (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

static gboolean
check_name (const char *name, GError **error)
{
  if (!is_name (name))
    {
      g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_INVALID,
                   "That is no name for an admin: it needs 1 to %d characters, without control characters and without "
                   "blanks at its ends.",
                   NAME_MAX_LENGTH);
      return FALSE;
    }
  if (g_str_equal (name, OWNER))
    {
      g_set_error_literal (error, TESSERA_ERROR, TESSERA_ERROR_EXISTS,
                           "The name " OWNER " belongs to the user who owns the database. Choose another.");
      return FALSE;
    }
  return TRUE;
}

static TesseraAdmin *
read_admin (TesseraStatement *statement)
{
  TesseraRole role = TESSERA_ROLE_VIEWER;

  tessera_role_from_string (tessera_statement_get_text (statement, 2), &role);
  return tessera_admin_new (sqlite3_column_int64 (statement, 0), tessera_statement_get_text (statement, 1), role);
}

/* The index found it; comparing all of it in constant time keeps the answer's time from telling of the index's order.
 */
static gboolean
holds_digest (TesseraStatement *statement, int column, const TesseraDigest *digest)
{
  const TesseraDigest *found = sqlite3_column_blob (statement, column);

  return found != NULL && sqlite3_column_bytes (statement, column) == sizeof *found &&
         tessera_digest_equal (found, digest);
}

TesseraAdmin *
tessera_store_sqlite_find_admin (TesseraStore *store, const TesseraDigest *digest, GError **error)
{
  TesseraSqlite *connection = TESSERA_STORE_SQLITE (store)->connection;
  g_auto (TesseraTransaction) transaction = { NULL };
  g_autoptr (TesseraStatement) statement = NULL;
  gboolean row;

  if (!tessera_sqlite_begin (connection, TESSERA_SQLITE_READ, &transaction, error))
    return NULL;
  statement =
      tessera_sqlite_prepare (connection, "SELECT number, name, role, digest FROM admins WHERE digest = ?1", error);
  if (statement == NULL)
    return NULL;
  tessera_statement_bind_blob (statement, 1, digest->bytes, sizeof digest->bytes);
  if (!tessera_statement_next (statement, connection, &row, error))
    return NULL;

  if (row && holds_digest (statement, 3, digest))
    return read_admin (statement);
  g_set_error_literal (error, TESSERA_ERROR, TESSERA_ERROR_NOT_FOUND, "No admin has this key.");
  return NULL;
}

/* Within a transaction: whether an admin has the name */
static gboolean
is_taken (TesseraSqlite *connection, const char *name, gboolean *taken, GError **error)
{
  g_autoptr (TesseraStatement) statement = NULL;

  statement = tessera_sqlite_prepare (connection, "SELECT 1 FROM admins WHERE name = ?1", error);
  if (statement == NULL)
    return FALSE;
  tessera_statement_bind_text (statement, 1, name);
  return tessera_statement_next (statement, connection, taken, error);
}

static gboolean
insert_admin (TesseraSqlite *connection, const char *name, TesseraRole role, const TesseraDigest *digest, gint64 now,
              GError **error)
{
  g_autoptr (TesseraStatement) statement = NULL;

  statement = tessera_sqlite_prepare (connection,
                                      "INSERT INTO admins (name, role, digest, created_at) "
                                      "VALUES (?1, ?2, ?3, ?4)",
                                      error);
  if (statement == NULL)
    return FALSE;
  tessera_statement_bind_text (statement, 1, name);
  tessera_statement_bind_text (statement, 2, tessera_role_to_string (role));
  tessera_statement_bind_blob (statement, 3, digest->bytes, sizeof digest->bytes);
  tessera_statement_bind_int (statement, 4, now);
  return tessera_statement_run (statement, connection, error);
}

gboolean
tessera_store_sqlite_add_admin (TesseraStore *store, const char *name, TesseraRole role, const TesseraDigest *digest,
                                gint64 now, GError **error)
{
  TesseraSqlite *connection = TESSERA_STORE_SQLITE (store)->connection;
  g_auto (TesseraTransaction) transaction = { NULL };
  gboolean taken;

  if (!check_name (name, error) || !tessera_sqlite_begin (connection, TESSERA_SQLITE_WRITE, &transaction, error) ||
      !is_taken (connection, name, &taken, error))
    return FALSE;
  if (taken)
    {
      g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_EXISTS, "There is an admin %s already. Choose another name.",
                   name);
      return FALSE;
    }
  return insert_admin (connection, name, role, digest, now, error) && tessera_transaction_commit (&transaction, error);
}

GPtrArray *
tessera_store_sqlite_list_admins (TesseraStore *store, GError **error)
{
  TesseraSqlite *connection = TESSERA_STORE_SQLITE (store)->connection;
  g_autoptr (GPtrArray) admins = g_ptr_array_new_with_free_func ((GDestroyNotify) tessera_admin_free);
  g_auto (TesseraTransaction) transaction = { NULL };
  g_autoptr (TesseraStatement) statement = NULL;
  gboolean row;

  if (!tessera_sqlite_begin (connection, TESSERA_SQLITE_READ, &transaction, error))
    return NULL;
  statement = tessera_sqlite_prepare (connection, "SELECT number, name, role FROM admins ORDER BY name", error);
  if (statement == NULL)
    return NULL;

  do
    {
      if (!tessera_statement_next (statement, connection, &row, error))
        return NULL;
      if (row)
        g_ptr_array_add (admins, read_admin (statement));
    }
  while (row);
  return g_steal_pointer (&admins);
}

gboolean
tessera_store_sqlite_remove_admin (TesseraStore *store, const char *name, GError **error)
{
  TesseraSqlite *connection = TESSERA_STORE_SQLITE (store)->connection;
  g_auto (TesseraTransaction) transaction = { NULL };
  g_autoptr (TesseraStatement) statement = NULL;

  if (!tessera_sqlite_begin (connection, TESSERA_SQLITE_WRITE, &transaction, error))
    return FALSE;
  statement = tessera_sqlite_prepare (connection, "DELETE FROM admins WHERE name = ?1", error);
  if (statement == NULL)
    return FALSE;
  tessera_statement_bind_text (statement, 1, name);
  if (!tessera_statement_run (statement, connection, error))
    return FALSE;

  if (sqlite3_changes (tessera_sqlite_get_handle (connection)) == 0)
    {
      g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_NOT_FOUND, "There is no admin %s.", name);
      return FALSE;
    }
  return tessera_transaction_commit (&transaction, error);
}
