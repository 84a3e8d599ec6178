#include "tessera-tally.h"

#include "tessera-expiry.h"

/* Each later than the one before. */
static void
add_token (GListStore *store, TesseraPermissions permissions, gint64 expires_at, gboolean revoked)
{
  g_autofree char *id = g_strdup_printf ("tok_%u", g_list_model_get_n_items (G_LIST_MODEL (store)));
  TesseraTokenFields fields = {
    .id = id, .name = "Nightly export", .type = "api_key", .permissions = permissions, .expires_at = expires_at,
    .revoked = revoked, .created_at = g_list_model_get_n_items (G_LIST_MODEL (store)) + 1, .hint = "a1b2", .created_by = "Mara", .updated_by = "Mara", .last_used_at = TESSERA_NEVER,
    .revision = "r",
  };
  g_autoptr (TesseraToken) token = tessera_token_new (&fields);

  g_list_store_append (store, token);
}

static GDate
after (guint days)
{
  GDate day;

  tessera_expiry_today (tessera_time_now (), &day);
  g_date_add_days (&day, days);
  return day;
}

static void
add_ending (GListStore *store, guint days, gboolean revoked)
{
  GDate day = after (days);

  add_token (store, (TesseraPermissions) { { 1, 0 } }, tessera_expiry_from_day (&day), revoked);
}

static void
test_counts_active_tokens_of_a_day (void)
{
  g_autoptr (GListStore) store = g_list_store_new (TESSERA_TYPE_TOKEN);
  g_autoptr (TesseraTally) tally = tessera_tally_new (G_LIST_MODEL (store));
  GDate day = after (10), next = after (11), before = after (9);

  for (guint i = 0; i < 3; i++)
    add_ending (store, 10, FALSE);
  add_ending (store, 10, TRUE);
  add_ending (store, 11, FALSE);
  add_token (store, (TesseraPermissions) { { 1, 0 } }, TESSERA_NEVER, FALSE);

  g_assert_cmpuint (tessera_tally_count_expiring (tally, &day, NULL), ==, 3);
  g_assert_cmpuint (tessera_tally_count_expiring (tally, &next, NULL), ==, 1);
  g_assert_cmpuint (tessera_tally_count_expiring (tally, &before, NULL), ==, 0);
}

static void
test_the_edited_token_is_not_one_of_the_others (void)
{
  g_autoptr (GListStore) store = g_list_store_new (TESSERA_TYPE_TOKEN);
  g_autoptr (TesseraTally) tally = tessera_tally_new (G_LIST_MODEL (store));
  g_autoptr (TesseraToken) own = NULL;
  GDate day = after (10), next = after (11);

  add_ending (store, 10, FALSE);
  add_ending (store, 10, FALSE);
  add_ending (store, 11, FALSE);
  own = g_list_model_get_item (G_LIST_MODEL (store), 0);

  g_assert_cmpuint (tessera_tally_count_expiring (tally, &day, own), ==, 1);
  g_assert_cmpuint (tessera_tally_count_expiring (tally, &next, own), ==, 1);
}

static void
on_changed (TesseraTally *tally, guint *told)
{
  (*told)++;
}

static void
test_follows_the_list (void)
{
  g_autoptr (GListStore) store = g_list_store_new (TESSERA_TYPE_TOKEN);
  g_autoptr (TesseraTally) tally = tessera_tally_new (G_LIST_MODEL (store));
  GDate day = after (10);
  guint told = 0;

  g_signal_connect (tally, "changed", G_CALLBACK (on_changed), &told);
  g_assert_cmpuint (tessera_tally_count_expiring (tally, &day, NULL), ==, 0);
  for (guint i = 1; i <= 50; i++)
    {
      add_ending (store, 10, FALSE);
      g_assert_cmpuint (tessera_tally_count_expiring (tally, &day, NULL), ==, i);
    }
  g_list_store_remove (store, 0);
  g_assert_cmpuint (tessera_tally_count_expiring (tally, &day, NULL), ==, 49);

  while (told == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (told, ==, 1);
}

static void
test_tells_the_five_most_frequent_sets (void)
{
  static const struct
  {
    TesseraPermissions permissions;
    guint tokens;
  } sets[] = {
    { { { 1, 0 } }, 4 }, { { { 2, 0 } }, 1 }, { { { 3, 1 } }, 9 }, { { { 4, 0 } }, 2 },
    { { { 5, 0 } }, 2 }, { { { 6, 0 } }, 3 }, { { { 0, 0 } }, 7 }, { { { 7, 0 } }, 2 },
  };
  static const guint64 expected[] = { 3, 1, 6, 7, 5 };      /* of three with two tokens the two given last */
  g_autoptr (GListStore) store = g_list_store_new (TESSERA_TYPE_TOKEN);
  g_autoptr (TesseraTally) tally = tessera_tally_new (G_LIST_MODEL (store));
  const TesseraCommonSet *found;
  guint n;

  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    for (guint token = 0; token < sets[i].tokens; token++)
      add_token (store, sets[i].permissions, TESSERA_NEVER, FALSE);
  add_token (store, sets[1].permissions, TESSERA_NEVER, TRUE);      /* revoked: not counted */

  found = tessera_tally_get_common_sets (tally, &n);
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < n; i++)
    g_assert_cmpuint (found[i].permissions.sets[TESSERA_VERB_READ], ==, expected[i]);
  g_assert_cmpuint (found[0].tokens, ==, 9);
}

static void
assert_offered (TesseraTally *tally, const guint64 *expected, guint n_expected)
{
  guint n;
  const TesseraCommonSet *found = tessera_tally_get_common_sets (tally, &n);

  g_assert_cmpuint (n, ==, n_expected);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpuint (found[i].permissions.sets[TESSERA_VERB_READ], ==, expected[i]);
      g_assert_cmpuint (found[i].tokens, ==, 1);
    }
}

/* The list stays short, and what was given last is the likeliest to be wanted again. */
static void
test_tells_the_latest_of_sets_that_one_token_of_three_or_more_has (void)
{
  static const guint64 three[] = { 3, 2, 1 }, last[] = { 9, 8, 7, 6, 5 };
  g_autoptr (GListStore) store = g_list_store_new (TESSERA_TYPE_TOKEN);
  g_autoptr (TesseraTally) tally = tessera_tally_new (G_LIST_MODEL (store));

  for (guint64 set = 1; set <= 9; set++)
    {
      add_token (store, (TesseraPermissions) { { set, 0 } }, TESSERA_NEVER, FALSE);
      if (set < 3)
        assert_offered (tally, NULL, 0);
      else if (set == 3)
        assert_offered (tally, three, G_N_ELEMENTS (three));
    }
  assert_offered (tally, last, G_N_ELEMENTS (last));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tally/counts-active-tokens-of-a-day", test_counts_active_tokens_of_a_day);
  g_test_add_func ("/tally/the-edited-token-is-not-one-of-the-others", test_the_edited_token_is_not_one_of_the_others);
  g_test_add_func ("/tally/follows-the-list", test_follows_the_list);
  g_test_add_func ("/tally/tells-the-five-most-frequent-sets", test_tells_the_five_most_frequent_sets);
  g_test_add_func ("/tally/tells-the-latest-of-sets-that-one-token-of-three-or-more-has",
                   test_tells_the_latest_of_sets_that_one_token_of_three_or_more_has);
  return g_test_run ();
}
