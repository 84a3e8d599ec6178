#include "store-bed.h"

#include <glib/gstdio.h>
#include <inttypes.h>
#include <sqlite3.h>
#include <string.h>

#include "tessera-config.h"
#include "tessera-token-json.h"

StoreBed *
store_bed_new_empty (void)
{
  g_autoptr (GError) error = NULL;
  StoreBed *bed = g_new0 (StoreBed, 1);

  bed->folder = g_dir_make_tmp ("tessera-store-XXXXXX", &error);
  g_assert_no_error (error);
  bed->path = g_build_filename (bed->folder, "tokens.db", NULL);
  bed->key_path = g_strconcat (bed->path, ".key", NULL);
  bed->catalogue = tessera_catalogue_load (TESSERA_SOURCE_DIR "/data/catalogue.json", &error);
  g_assert_no_error (error);
  bed->by = tessera_admin_new (7, "Mara", TESSERA_ROLE_MANAGER);
  return bed;
}

StoreBed *
store_bed_new (void)
{
  StoreBed *bed = store_bed_new_empty ();

  store_bed_open (bed);
  return bed;
}

void
store_bed_free (StoreBed *bed)
{
  g_autoptr (GDir) folder = NULL;
  const char *name;

  store_bed_close (bed);
  folder = g_dir_open (bed->folder, 0, NULL);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (bed->folder, name, NULL);

      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (bed->folder), ==, 0);

  g_free (bed->folder);
  g_free (bed->path);
  g_free (bed->key_path);
  tessera_catalogue_unref (bed->catalogue);
  tessera_admin_free (bed->by);
  g_free (bed);
}

void
store_bed_open (StoreBed *bed)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (bed->store);
  bed->store = TESSERA_STORE (
      tessera_store_sqlite_open (bed->path, NULL, bed->catalogue, TESSERA_STORE_SERVE | TESSERA_STORE_CREATE, &error));
  g_assert_no_error (error);
}

void
store_bed_close (StoreBed *bed)
{
  g_clear_object (&bed->store);
}

TesseraStore *
store_bed_open_beside (StoreBed *bed)
{
  g_autoptr (GError) error = NULL;
  TesseraStoreSqlite *store = tessera_store_sqlite_open (bed->path, NULL, bed->catalogue, 0, &error);

  g_assert_no_error (error);
  return TESSERA_STORE (store);
}

void
store_bed_assert_refused (StoreBed *bed, TesseraStoreFlags flags, TesseraError code, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TesseraStoreSqlite) store = tessera_store_sqlite_open (bed->path, NULL, bed->catalogue, flags, &error);

  g_assert_null (store);
  g_assert_error (error, TESSERA_ERROR, (int) code);
  if (strstr (error->message, words) == NULL)
    g_error ("The refusal does not say “%s”: %s", words, error->message);
}

/* (transfer full) */
static sqlite3 *
open_file (StoreBed *bed)
{
  sqlite3 *handle;

  g_assert_cmpint (sqlite3_open (bed->path, &handle), ==, SQLITE_OK);
  sqlite3_busy_timeout (handle, 5000);
  return handle;
}

static char *
query_text (StoreBed *bed, const char *sql)
{
  sqlite3 *handle = open_file (bed);
  sqlite3_stmt *statement;
  char *text;

  g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  text = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);
  return text;
}

char *
store_bed_query_text (StoreBed *bed, const char *format, ...)
{
  g_autofree char *sql = NULL;
  va_list args;

  va_start (args, format);
  sql = g_strdup_vprintf (format, args);
  va_end (args);
  return query_text (bed, sql);
}

gint64
store_bed_query_int (StoreBed *bed, const char *format, ...)
{
  g_autofree char *sql = NULL, *text = NULL;
  va_list args;

  va_start (args, format);
  sql = g_strdup_vprintf (format, args);
  va_end (args);
  text = query_text (bed, sql);
  return g_ascii_strtoll (text, NULL, 10);
}

void
store_bed_execute (StoreBed *bed, const char *sql)
{
  sqlite3 *handle = open_file (bed);

  if (sqlite3_exec (handle, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (handle));
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);
}

TesseraDraft *
store_bed_draft (StoreBed *bed, const char *name, gint64 expires_at)
{
  TesseraDraft *draft = tessera_draft_new (bed->catalogue, NOON);
  guint products = (guint) tessera_catalogue_find_area (bed->catalogue, "products");
  guint reports = (guint) tessera_catalogue_find_area (bed->catalogue, "reports");

  g_free (draft->name);
  draft->name = g_strdup (name);
  draft->permissions = tessera_permissions_with (draft->permissions, products, TESSERA_VERB_READ, TRUE);
  draft->permissions = tessera_permissions_with (draft->permissions, reports, TESSERA_VERB_WRITE, TRUE);
  draft->expires_at = expires_at;
  return draft;
}

TesseraToken *
store_bed_create (StoreBed *bed, const char *name, gint64 expires_at, gint64 now, TesseraSecret **secret)
{
  g_autoptr (TesseraDraft) draft = store_bed_draft (bed, name, expires_at);
  g_autoptr (TesseraSecret) minted = tessera_secret_mint (TESSERA_SECRET_TOKEN);
  g_autoptr (GError) error = NULL;
  TesseraToken *token;

  token = tessera_store_create (bed->store, draft, minted, NULL, bed->by, now, NULL, &error);
  g_assert_no_error (error);
  if (secret != NULL)
    *secret = g_steal_pointer (&minted);
  return token;
}

gboolean
store_bed_works (StoreBed *bed, const TesseraSecret *secret, gint64 now)
{
  const char *text = tessera_secret_peek (secret);
  const guint8 *key = tessera_store_sqlite_get_key (TESSERA_STORE_SQLITE (bed->store));
  TesseraDigest digest = tessera_secret_digest (key, text, strlen (text));
  g_autoptr (GString) hex = g_string_new (NULL);

  for (gsize i = 0; i < sizeof digest.bytes; i++)
    g_string_append_printf (hex, "%02x", digest.bytes[i]);

  return store_bed_query_int (bed,
                              "SELECT count (*) FROM secrets JOIN tokens ON tokens.number = secrets.token"
                              " WHERE digest = x'%s' AND revoked_at IS NULL AND (ends_at IS NULL OR ends_at > %" PRId64
                              ") AND (expires_at IS NULL OR expires_at > %" PRId64 ")",
                              hex->str, (int64_t) now, (int64_t) now) == 1;
}

gboolean
store_bed_tokens_equal (StoreBed *bed, TesseraToken *a, TesseraToken *b)
{
  g_autoptr (JsonObject) object_a = tessera_token_to_object (a, bed->catalogue, NOON);
  g_autoptr (JsonObject) object_b = tessera_token_to_object (b, bed->catalogue, NOON);
  g_autofree char *text_a = tessera_json_to_string (object_a);
  g_autofree char *text_b = tessera_json_to_string (object_b);

  return g_str_equal (text_a, text_b);
}
