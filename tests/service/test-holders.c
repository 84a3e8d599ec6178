/* Who holds which secret: however many there are and wherever they lie, each is found, and as the last change left it. */

#include "tessera-holders.h"

#include <string.h>

#define N_MANY 5000

/* 2026-11-24T12:00:00Z */
#define NOON G_GINT64_CONSTANT (1795521600)

#define CREATED (NOON - 3600)

/* The digest of secret @number; any is as likely as any other. */
static TesseraDigest
make_digest (guint32 number)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (number);
  TesseraDigest digest;

  for (gsize i = 0; i < sizeof digest.bytes; i++)
    digest.bytes[i] = (guint8) g_rand_int (chance);

  return digest;
}

static TesseraHolder
make_holder (gint64 number, const char *name)
{
  g_autofree char *id = g_strdup_printf ("tok_01ngaz2%015" G_GINT64_FORMAT, number);
  TesseraHolder holder = tessera_holder_make (number, id, name, number % 2 == 0 ? "api_key" : "mobile");

  holder.permissions = tessera_permissions_with (holder.permissions, (guint) number % 7, TESSERA_VERB_READ, TRUE);
  return holder;
}

static void
put (TesseraHolders *holders, gint64 number, const char *name, gboolean revoked)
{
  g_auto (TesseraHolder) holder = make_holder (number, name);

  holder.revoked = revoked;
  tessera_holders_put (holders, &holder, CREATED + number);
}

static void
rotate (TesseraHolders *holders, gint64 number, const TesseraDigest *digest, gint64 ends_at)
{
  g_auto (TesseraHolder) holder = make_holder (number, "Kiosk");

  tessera_holders_rotate (holders, &holder, CREATED + number, digest, ends_at);
}

static TesseraHolders *
new_with_many (void)
{
  TesseraHolders *holders = tessera_holders_new ();

  for (guint32 i = 1; i <= N_MANY; i++)
    {
      const TesseraDigest digest = make_digest (i);

      rotate (holders, i, &digest, 0);
    }

  return holders;
}

/* The token's name, or NULL if nobody has the secret. (transfer full) */
static char *
find_name (TesseraHolders *holders, const TesseraDigest *digest)
{
  g_auto (TesseraHolder) holder = { 0 };
  gint64 ends_at;

  tessera_holders_expect (holders, digest);
  return tessera_holders_find (holders, digest, &holder, &ends_at) ? tessera_holder_dup_name (&holder) : NULL;
}

static TesseraHolderState
get_state (TesseraHolders *holders, const TesseraDigest *digest)
{
  g_auto (TesseraHolder) holder = { 0 };
  gint64 ends_at;

  g_assert_true (tessera_holders_find (holders, digest, &holder, &ends_at));
  return tessera_holder_get_state (&holder, ends_at, NOON);
}

static void
assert_same (const TesseraHolder *found, const TesseraHolder *expected)
{
  g_assert_cmpint (found->number, ==, expected->number);
  g_assert_true (tessera_permissions_equal (found->permissions, expected->permissions));
  g_assert_cmpint (found->expires_at, ==, expected->expires_at);
  g_assert_true (found->type == expected->type);
  g_assert_cmpint (found->revoked, ==, expected->revoked);
  g_assert_cmpstr (tessera_holder_get_id (found), ==, tessera_holder_get_id (expected));
  g_assert_cmpstr (tessera_holder_get_escaped_name (found), ==, tessera_holder_get_escaped_name (expected));
}

static void
test_each_of_many_is_found_whole (void)
{
  g_autoptr (TesseraHolders) holders = new_with_many ();

  for (guint32 i = 1; i <= N_MANY; i++)
    {
      const TesseraDigest digest = make_digest (i), unknown = make_digest (N_MANY + i);
      g_auto (TesseraHolder) expected = make_holder (i, "Kiosk"), found = { 0 };
      gint64 ends_at = 0;

      g_assert_true (tessera_holders_find (holders, &digest, &found, &ends_at));
      g_assert_cmpint (ends_at, ==, TESSERA_NEVER);
      assert_same (&found, &expected);
      g_assert_cmpint (tessera_holders_get_created_at (holders, i), ==, CREATED + i);
      g_assert_false (tessera_holders_find (holders, &unknown, &found, &ends_at));
    }
}

/* All belong in the same place, the last of all. */
static void
test_secrets_that_are_nearly_alike_are_told_apart (void)
{
  g_autoptr (TesseraHolders) holders = tessera_holders_new ();
  TesseraDigest digest;

  memset (&digest, 0xff, sizeof digest);
  for (guint8 i = 1; i < 200; i++)
    {
      digest.bytes[TESSERA_DIGEST_LENGTH - 1] = i;
      rotate (holders, i, &digest, 0);
    }

  for (guint8 i = 1; i < 200; i++)
    {
      g_auto (TesseraHolder) holder = { 0 };
      gint64 ends_at;

      digest.bytes[TESSERA_DIGEST_LENGTH - 1] = i;
      g_assert_true (tessera_holders_find (holders, &digest, &holder, &ends_at));
      g_assert_cmpint (holder.number, ==, i);
    }
  digest.bytes[TESSERA_DIGEST_LENGTH - 1] = 200;
  g_assert_null (find_name (holders, &digest));
}

static void
test_a_rotated_secret_passes_through_its_grace_only (void)
{
  g_autoptr (TesseraHolders) holders = new_with_many ();
  const TesseraDigest first = make_digest (7), second = make_digest (N_MANY + 1), third = make_digest (N_MANY + 2),
                      fourth = make_digest (N_MANY + 3);

  rotate (holders, 7, &second, NOON + 1);
  g_assert_cmpint (get_state (holders, &first), ==, TESSERA_HOLDER_ACTIVE);
  rotate (holders, 7, &third, NOON + 1);
  g_assert_cmpint (get_state (holders, &first), ==, TESSERA_HOLDER_REPLACED);
  g_assert_cmpint (get_state (holders, &second), ==, TESSERA_HOLDER_ACTIVE);
  rotate (holders, 7, &fourth, 0);
  g_assert_cmpint (get_state (holders, &second), ==, TESSERA_HOLDER_REPLACED);
  g_assert_cmpint (get_state (holders, &third), ==, TESSERA_HOLDER_REPLACED);
  g_assert_cmpint (get_state (holders, &fourth), ==, TESSERA_HOLDER_ACTIVE);
}

/* Before others come and all is moved, and after it. */
static void
test_a_change_is_one_of_every_secret_of_the_token (void)
{
  g_autoptr (TesseraHolders) holders = tessera_holders_new ();
  TesseraDigest digests[4];

  for (guint32 i = 0; i < G_N_ELEMENTS (digests); i++)
    {
      digests[i] = make_digest (2 * N_MANY + i);
      rotate (holders, 3, &digests[i], NOON + 1);
    }
  for (guint32 i = 10; i < N_MANY; i++)
    {
      const TesseraDigest digest = make_digest (i);

      rotate (holders, i, &digest, 0);
    }

  put (holders, 3, "Renamed", TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (digests); i++)
    {
      g_autofree char *name = find_name (holders, &digests[i]);

      g_assert_cmpstr (name, ==, "Renamed");
      g_assert_cmpint (get_state (holders, &digests[i]), ==, TESSERA_HOLDER_REVOKED);
    }
}

/* As the database is read: secrets first. */
static void
test_nobody_passes_by_a_secret_before_its_token_is_known (void)
{
  g_autoptr (TesseraHolders) holders = tessera_holders_new ();
  const TesseraDigest digest = make_digest (1);

  tessera_holders_add_secret (holders, 1, &digest, TESSERA_NEVER);
  g_assert_cmpint (get_state (holders, &digest), !=, TESSERA_HOLDER_ACTIVE);
  put (holders, 1, "Kiosk", FALSE);
  g_assert_cmpint (get_state (holders, &digest), ==, TESSERA_HOLDER_ACTIVE);
}

static void
test_room_made_beforehand_changes_nothing (void)
{
  g_autoptr (TesseraHolders) holders = new_with_many ();
  const TesseraDigest first = make_digest (7), second = make_digest (N_MANY + 1);

  tessera_holders_reserve (holders, 10 * N_MANY);
  tessera_holders_reserve (holders, 0);
  rotate (holders, 7, &second, 0);
  g_assert_cmpint (get_state (holders, &first), ==, TESSERA_HOLDER_REPLACED);
  g_assert_cmpint (get_state (holders, &second), ==, TESSERA_HOLDER_ACTIVE);
}

/* 100 characters of four bytes each, and one that has just no room any more; all told as it is. */
static void
test_a_name_may_be_as_long_as_names_may_be (void)
{
  g_autoptr (TesseraHolders) holders = new_with_many ();
  const TesseraDigest digest = make_digest (5), other = make_digest (N_MANY + 1);
  g_autofree char *longest = g_malloc0 (401);

  for (guint i = 0; i < 100; i++)
    strcat (longest, "🎈");
  rotate (holders, 5, &other, NOON + 1);
  put (holders, 5, longest, FALSE);
  for (gsize length = 0; length < 60; length++)
    {
      g_auto (TesseraHolder) held = { 0 };
      g_autofree char *name = g_strnfill (length, 'n'), *before = find_name (holders, &digest), *after = NULL, *still = NULL;
      gint64 ends_at;

      g_assert_true (tessera_holders_find (holders, &other, &held, &ends_at));
      put (holders, 5, name, FALSE);
      after = find_name (holders, &digest);
      still = tessera_holder_dup_name (&held);
      g_assert_cmpstr (after, ==, name);
      g_assert_cmpstr (before, ==, still);
      put (holders, 5, longest, FALSE);
    }
}

/* Changed by one thread, asked by others */

typedef struct
{
  TesseraHolders *holders;
  guint32 n_known;
  guint32 n_revoked;
} Race;

/* The known ones are all there, and of those that were revoked none passes; both only grow. */
static gpointer
ask_while_it_grows (gpointer data)
{
  Race *race = data;
  g_autoptr (GRand) chance = g_rand_new_with_seed (1);
  guint32 n_known;

  while ((n_known = (guint32) g_atomic_int_get (&race->n_known)) < N_MANY)
    {
      guint32 n_revoked = (guint32) g_atomic_int_get (&race->n_revoked);
      guint32 number = n_known > 1 ? (guint32) g_rand_int_range (chance, 1, (gint32) n_known) : 1;
      const TesseraDigest digest = make_digest (number);
      g_autofree char *name = n_known > 0 ? find_name (race->holders, &digest) : NULL;

      g_assert_true (n_known == 0 || name != NULL);
      if (number <= n_revoked)
        g_assert_cmpint (get_state (race->holders, &digest), ==, TESSERA_HOLDER_REVOKED);
    }

  return NULL;
}

static void
test_who_asks_while_it_grows_is_told_what_is_true (void)
{
  g_autoptr (TesseraHolders) holders = tessera_holders_new ();
  Race race = { .holders = holders };
  GThread *askers[2];

  for (gsize i = 0; i < G_N_ELEMENTS (askers); i++)
    askers[i] = g_thread_new ("asker", ask_while_it_grows, &race);
  for (guint32 i = 1; i <= N_MANY; i++)
    {
      const TesseraDigest digest = make_digest (i);

      rotate (holders, i, &digest, 0);
      g_atomic_int_set (&race.n_known, (int) i);
      if (i % 2 == 0)
        {
          put (holders, i / 2, "Revoked, and of a name with no room beside an id of usual length", TRUE);
          g_atomic_int_set (&race.n_revoked, (int) i / 2);
        }
    }
  for (gsize i = 0; i < G_N_ELEMENTS (askers); i++)
    g_thread_join (askers[i]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/holders/each-of-many-is-found-whole", test_each_of_many_is_found_whole);
  g_test_add_func ("/holders/secrets-that-are-nearly-alike-are-told-apart", test_secrets_that_are_nearly_alike_are_told_apart);
  g_test_add_func ("/holders/a-rotated-secret-passes-through-its-grace-only",
                   test_a_rotated_secret_passes_through_its_grace_only);
  g_test_add_func ("/holders/a-change-is-one-of-every-secret-of-the-token",
                   test_a_change_is_one_of_every_secret_of_the_token);
  g_test_add_func ("/holders/nobody-passes-by-a-secret-before-its-token-is-known",
                   test_nobody_passes_by_a_secret_before_its_token_is_known);
  g_test_add_func ("/holders/room-made-beforehand-changes-nothing", test_room_made_beforehand_changes_nothing);
  g_test_add_func ("/holders/a-name-may-be-as-long-as-names-may-be", test_a_name_may_be_as_long_as_names_may_be);
  g_test_add_func ("/holders/who-asks-while-it-grows-is-told-what-is-true",
                   test_who_asks_while_it_grows_is_told_what_is_true);
  return g_test_run ();
}
