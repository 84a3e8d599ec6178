#include "store-bed.h"

/* What a test of rotation has at hand: a token, and each of its secrets. */
typedef struct
{
  StoreBed *bed;
  TesseraToken *token;
  TesseraSecret *first, *second, *third;
} Rotation;

static void
set_up (Rotation *self, gconstpointer data)
{
  self->bed = store_bed_new ();
  self->token = store_bed_create (self->bed, "Kiosk", NOON + DAY, NOON, &self->first);
  self->second = tessera_secret_mint (TESSERA_SECRET_TOKEN);
  self->third = tessera_secret_mint (TESSERA_SECRET_TOKEN);
}

static void
tear_down (Rotation *self, gconstpointer data)
{
  g_clear_object (&self->token);
  tessera_secret_free (self->first);
  tessera_secret_free (self->second);
  tessera_secret_free (self->third);
  store_bed_free (self->bed);
}

static void
rotate (Rotation *self, TesseraSecret *secret, guint grace, gint64 now)
{
  g_autoptr (GError) error = NULL;
  TesseraToken *after;

  after = tessera_store_rotate (self->bed->store, tessera_token_get_id (self->token),
                                tessera_token_get_revision (self->token), secret, grace, self->bed->by, now, NULL,
                                &error);
  g_assert_no_error (error);
  g_object_unref (self->token);
  self->token = after;
}

/* Which secrets pass at @now, as their numbers: "13". */
static void
assert_work (Rotation *self, gint64 now, const char *numbers)
{
  TesseraSecret *const secrets[] = { self->first, self->second, self->third };
  g_autoptr (GString) passing = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    if (store_bed_works (self->bed, secrets[i], now))
      g_string_append_printf (passing, "%u", i + 1);
  g_assert_cmpstr (passing->str, ==, numbers);
}

static void
test_at_once_leaves_the_new_secret_alone (Rotation *self, gconstpointer data)
{
  g_autofree char *hint = tessera_secret_hint (self->second);
  g_autofree char *revision = g_strdup (tessera_token_get_revision (self->token));

  assert_work (self, NOON, "1");
  rotate (self, self->second, 0, NOON + 1);
  assert_work (self, NOON + 1, "2");
  /* Nor does a clock that is set back bring the old one back. */
  assert_work (self, NOON - HOUR, "2");
  g_assert_cmpstr (tessera_token_get_hint (self->token), ==, hint);
  g_assert_cmpstr (tessera_token_get_revision (self->token), !=, revision);
  g_assert_cmpint (tessera_token_get_expires_at (self->token), ==, NOON + DAY);
}

static void
test_grace_ends_at_its_second (Rotation *self, gconstpointer data)
{
  rotate (self, self->second, HOUR, NOON);
  assert_work (self, NOON, "12");
  assert_work (self, NOON + HOUR - 1, "12");
  assert_work (self, NOON + HOUR, "2");
}

static void
test_grace_never_outlives_the_token (Rotation *self, gconstpointer data)
{
  rotate (self, self->second, TESSERA_GRACE_MAX, NOON);
  assert_work (self, NOON + DAY - 1, "12");
  assert_work (self, NOON + DAY, "");
}

static void
test_again_during_grace_ends_the_older_one_at_once (Rotation *self, gconstpointer data)
{
  rotate (self, self->second, HOUR, NOON);
  rotate (self, self->third, HOUR, NOON + 1);
  assert_work (self, NOON + 1, "23");
  assert_work (self, NOON + 1 + HOUR, "3");
  assert_work (self, NOON - HOUR, "23");
  g_assert_cmpint (store_bed_query_int (self->bed, "SELECT count (*) FROM events"), ==, 3);
}

static void
assert_not_rotated (Rotation *self, const char *revision, gint64 now, TesseraError code)
{
  g_autoptr (TesseraToken) current = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (tessera_store_rotate (self->bed->store, tessera_token_get_id (self->token), revision, self->third, 0,
                                       self->bed->by, now, &current, &error));
  g_assert_error (error, TESSERA_ERROR, (int) code);
  g_assert_true (store_bed_tokens_equal (self->bed, current, self->token));
}

static void
test_stale_leaves_both_secrets_as_they_were (Rotation *self, gconstpointer data)
{
  g_autofree char *revision = g_strdup (tessera_token_get_revision (self->token));

  rotate (self, self->second, HOUR, NOON);
  assert_not_rotated (self, revision, NOON + 1, TESSERA_ERROR_STALE);
  assert_work (self, NOON + 1, "12");
}

static void
test_expired_does_not_rotate (Rotation *self, gconstpointer data)
{
  assert_not_rotated (self, tessera_token_get_revision (self->token), NOON + DAY, TESSERA_ERROR_REVOKED);
  assert_work (self, NOON, "1");
}

static void
test_revoked_does_not_rotate (Rotation *self, gconstpointer data)
{
  TesseraToken *revoked = tessera_store_revoke (self->bed->store, tessera_token_get_id (self->token), self->bed->by,
                                                NOON, NULL);

  g_object_unref (self->token);
  self->token = revoked;
  assert_not_rotated (self, tessera_token_get_revision (revoked), NOON + 1, TESSERA_ERROR_REVOKED);
  assert_work (self, NOON + 1, "");
}

/* A later expiry revives the token with what is left of its secrets, not with one whose grace has passed. */
static void
test_revival_does_not_lengthen_a_grace (Rotation *self, gconstpointer data)
{
  g_autoptr (TesseraDraft) draft = NULL;
  g_autoptr (TesseraToken) revived = NULL;

  rotate (self, self->second, 2 * DAY, NOON);
  draft = tessera_draft_new_from_token (self->token);
  draft->expires_at = NOON + 9 * DAY;
  revived = tessera_store_update (self->bed->store, tessera_token_get_id (self->token),
                                  tessera_token_get_revision (self->token), draft, self->bed->by, NOON + DAY + HOUR,
                                  NULL, NULL);
  g_assert_nonnull (revived);
  assert_work (self, NOON + 3 * DAY, "2");
}

#define ADD(name, function) g_test_add (name, Rotation, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/rotation/at-once-leaves-the-new-secret-alone", test_at_once_leaves_the_new_secret_alone);
  ADD ("/rotation/grace-ends-at-its-second", test_grace_ends_at_its_second);
  ADD ("/rotation/grace-never-outlives-the-token", test_grace_never_outlives_the_token);
  ADD ("/rotation/again-during-grace-ends-the-older-one-at-once", test_again_during_grace_ends_the_older_one_at_once);
  ADD ("/rotation/stale-leaves-both-secrets-as-they-were", test_stale_leaves_both_secrets_as_they_were);
  ADD ("/rotation/expired-does-not-rotate", test_expired_does_not_rotate);
  ADD ("/rotation/revoked-does-not-rotate", test_revoked_does_not_rotate);
  ADD ("/rotation/revival-does-not-lengthen-a-grace", test_revival_does_not_lengthen_a_grace);
  return g_test_run ();
}
