#include "store-bed.h"

static void
test_created_token_is_found_again (void)
{
  g_autoptr (StoreBed) bed = store_bed_new ();
  g_autoptr (TesseraSecret) secret = NULL;
  g_autoptr (TesseraToken) token = store_bed_create (bed, "Nightly import", NOON + DAY, NOON, &secret);
  g_autoptr (TesseraToken) found = NULL;
  g_autofree char *hint = tessera_secret_hint (secret);
  g_autoptr (GError) error = NULL;

  found = tessera_store_find (bed->store, tessera_token_get_id (token), &error);
  g_assert_no_error (error);

  g_assert_true (store_bed_tokens_equal (bed, token, found));
  g_assert_cmpstr (tessera_token_get_name (found), ==, "Nightly import");
  g_assert_cmpstr (tessera_token_get_hint (found), ==, hint);
  g_assert_cmpstr (tessera_token_get_created_by (found), ==, "Mara");
  g_assert_cmpint (tessera_token_get_created_at (found), ==, NOON);
  g_assert_cmpint (tessera_token_get_expires_at (found), ==, NOON + DAY);
  g_assert_cmpint (tessera_token_get_last_used_at (found), ==, TESSERA_NEVER);
  g_assert_cmpint (tessera_token_get_status (found, NOON), ==, TESSERA_STATUS_ACTIVE);
  g_assert_true (store_bed_works (bed, secret, NOON));
}

static void
test_tokens_outlive_the_store (void)
{
  g_autoptr (StoreBed) bed = store_bed_new ();
  g_autoptr (TesseraToken) token = store_bed_create (bed, "Shop “Nord” – ÄÖ 東京", TESSERA_NEVER, NOON, NULL);
  g_autoptr (TesseraToken) found = NULL;
  g_autoptr (GError) error = NULL;

  store_bed_close (bed);
  store_bed_open (bed);

  found = tessera_store_find (bed->store, tessera_token_get_id (token), &error);
  g_assert_no_error (error);
  g_assert_true (store_bed_tokens_equal (bed, token, found));
}

static void
test_unknown_id_is_not_found (void)
{
  static const char *const ids[] = { "", "tok_", "tok_0000000000000000000000", "' OR 1 --", "\xff\xfe" };
  g_autoptr (StoreBed) bed = store_bed_new ();
  g_autoptr (TesseraToken) token = store_bed_create (bed, "Kiosk", TESSERA_NEVER, NOON, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (tessera_store_find (bed->store, ids[i], &error));
      g_assert_error (error, TESSERA_ERROR, TESSERA_ERROR_NOT_FOUND);
    }
}

static void
test_ids_sort_by_creation_though_the_clock_goes_back (void)
{
  static const gint64 clock[] = { NOON, NOON, NOON + 1, NOON - 10 * DAY, NOON - DAY, 0, NOON + 2, NOON + 1 };
  g_autoptr (StoreBed) bed = store_bed_new ();
  g_autofree char *before = g_strdup ("");

  for (gsize i = 0; i < G_N_ELEMENTS (clock); i++)
    {
      g_autoptr (TesseraToken) token = store_bed_create (bed, "Kiosk", TESSERA_NEVER, clock[i], NULL);

      g_assert_true (g_str_has_prefix (tessera_token_get_id (token), "tok_"));
      g_assert_cmpstr (tessera_token_get_id (token), >, before);
      g_assert_cmpint (tessera_token_get_created_at (token), ==, clock[i]);
      g_free (before);
      before = g_strdup (tessera_token_get_id (token));
    }
}

static void
test_no_secret_is_kept_in_clear (void)
{
  g_autoptr (StoreBed) bed = store_bed_new ();
  g_autoptr (TesseraSecret) secret = NULL;
  g_autoptr (TesseraToken) token = store_bed_create (bed, "Kiosk", TESSERA_NEVER, NOON, &secret);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  store_bed_close (bed);
  g_file_get_contents (bed->path, &bytes, &length, &error);
  g_assert_no_error (error);
  g_assert_nonnull (memmem (bytes, length, "Kiosk", 5));
  g_assert_null (memmem (bytes, length, tessera_secret_peek (secret), 16));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/created-token-is-found-again", test_created_token_is_found_again);
  g_test_add_func ("/store/tokens-outlive-the-store", test_tokens_outlive_the_store);
  g_test_add_func ("/store/unknown-id-is-not-found", test_unknown_id_is_not_found);
  g_test_add_func ("/store/ids-sort-by-creation-though-the-clock-goes-back",
                   test_ids_sort_by_creation_though_the_clock_goes_back);
  g_test_add_func ("/store/no-secret-is-kept-in-clear", test_no_secret_is_kept_in_clear);
  return g_test_run ();
}
