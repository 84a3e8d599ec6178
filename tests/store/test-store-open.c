#include "store-bed.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "tessera-config.h"
#include "tessera-store-sqlite-private.h"

static GBytes *
read_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *bytes;
  gsize length;

  g_file_get_contents (path, &bytes, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (bytes, length);
}

static void
write_file (const char *path, const void *bytes, gsize length)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents_full (path, bytes, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error);
  g_assert_no_error (error);
}

/* The names in the bed's folder but `lock`, which says nothing. */
static guint
count_files (StoreBed *bed)
{
  g_autoptr (GDir) folder = g_dir_open (bed->folder, 0, NULL);
  guint n = 0;

  for (const char *name = g_dir_read_name (folder); name != NULL; name = g_dir_read_name (folder))
    if (!g_str_has_suffix (name, ".lock"))
      n++;
  return n;
}

/* Refused in every way of opening, byte for byte as it was, with nothing new beside it. */
static void
assert_refused_untouched (StoreBed *bed, TesseraError code, const char *words)
{
  static const TesseraStoreFlags flags[] = { 0, TESSERA_STORE_CREATE, TESSERA_STORE_SERVE,
                                             TESSERA_STORE_SERVE | TESSERA_STORE_CREATE };
  g_autoptr (GBytes) before = read_file (bed->path), after = NULL;
  guint n_files = count_files (bed);

  for (gsize i = 0; i < G_N_ELEMENTS (flags); i++)
    store_bed_assert_refused (bed, flags[i], code, words);
  after = read_file (bed->path);
  g_assert_true (g_bytes_equal (before, after));
  g_assert_cmpuint (count_files (bed), ==, n_files);
}

static void
test_a_newer_schema_is_refused_untouched (void)
{
  g_autoptr (StoreBed) bed = store_bed_new ();
  g_autoptr (TesseraToken) token = store_bed_create (bed, "Kiosk", TESSERA_NEVER, NOON, NULL);

  store_bed_close (bed);
  store_bed_execute (bed, "PRAGMA user_version = 99");
  assert_refused_untouched (bed, TESSERA_ERROR_NEWER, "its schema is 99");
}

static void
test_a_foreign_database_is_refused_untouched (void)
{
  static const char *const foreign[] = {
    "CREATE TABLE notes (text)",
    "CREATE TABLE notes (text); PRAGMA user_version = 1",
    "CREATE TABLE notes (text); PRAGMA application_id = 42; PRAGMA user_version = 1",
    "PRAGMA application_id = 1415934835; CREATE TABLE notes (text)",
    "CREATE TABLE meta (name, value); CREATE TABLE tokens (id)",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (foreign); i++)
    {
      g_autoptr (StoreBed) bed = store_bed_new_empty ();

      store_bed_execute (bed, foreign[i]);
      assert_refused_untouched (bed, TESSERA_ERROR_INVALID, "is not a database of Tessera");
    }
}

static void
test_what_is_no_database_is_refused_untouched (void)
{
  g_autoptr (StoreBed) bed = store_bed_new_empty ();
  g_autofree char *noise = g_strnfill (20000, 'x');

  write_file (bed->path, noise, strlen (noise));
  assert_refused_untouched (bed, TESSERA_ERROR_INVALID, "is not a database of Tessera");
  write_file (bed->path, "x", 1);
  assert_refused_untouched (bed, TESSERA_ERROR_INVALID, "is not a database of Tessera");
}

static void
test_a_missing_database_is_made_only_when_asked_for (void)
{
  g_autoptr (StoreBed) bed = store_bed_new_empty ();

  store_bed_assert_refused (bed, 0, TESSERA_ERROR_STORAGE, "There is no database");
  g_assert_false (g_file_test (bed->path, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (bed->key_path, G_FILE_TEST_EXISTS));
}

/* What a crash leaves of a database that was just being made. */
static void
test_an_empty_file_is_filled_only_when_asked_for (void)
{
  g_autoptr (StoreBed) bed = store_bed_new_empty ();

  write_file (bed->path, "", 0);
  store_bed_assert_refused (bed, 0, TESSERA_ERROR_INVALID, "is empty");
  store_bed_open (bed);
  g_assert_cmpint (store_bed_query_int (bed, "PRAGMA user_version"), ==, tessera_schema.n_steps);
}

static void
test_a_new_database_is_its_users_alone (void)
{
  g_autoptr (StoreBed) bed = store_bed_new ();
  const char *const paths[] = { bed->path, bed->key_path };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      GStatBuf status;

      g_assert_cmpint (g_stat (paths[i], &status), ==, 0);
      g_assert_cmpint (status.st_mode & 07777, ==, 0600);
    }
}

static void
test_one_service_at_a_time (void)
{
  g_autoptr (StoreBed) bed = store_bed_new ();
  g_autoptr (TesseraStore) beside = NULL;

  store_bed_assert_refused (bed, TESSERA_STORE_SERVE, TESSERA_ERROR_BUSY, "Another service has the database");
  beside = store_bed_open_beside (bed);
  store_bed_close (bed);
  /* What came beside the service does not keep the next one out. */
  store_bed_open (bed);
}

/* The same file under another name is the same database. */
static void
test_a_link_does_not_get_around_the_lock (void)
{
  g_autoptr (StoreBed) bed = store_bed_new ();
  g_autofree char *link = g_strconcat (bed->path, ".link", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_no_errno (symlink (bed->path, link));
  g_assert_null (tessera_store_sqlite_open (link, bed->key_path, bed->catalogue, TESSERA_STORE_SERVE, &error));
  g_assert_error (error, TESSERA_ERROR, TESSERA_ERROR_BUSY);
}

/* (transfer full): the seed's catalogue without @area */
static TesseraCatalogue *
catalogue_without (StoreBed *bed, const char *area)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL, *path = g_build_filename (bed->folder, "catalogue.json", NULL);
  TesseraCatalogue *catalogue;
  JsonArray *areas;

  g_file_get_contents (TESSERA_SOURCE_DIR "/data/catalogue.json", &text, NULL, &error);
  g_assert_no_error (error);
  root = json_from_string (text, &error);
  g_assert_no_error (error);
  areas = json_object_get_array_member (json_node_get_object (root), "areas");
  for (guint i = json_array_get_length (areas); i-- > 0;)
    if (strcmp (json_object_get_string_member (json_array_get_object_element (areas, i), "id"), area) == 0)
      json_array_remove_element (areas, i);

  g_free (text);
  text = json_to_string (root, FALSE);
  write_file (path, text, strlen (text));
  catalogue = tessera_catalogue_load (path, &error);
  g_assert_no_error (error);
  return catalogue;
}

/* store_bed_create() makes tokens that read products and write reports. */
static void
test_a_catalogue_without_a_tokens_area_is_refused (void)
{
  static const struct
  {
    const char *area, *words;
    guint n_tokens;
  } cases[] = {
    { "reports", "reports (on 1 token)", 1 }, { "products", "products (on 3 tokens)", 3 }, { "content", NULL, 3 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (StoreBed) bed = store_bed_new ();
      g_autoptr (TesseraStoreSqlite) store = NULL;
      g_autoptr (TesseraCatalogue) lacking = catalogue_without (bed, cases[i].area);
      g_autoptr (GError) error = NULL;

      for (guint n = 0; n < cases[i].n_tokens; n++)
        g_object_unref (store_bed_create (bed, "Kiosk", TESSERA_NEVER, NOON, NULL));
      store_bed_close (bed);

      store = tessera_store_sqlite_open (bed->path, NULL, lacking, TESSERA_STORE_SERVE, &error);
      if (cases[i].words == NULL)
        {
          g_assert_no_error (error);
          continue;
        }
      g_assert_null (store);
      g_assert_error (error, TESSERA_ERROR, TESSERA_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, cases[i].words));
      g_assert_null (strstr (error->message, "content"));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/open/a-newer-schema-is-refused-untouched", test_a_newer_schema_is_refused_untouched);
  g_test_add_func ("/open/a-foreign-database-is-refused-untouched", test_a_foreign_database_is_refused_untouched);
  g_test_add_func ("/open/what-is-no-database-is-refused-untouched", test_what_is_no_database_is_refused_untouched);
  g_test_add_func ("/open/a-missing-database-is-made-only-when-asked-for",
                   test_a_missing_database_is_made_only_when_asked_for);
  g_test_add_func ("/open/an-empty-file-is-filled-only-when-asked-for",
                   test_an_empty_file_is_filled_only_when_asked_for);
  g_test_add_func ("/open/a-new-database-is-its-users-alone", test_a_new_database_is_its_users_alone);
  g_test_add_func ("/open/one-service-at-a-time", test_one_service_at_a_time);
  g_test_add_func ("/open/a-link-does-not-get-around-the-lock", test_a_link_does_not_get_around_the_lock);
  g_test_add_func ("/open/a-catalogue-without-a-tokens-area-is-refused",
                   test_a_catalogue_without_a_tokens_area_is_refused);
  return g_test_run ();
}
