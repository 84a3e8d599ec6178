#include "store-bed.h"

static const TesseraReplayKey first_key = { .key = "form-1", .body = { 1 } };
static const TesseraReplayKey other_body = { .key = "form-1", .body = { 2 } };
static const TesseraReplayKey other_key = { .key = "form-2", .body = { 1 } };

static TesseraToken *
create_as (StoreBed *bed, const TesseraAdmin *by, const TesseraReplayKey *key, gint64 now, gboolean *replayed,
           GError **error)
{
  g_autoptr (TesseraDraft) draft = store_bed_draft (bed, "Kiosk", TESSERA_NEVER);
  g_autoptr (TesseraSecret) secret = tessera_secret_mint (TESSERA_SECRET_TOKEN);

  return tessera_store_create (bed->store, draft, secret, key, by, now, replayed, error);
}

static gint64
count_tokens (StoreBed *bed)
{
  return store_bed_query_int (bed, "SELECT count (*) FROM tokens");
}

/* Creates with @key; @token (nullable): the one that it must be, NULL for a new one */
static TesseraToken *
assert_creates (StoreBed *bed, const TesseraAdmin *by, const TesseraReplayKey *key, gint64 now, TesseraToken *token)
{
  gint64 before = count_tokens (bed);
  g_autoptr (GError) error = NULL;
  gboolean replayed;
  TesseraToken *created = create_as (bed, by, key, now, &replayed, &error);

  g_assert_no_error (error);
  g_assert_cmpint (replayed, ==, token != NULL);
  g_assert_cmpint (count_tokens (bed), ==, token != NULL ? before : before + 1);
  if (token != NULL)
    g_assert_true (store_bed_tokens_equal (bed, created, token));
  return created;
}

static void
test_same_key_and_body_make_one_token (void)
{
  g_autoptr (StoreBed) bed = store_bed_new ();
  g_autoptr (TesseraToken) token = assert_creates (bed, bed->by, &first_key, NOON, NULL);
  g_autoptr (TesseraToken) again = assert_creates (bed, bed->by, &first_key, NOON + 1, token);
  g_autoptr (TesseraToken) asked = NULL;
  g_autoptr (GError) error = NULL;

  asked = tessera_store_replay (bed->store, bed->by, &first_key, NOON + 2, &error);
  g_assert_no_error (error);
  g_assert_true (store_bed_tokens_equal (bed, asked, token));
  g_assert_cmpint (store_bed_query_int (bed, "SELECT count (*) FROM secrets"), ==, 1);
  g_assert_cmpint (store_bed_query_int (bed, "SELECT count (*) FROM events"), ==, 1);
}

static void
test_the_key_outlives_the_store (void)
{
  g_autoptr (StoreBed) bed = store_bed_new ();
  g_autoptr (TesseraToken) token = assert_creates (bed, bed->by, &first_key, NOON, NULL);
  g_autoptr (TesseraToken) again = NULL;

  store_bed_close (bed);
  store_bed_open (bed);
  again = assert_creates (bed, bed->by, &first_key, NOON + 1, token);
}

static void
test_no_key_and_other_keys_make_tokens_of_their_own (void)
{
  g_autoptr (StoreBed) bed = store_bed_new ();
  g_autoptr (TesseraToken) a = assert_creates (bed, bed->by, NULL, NOON, NULL);
  g_autoptr (TesseraToken) b = assert_creates (bed, bed->by, NULL, NOON, NULL);
  g_autoptr (TesseraToken) c = assert_creates (bed, bed->by, &first_key, NOON, NULL);
  g_autoptr (TesseraToken) d = assert_creates (bed, bed->by, &other_key, NOON, NULL);

  g_assert_cmpint (count_tokens (bed), ==, 4);
}

static void
test_the_key_is_one_admins_alone (void)
{
  g_autoptr (StoreBed) bed = store_bed_new ();
  g_autoptr (TesseraAdmin) ada = tessera_admin_new (8, "Ada", TESSERA_ROLE_MANAGER);
  g_autoptr (TesseraToken) maras = assert_creates (bed, bed->by, &first_key, NOON, NULL);
  g_autoptr (TesseraToken) adas = assert_creates (bed, ada, &first_key, NOON, NULL);
  g_autoptr (TesseraToken) again = assert_creates (bed, ada, &first_key, NOON, adas);
  g_autoptr (TesseraToken) others = assert_creates (bed, ada, &other_key, NOON, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (tessera_store_replay (bed->store, bed->by, &other_key, NOON, &error));
  g_assert_error (error, TESSERA_ERROR, TESSERA_ERROR_NOT_FOUND);
}

static void
test_another_body_is_refused (void)
{
  g_autoptr (StoreBed) bed = store_bed_new ();
  g_autoptr (TesseraToken) token = assert_creates (bed, bed->by, &first_key, NOON, NULL);
  g_autoptr (TesseraToken) again = NULL;
  g_autoptr (GError) created = NULL, asked = NULL;

  g_assert_null (create_as (bed, bed->by, &other_body, NOON, NULL, &created));
  g_assert_error (created, TESSERA_ERROR, TESSERA_ERROR_KEY_REUSED);
  g_assert_null (tessera_store_replay (bed->store, bed->by, &other_body, NOON, &asked));
  g_assert_error (asked, TESSERA_ERROR, TESSERA_ERROR_KEY_REUSED);
  g_assert_cmpint (count_tokens (bed), ==, 1);
  again = assert_creates (bed, bed->by, &first_key, NOON, token);
}

static void
test_the_key_lasts_24_hours (void)
{
  g_autoptr (StoreBed) bed = store_bed_new ();
  g_autoptr (TesseraToken) token = assert_creates (bed, bed->by, &first_key, NOON, NULL);
  g_autoptr (TesseraToken) at_last = assert_creates (bed, bed->by, &first_key, NOON + DAY - 1, token);
  g_autoptr (TesseraToken) later = assert_creates (bed, bed->by, &other_body, NOON + DAY, NULL);
  g_autoptr (TesseraToken) again = assert_creates (bed, bed->by, &other_body, NOON + 2 * DAY - 1, later);
  g_autoptr (TesseraToken) set_back = assert_creates (bed, bed->by, &other_body, NOON, later);
}

static void
test_a_changed_token_is_told_as_it_is_now (void)
{
  g_autoptr (StoreBed) bed = store_bed_new ();
  g_autoptr (TesseraToken) token = assert_creates (bed, bed->by, &first_key, NOON, NULL);
  g_autoptr (TesseraDraft) draft = store_bed_draft (bed, "Renamed", NOON + DAY);
  g_autoptr (TesseraToken) renamed = NULL, revoked = NULL, told = NULL, told_again = NULL;

  renamed = tessera_store_update (bed->store, tessera_token_get_id (token), tessera_token_get_revision (token), draft,
                                  bed->by, NOON + 1, NULL, NULL);
  told = assert_creates (bed, bed->by, &first_key, NOON + 2, renamed);
  revoked = tessera_store_revoke (bed->store, tessera_token_get_id (token), bed->by, NOON + 3, NULL);
  told_again = assert_creates (bed, bed->by, &first_key, NOON + 4, revoked);
}

/* Only what has passed its day is swept out, so that the table stays small. */
static void
test_old_keys_are_swept_out (void)
{
  g_autoptr (StoreBed) bed = store_bed_new ();

  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *text = g_strdup_printf ("form-%u", i);
      const TesseraReplayKey key = { .key = text };
      g_autoptr (TesseraToken) token = assert_creates (bed, bed->by, &key, NOON + i * (DAY / 50), NULL);
    }
  g_assert_cmpint (store_bed_query_int (bed, "SELECT count (*) FROM replays"), <, 130);
  g_assert_cmpint (store_bed_query_int (bed, "SELECT count (*) FROM replays WHERE created_at > %d",
                                        (int) (NOON + 199 * (DAY / 50) - DAY)), ==, 50);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/replays/same-key-and-body-make-one-token", test_same_key_and_body_make_one_token);
  g_test_add_func ("/replays/the-key-outlives-the-store", test_the_key_outlives_the_store);
  g_test_add_func ("/replays/no-key-and-other-keys-make-tokens-of-their-own",
                   test_no_key_and_other_keys_make_tokens_of_their_own);
  g_test_add_func ("/replays/the-key-is-one-admins-alone", test_the_key_is_one_admins_alone);
  g_test_add_func ("/replays/another-body-is-refused", test_another_body_is_refused);
  g_test_add_func ("/replays/the-key-lasts-24-hours", test_the_key_lasts_24_hours);
  g_test_add_func ("/replays/a-changed-token-is-told-as-it-is-now", test_a_changed_token_is_told_as_it_is_now);
  g_test_add_func ("/replays/old-keys-are-swept-out", test_old_keys_are_swept_out);
  return g_test_run ();
}
