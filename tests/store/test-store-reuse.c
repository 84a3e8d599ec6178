/* What is never given out twice, and what is never written down. */

#include "store-bed.h"

#include <string.h>

static void
add_new (GHashTable *used, const char *word)
{
  if (!g_hash_table_add (used, g_strdup (word)))
    g_error ("given out twice: %s", word);
}

static TesseraToken *
rename_token (StoreBed *bed, TesseraToken *token, const char *name)
{
  g_autoptr (TesseraDraft) draft = store_bed_draft (bed, name, TESSERA_NEVER);
  TesseraToken *after = tessera_store_update (bed->store, tessera_token_get_id (token),
                                              tessera_token_get_revision (token), draft, bed->by, NOON, NULL, NULL);

  g_assert_nonnull (after);
  return after;
}

/* Back to the same words, too: a revision counts changes, not contents. */
static void
test_no_revision_comes_twice (void)
{
  g_autoptr (StoreBed) bed = store_bed_new ();
  g_autoptr (GHashTable) used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (TesseraToken) token = store_bed_create (bed, "Kiosk", TESSERA_NEVER, NOON, NULL);

  add_new (used, tessera_token_get_revision (token));
  for (guint i = 0; i < 200; i++)
    {
      TesseraToken *after = rename_token (bed, token, i % 2 == 0 ? "Desk" : "Kiosk");

      add_new (used, tessera_token_get_revision (after));
      g_object_unref (token);
      token = after;
    }
}

/* The same changes again, at the same instants, on the file as it was before them. */
static void
test_an_older_file_brings_no_id_and_no_revision_back (void)
{
  g_autoptr (StoreBed) bed = store_bed_new ();
  g_autoptr (GHashTable) used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (TesseraToken) token = store_bed_create (bed, "Kiosk", TESSERA_NEVER, NOON, NULL);
  g_autofree char *backup = NULL;
  gsize length;

  add_new (used, tessera_token_get_revision (token));
  store_bed_close (bed);
  g_assert_true (g_file_get_contents (bed->path, &backup, &length, NULL));

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (TesseraToken) renamed = NULL, created = NULL;

      g_assert_true (g_file_set_contents (bed->path, backup, (gssize) length, NULL));
      store_bed_open (bed);
      renamed = rename_token (bed, token, "Desk");
      created = store_bed_create (bed, "Desk", TESSERA_NEVER, NOON, NULL);
      add_new (used, tessera_token_get_revision (renamed));
      add_new (used, tessera_token_get_revision (created));
      add_new (used, tessera_token_get_id (created));
      store_bed_close (bed);
    }
}

/* (transfer full): every byte that the store has on disk, but the key file's */
static GBytes *
read_all_files (StoreBed *bed)
{
  g_autoptr (GDir) folder = g_dir_open (bed->folder, 0, NULL);
  GByteArray *all = g_byte_array_new ();

  for (const char *name = g_dir_read_name (folder); name != NULL; name = g_dir_read_name (folder))
    {
      g_autofree char *path = g_build_filename (bed->folder, name, NULL);
      g_autofree char *bytes = NULL;
      gsize length;

      if (g_str_has_suffix (name, ".key"))
        continue;
      g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
      g_byte_array_append (all, (const guint8 *) bytes, (guint) length);
    }
  return g_byte_array_free_to_bytes (all);
}

static gboolean
holds (GBytes *bytes, const void *part, gsize length)
{
  return memmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), part, length) != NULL;
}

/* No eight characters in a row of it, nor its plain SHA-256, which would tell a weak one. */
static void
assert_unwritten (GBytes *bytes, const TesseraSecret *secret)
{
  const char *text = tessera_secret_peek (secret);
  guint8 sha[32];
  gsize n = sizeof sha;
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (gsize i = 4; i + 8 <= strlen (text); i++)
    g_assert_false (holds (bytes, text + i, 8));
  g_checksum_update (checksum, (const guchar *) text, -1);
  g_checksum_get_digest (checksum, sha, &n);
  g_assert_false (holds (bytes, sha, sizeof sha));
}

/* In the database and its journal, with the store open and after it. */
static void
test_no_secret_and_no_key_is_written_down (void)
{
  g_autoptr (StoreBed) bed = store_bed_new ();
  g_autoptr (TesseraSecret) first = NULL, second = tessera_secret_mint (TESSERA_SECRET_TOKEN);
  g_autoptr (TesseraSecret) admin_key = tessera_secret_mint (TESSERA_SECRET_ADMIN_KEY);
  const TesseraSecret *secrets[3];
  g_autofree guint8 *key = g_memdup2 (tessera_store_sqlite_get_key (TESSERA_STORE_SQLITE (bed->store)), 32);
  TesseraDigest digest = tessera_secret_digest (key, tessera_secret_peek (admin_key), TESSERA_SECRET_LENGTH);
  g_autoptr (TesseraToken) token = store_bed_create (bed, "Kiosk", TESSERA_NEVER, NOON, &first), rotated = NULL;

  secrets[0] = first;
  secrets[1] = second;
  secrets[2] = admin_key;
  rotated = tessera_store_rotate (bed->store, tessera_token_get_id (token), tessera_token_get_revision (token), second,
                                  60, bed->by, NOON, NULL, NULL);
  g_assert_nonnull (rotated);
  g_assert_true (tessera_store_add_admin (bed->store, "Mara", TESSERA_ROLE_MANAGER, &digest, NOON, NULL));

  for (guint round = 0; round < 2; round++)
    {
      g_autoptr (GBytes) bytes = read_all_files (bed);

      g_assert_true (holds (bytes, "Kiosk", 5));
      g_assert_true (holds (bytes, &digest, sizeof digest));
      g_assert_false (holds (bytes, key, 32));
      for (gsize i = 0; i < G_N_ELEMENTS (secrets); i++)
        assert_unwritten (bytes, secrets[i]);
      store_bed_close (bed);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/no-revision-comes-twice", test_no_revision_comes_twice);
  g_test_add_func ("/store/an-older-file-brings-no-id-and-no-revision-back",
                   test_an_older_file_brings_no_id_and_no_revision_back);
  g_test_add_func ("/store/no-secret-and-no-key-is-written-down", test_no_secret_and_no_key_is_written_down);
  return g_test_run ();
}
