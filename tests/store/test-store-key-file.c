#include "store-bed.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

/* A bed whose store was closed, so that its key file can be tampered with. */
static StoreBed *
closed_bed (void)
{
  StoreBed *bed = store_bed_new ();

  store_bed_close (bed);
  return bed;
}

static void
write_key (const char *path, gsize length, guint8 byte)
{
  g_autofree char *bytes = g_strnfill (length, (char) byte);

  g_assert_true (g_file_set_contents_full (path, bytes, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL));
}

/* However it is opened, it is refused with words that name the file and what is wrong with it. */
static void
assert_key_refused (StoreBed *bed, const char *words)
{
  static const TesseraStoreFlags flags[] = { 0, TESSERA_STORE_SERVE, TESSERA_STORE_SERVE | TESSERA_STORE_CREATE };

  for (gsize i = 0; i < G_N_ELEMENTS (flags); i++)
    {
      store_bed_assert_refused (bed, flags[i], TESSERA_ERROR_INVALID, words);
      store_bed_assert_refused (bed, flags[i], TESSERA_ERROR_INVALID, bed->key_path);
    }
}

static void
test_a_missing_one_is_said_and_not_made_anew (void)
{
  g_autoptr (StoreBed) bed = closed_bed ();

  g_unlink (bed->key_path);
  assert_key_refused (bed, "is missing");
  g_assert_false (g_file_test (bed->key_path, G_FILE_TEST_EXISTS));
}

static void
test_one_that_others_can_use_is_said (void)
{
  static const int modes[] = { 0640, 0604, 0620, 0602, 0610, 0601, 0644, 0660, 0666, 0777 };
  g_autoptr (StoreBed) bed = closed_bed ();

  for (gsize i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_assert_no_errno (g_chmod (bed->key_path, modes[i]));
      assert_key_refused (bed, "is open to others");
    }
  g_assert_no_errno (g_chmod (bed->key_path, 0400));
  store_bed_open (bed);
}

static void
test_one_of_another_length_is_said (void)
{
  static const gsize lengths[] = { 0, 1, 31, 33, 4096 };
  g_autoptr (StoreBed) bed = closed_bed ();

  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      write_key (bed->key_path, lengths[i], 'k');
      assert_key_refused (bed, "is not a key file");
    }
}

static void
test_what_is_no_file_is_said (void)
{
  g_autoptr (StoreBed) bed = closed_bed ();

  g_unlink (bed->key_path);
  g_assert_no_errno (mkfifo (bed->key_path, 0600));
  assert_key_refused (bed, "is not a key file");
}

/* One bit is enough. */
static void
test_another_databases_is_told_by_the_fingerprint (void)
{
  g_autoptr (StoreBed) bed = closed_bed (), other = closed_bed ();
  g_autofree char *key = NULL, *others = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (bed->key_path, &key, &length, NULL));
  g_assert_true (g_file_get_contents (other->key_path, &others, NULL, NULL));
  g_assert_cmpuint (length, ==, 32);
  g_assert_true (g_file_set_contents_full (bed->key_path, others, 32, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL));
  assert_key_refused (bed, "does not belong to the database");

  key[31] ^= 1;
  g_assert_true (g_file_set_contents_full (bed->key_path, key, 32, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL));
  assert_key_refused (bed, "does not belong to the database");

  key[31] ^= 1;
  g_assert_true (g_file_set_contents_full (bed->key_path, key, 32, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL));
  store_bed_open (bed);
}

static void
test_it_may_lie_elsewhere (void)
{
  g_autoptr (StoreBed) bed = store_bed_new_empty ();
  g_autofree char *elsewhere = g_build_filename (bed->folder, "elsewhere", NULL);
  g_autoptr (GError) error = NULL, again = NULL;
  g_autoptr (TesseraStoreSqlite) store = NULL, reopened = NULL;

  store = tessera_store_sqlite_open (bed->path, elsewhere, bed->catalogue, TESSERA_STORE_CREATE, &error);
  g_assert_no_error (error);
  g_assert_false (g_file_test (bed->key_path, G_FILE_TEST_EXISTS));
  assert_key_refused (bed, "is missing");
  reopened = tessera_store_sqlite_open (bed->path, elsewhere, bed->catalogue, 0, &again);
  g_assert_no_error (again);
}

/* A key file that a crash left before its database was made is taken, not written over: it may be somebody's. */
static void
test_one_that_is_there_is_taken_for_a_new_database (void)
{
  g_autoptr (StoreBed) bed = store_bed_new_empty ();

  write_key (bed->key_path, 32, 'k');
  store_bed_open (bed);
  g_assert_cmpmem (tessera_store_sqlite_get_key (TESSERA_STORE_SQLITE (bed->store)), 32,
                   "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk", 32);
}

static void
test_one_open_to_others_is_no_start_of_a_new_database (void)
{
  g_autoptr (StoreBed) bed = store_bed_new_empty ();

  write_key (bed->key_path, 32, 'k');
  g_assert_no_errno (g_chmod (bed->key_path, 0644));
  store_bed_assert_refused (bed, TESSERA_STORE_CREATE, TESSERA_ERROR_INVALID, "is open to others");
  g_assert_no_errno (g_chmod (bed->key_path, 0600));
  store_bed_open (bed);
}

static void
test_two_databases_never_share_a_key (void)
{
  g_autoptr (StoreBed) a = store_bed_new (), b = store_bed_new ();
  const guint8 *key_a = tessera_store_sqlite_get_key (TESSERA_STORE_SQLITE (a->store));
  const guint8 *key_b = tessera_store_sqlite_get_key (TESSERA_STORE_SQLITE (b->store));

  g_assert_cmpint (memcmp (key_a, key_b, 32), !=, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/key-file/a-missing-one-is-said-and-not-made-anew", test_a_missing_one_is_said_and_not_made_anew);
  g_test_add_func ("/key-file/one-that-others-can-use-is-said", test_one_that_others_can_use_is_said);
  g_test_add_func ("/key-file/one-of-another-length-is-said", test_one_of_another_length_is_said);
  g_test_add_func ("/key-file/what-is-no-file-is-said", test_what_is_no_file_is_said);
  g_test_add_func ("/key-file/another-databases-is-told-by-the-fingerprint",
                   test_another_databases_is_told_by_the_fingerprint);
  g_test_add_func ("/key-file/it-may-lie-elsewhere", test_it_may_lie_elsewhere);
  g_test_add_func ("/key-file/one-that-is-there-is-taken-for-a-new-database",
                   test_one_that_is_there_is_taken_for_a_new_database);
  g_test_add_func ("/key-file/one-open-to-others-is-no-start-of-a-new-database",
                   test_one_open_to_others_is_no_start_of_a_new_database);
  g_test_add_func ("/key-file/two-databases-never-share-a-key", test_two_databases_never_share_a_key);
  return g_test_run ();
}
