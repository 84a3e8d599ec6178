#include "sound-file.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

static void
copy_file (const char *from, const char *to)
{
  g_autofree char *bytes = NULL;
  gsize length;

  if (!g_file_get_contents (from, &bytes, &length, NULL))
    return;
  g_assert_true (g_file_set_contents_full (to, bytes, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL));
}

/* Whether the journal still has a transaction in it, which whoever opens the file next takes back. */
static gboolean
is_hot (const char *journal)
{
  g_autofree char *bytes = NULL;
  gsize length;

  return g_file_get_contents (journal, &bytes, &length, NULL) && length >= 8
         && memcmp (bytes, "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7", 8) == 0;
}

static void
assert_answers (sqlite3 *handle, const char *sql, const char *expected)
{
  sqlite3_stmt *statement;

  g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL), ==, SQLITE_OK);
  if (sqlite3_step (statement) == SQLITE_ROW)
    g_assert_cmpstr ((const char *) sqlite3_column_text (statement, 0), ==, expected);
  else
    g_assert_null (expected);
  sqlite3_finalize (statement);
}

gboolean
sound_file_assert (const char *database)
{
  g_autofree char *journal = g_strconcat (database, "-journal", NULL);
  g_autofree char *copy = g_strconcat (database, ".copy", NULL);
  g_autofree char *journal_copy = g_strconcat (copy, "-journal", NULL);
  gboolean hot = is_hot (journal);
  sqlite3 *handle;

  copy_file (database, copy);
  copy_file (journal, journal_copy);
  g_assert_cmpint (sqlite3_open (copy, &handle), ==, SQLITE_OK);
  assert_answers (handle, "PRAGMA integrity_check", "ok");
  assert_answers (handle, "PRAGMA foreign_key_check", NULL);
  assert_answers (handle, "SELECT count (*) - ifnull (max (number), 0) FROM tokens", "0");
  assert_answers (handle, "SELECT number FROM tokens WHERE (SELECT count (*) FROM secrets WHERE token = tokens.number) != 1"
                          " OR (SELECT count (*) FROM events WHERE token = tokens.number AND action = 'created') != 1",
                  NULL);
  assert_answers (handle, "SELECT number FROM events AS later WHERE before IS NOT (SELECT after FROM events AS earlier"
                          " WHERE earlier.token = later.token AND earlier.number < later.number"
                          " ORDER BY earlier.number DESC LIMIT 1)", NULL);
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);
  g_unlink (copy);
  g_unlink (journal_copy);
  return hot;
}
