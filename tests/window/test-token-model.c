#include "tessera-config.h"
#include "tessera-token-model.h"

static TesseraCatalogue *catalogue;

static const gint64 last_uses[] = { 900, 300, 0, 600 };

static TesseraToken *
make_token (guint number, const char *name, const char *type, gint64 expires_at)
{
  g_autofree char *id = g_strdup_printf ("tok_%u", number);
  TesseraTokenFields fields = {
    .id = id, .name = name, .type = type, .permissions = { { number, 0 } }, .expires_at = expires_at, .hint = "a1b2",
    .created_by = "Mara", .updated_by = "Ines", .last_used_at = number == 2 ? TESSERA_NEVER : last_uses[number % 4], .revision = "r",
  };

  return tessera_token_new (&fields);
}

static GListStore *
make_store (void)
{
  static const struct
  {
    const char *name, *type;
    gint64 expires_at;
  } tokens[] = {
    { "Nightly export", "api_key", 4000000000 }, { "émile's shop", "mobile", TESSERA_NEVER },
    { "Agency", "internal_api", 100 },           { "agency reports", "mobile", 5000000000 },
  };
  GListStore *store = g_list_store_new (TESSERA_TYPE_TOKEN);

  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++)
    {
      g_autoptr (TesseraToken) token = make_token (i, tokens[i].name, tokens[i].type, tokens[i].expires_at);

      g_list_store_append (store, token);
    }

  return store;
}

static void
assert_shown (TesseraTokenModel *model, const char *expected)
{
  g_autoptr (GString) shown = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (model)); i++)
    {
      g_autoptr (TesseraToken) token = g_list_model_get_item (G_LIST_MODEL (model), i);

      g_string_append_printf (shown, "%s%s", i > 0 ? " " : "", tessera_token_get_id (token) + 4);
    }
  g_assert_cmpstr (shown->str, ==, expected);
}

static void
test_search_finds_name_type_hint_and_admin (void)
{
  static const char *const cases[][2] = {
    { "", "0 1 2 3" },     { "AGENCY", "2 3" },      { "mobile", "1 3" },     { "mobile agency", "3" },
    { "A1B2", "0 1 2 3" }, { "mara", "0 1 2 3" },    { "ines", "0 1 2 3" },   { "ÉMILE", "1" },
    { "weather", "" },     { "  nightly  ", "0" },   { "internal api", "2" },
  };
  g_autoptr (GListStore) store = make_store ();
  g_autoptr (TesseraTokenModel) model = tessera_token_model_new (G_LIST_MODEL (store));

  tessera_token_model_set_catalogue (model, catalogue);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      tessera_token_model_set_search (model, cases[i][0]);
      assert_shown (model, cases[i][1]);
    }
}

static void
test_each_key_sorts_both_ways (void)
{
  static const struct
  {
    TesseraTokenKey key;
    const char *up, *down;
  } cases[] = {
    { TESSERA_TOKEN_KEY_CREATED, "0 1 2 3", "3 2 1 0" },
    { TESSERA_TOKEN_KEY_TYPE, "0 2 1 3", "3 1 2 0" },
    { TESSERA_TOKEN_KEY_PERMISSIONS, "0 1 2 3", "3 2 1 0" },
    { TESSERA_TOKEN_KEY_EXPIRES, "2 0 3 1", "1 3 0 2" },
    { TESSERA_TOKEN_KEY_LAST_USED, "2 1 3 0", "0 3 1 2" },
    { TESSERA_TOKEN_KEY_STATUS, "0 1 3 2", "2 3 1 0" },
  };
  g_autoptr (GListStore) store = make_store ();
  g_autoptr (TesseraTokenModel) model = tessera_token_model_new (G_LIST_MODEL (store));

  tessera_token_model_set_catalogue (model, catalogue);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      tessera_token_model_set_sort (model, cases[i].key, FALSE);
      assert_shown (model, cases[i].up);
      tessera_token_model_set_sort (model, cases[i].key, TRUE);
      assert_shown (model, cases[i].down);
    }
}

static void
test_names_sort_without_regard_to_case (void)
{
  g_autoptr (GListStore) store = make_store ();
  g_autoptr (TesseraTokenModel) model = tessera_token_model_new (G_LIST_MODEL (store));

  tessera_token_model_set_search (model, "e");
  g_list_store_remove (store, 1);
  tessera_token_model_set_sort (model, TESSERA_TOKEN_KEY_NAME, FALSE);
  assert_shown (model, "2 3 0");
}

typedef struct
{
  guint calls, position, removed, added;
} Told;

static void
on_changed (GListModel *model, guint position, guint removed, guint added, Told *told)
{
  *told = (Told) { told->calls + 1, position, removed, added };
}

static void
test_views_hear_of_the_changed_stretch_alone (void)
{
  g_autoptr (GListStore) store = make_store ();
  g_autoptr (TesseraTokenModel) model = tessera_token_model_new (G_LIST_MODEL (store));
  g_autoptr (TesseraToken) other = make_token (2, "Agency two", "mobile", 100);
  gpointer items[] = { other };
  Told told = { 0 };

  g_signal_connect (model, "items-changed", G_CALLBACK (on_changed), &told);
  g_list_store_splice (store, 2, 1, items, 1);
  g_assert_cmpuint (told.calls, ==, 1);
  g_assert_cmpuint (told.position, ==, 2);
  g_assert_cmpuint (told.removed, ==, 1);
  g_assert_cmpuint (told.added, ==, 1);
  g_assert_cmpuint (tessera_token_model_find (model, "tok_2"), ==, 2);
  g_assert_cmpuint (tessera_token_model_find (model, "tok_9"), ==, G_MAXUINT);
}

static void
test_a_token_replaced_by_itself_is_told_again (void)
{
  g_autoptr (GListStore) store = make_store ();
  g_autoptr (TesseraTokenModel) model = tessera_token_model_new (G_LIST_MODEL (store));
  Told told = { 0 };

  g_signal_connect (model, "items-changed", G_CALLBACK (on_changed), &told);
  g_list_model_items_changed (G_LIST_MODEL (store), 3, 1, 1);
  g_assert_cmpuint (told.calls, ==, 1);
  g_assert_cmpuint (told.position, ==, 3);
}

static void
test_a_long_list_comes_in_quiet_moments (void)
{
  g_autoptr (GListStore) store = g_list_store_new (TESSERA_TYPE_TOKEN);
  g_autoptr (TesseraTokenModel) model = tessera_token_model_new (G_LIST_MODEL (store));
  Told told = { 0 };

  g_signal_connect (model, "items-changed", G_CALLBACK (on_changed), &told);
  for (guint page = 0; page < 50; page++)
    {
      g_autoptr (GPtrArray) tokens = g_ptr_array_new_with_free_func (g_object_unref);

      for (guint i = 0; i < 200; i++)
        g_ptr_array_add (tokens, make_token (page * 200 + i, "Export", "mobile", TESSERA_NEVER));
      g_list_store_splice (store, page * 200, 0, tokens->pdata, 200);
    }
  while (g_list_model_get_n_items (G_LIST_MODEL (model)) < 10000)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpuint (told.calls, <, 20);
}

#define N_LONG 5000

static gboolean
is_at (TesseraTokenModel *model, guint position, guint number)
{
  g_autoptr (TesseraToken) token = g_list_model_get_item (G_LIST_MODEL (model), position);
  g_autofree char *id = g_strdup_printf ("tok_%u", number);

  return token != NULL && g_str_equal (tessera_token_get_id (token), id);
}

/* The further back in the source, the further ahead by name. */
static GListStore *
make_long_store (void)
{
  GListStore *store = g_list_store_new (TESSERA_TYPE_TOKEN);

  for (guint i = 0; i < N_LONG; i++)
    {
      g_autofree char *name = g_strdup_printf ("Export %05u", 2 * (N_LONG - i));
      g_autoptr (TesseraToken) token = make_token (i, name, "mobile", TESSERA_NEVER);

      g_list_store_append (store, token);
    }

  return store;
}

static void
test_a_long_list_by_name_keeps_its_order_through_changes (void)
{
  g_autoptr (GListStore) store = make_long_store ();
  g_autoptr (TesseraTokenModel) model = tessera_token_model_new (G_LIST_MODEL (store));
  g_autoptr (TesseraToken) between = make_token (N_LONG, "export 00003", "mobile", TESSERA_NEVER);

  tessera_token_model_set_sort (model, TESSERA_TOKEN_KEY_NAME, FALSE);
  while (!is_at (model, 0, N_LONG - 1))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (is_at (model, N_LONG - 1, 0));

  g_list_store_insert (store, 0, between);
  g_list_store_remove (store, N_LONG);      /* the first by name */
  tessera_token_model_flush (model);
  g_assert_true (is_at (model, 0, N_LONG));
  g_assert_true (is_at (model, 1, N_LONG - 2));
  tessera_token_model_set_sort (model, TESSERA_TOKEN_KEY_NAME, TRUE);
  g_assert_true (is_at (model, 0, 0));
  g_assert_true (is_at (model, N_LONG - 1, N_LONG));
}

static void
test_a_token_gone_from_a_long_list_is_not_found (void)
{
  g_autoptr (GListStore) store = make_long_store ();
  g_autoptr (TesseraTokenModel) model = tessera_token_model_new (G_LIST_MODEL (store));

  tessera_token_model_set_search (model, "00002");
  g_assert_true (is_at (model, 0, N_LONG - 1));
  g_list_store_remove (store, N_LONG - 1);
  tessera_token_model_set_search (model, "00002");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 0);
  g_list_store_remove_all (store);
  tessera_token_model_set_search (model, "");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 0);
}

static void
test_filters_narrow_the_search_and_count_it (void)
{
  static const struct
  {
    const char *search;
    TesseraFilter filter;
    const char *shown;
    guint counts[TESSERA_N_FILTERS];
  } cases[] = {
    { "", TESSERA_FILTER_ALL, "0 1 2 3", { 4, 3, 0, 1, 0 } },    { "", TESSERA_FILTER_ACTIVE, "0 1 3", { 4, 3, 0, 1, 0 } },
    { "agency", TESSERA_FILTER_ACTIVE, "3", { 2, 1, 0, 1, 0 } }, { "agency", TESSERA_FILTER_EXPIRED, "2", { 2, 1, 0, 1, 0 } },
    { "", TESSERA_FILTER_REVOKED, "", { 4, 3, 0, 1, 0 } },       { "is:expired", TESSERA_FILTER_ACTIVE, "", { 1, 0, 0, 1, 0 } },
  };
  g_autoptr (GListStore) store = make_store ();
  g_autoptr (TesseraTokenModel) model = tessera_token_model_new (G_LIST_MODEL (store));

  tessera_token_model_set_catalogue (model, catalogue);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      tessera_token_model_set_search (model, cases[i].search);
      tessera_token_model_set_filter (model, cases[i].filter);
      assert_shown (model, cases[i].shown);
      for (guint filter = 0; filter < TESSERA_N_FILTERS; filter++)
        g_assert_cmpuint (tessera_token_model_count (model, filter), ==, cases[i].counts[filter]);
    }
}

static TesseraToken *
make_any_token (guint number)
{
  static const char *const words[] = { "Export", "nightly", "Émile", "REPORTS", "is:active", "shop", "api" };
  static const char *const admins[] = { "Mara", "Jonas", "Ada" };
  g_autofree char *id = g_strdup_printf ("tok_%u", number), *name = NULL, *hint = NULL;
  gint64 now = tessera_time_now ();
  TesseraTokenFields fields = {
    .id = id, .revision = "r", .permissions = { { (guint64) g_random_int_range (0, 128), (guint64) g_random_int_range (0, 128) } },
    .expires_at = g_random_boolean () ? TESSERA_NEVER : now + g_random_int_range (-30, 60) * 86400,
    .revoked = g_random_int_range (0, 5) == 0, .last_used_at = TESSERA_NEVER,
    .created_by = admins[g_random_int_range (0, 3)], .updated_by = admins[g_random_int_range (0, 3)],
    .type = tessera_catalogue_get_type_at (catalogue, (guint) g_random_int_range (0, 5))->id,
  };

  name = g_strdup_printf ("%s %s %u", words[g_random_int_range (0, 7)], words[g_random_int_range (0, 7)], number);
  hint = g_strdup_printf ("x%03u", number % 1000);
  fields.name = name;
  fields.hint = hint;
  return tessera_token_new (&fields);
}

/* The model looks at packed texts; the query at tokens. */
static void
test_the_model_shows_what_the_query_finds (void)
{
  static const char *const searches[] = {
    "export", "-export", "\"nightly export\"", "is:active", "is:exp -by:mara", "area:reports can:write", "-area:bulk",
    "type:api", "-type:mobile api", "by:ada by:jonas", "reports", "-reports", "x01", "\"is:active\"", "ÉMILE -shop",
    "mara", "-mara", "colour:red", "is:", "content -is:revoked",
  };
  g_autoptr (GListStore) store = g_list_store_new (TESSERA_TYPE_TOKEN);
  g_autoptr (TesseraTokenModel) model = tessera_token_model_new (G_LIST_MODEL (store));

  tessera_token_model_set_catalogue (model, catalogue);
  for (guint i = 0; i < 500; i++)
    {
      g_autoptr (TesseraToken) token = make_any_token (i);

      g_list_store_append (store, token);
    }
  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      g_autoptr (TesseraQuery) query = tessera_query_new (searches[i], catalogue);
      guint found = 0;

      tessera_token_model_set_search (model, searches[i]);
      tessera_token_model_flush (model);
      for (guint place = 0; place < 500; place++)
        {
          g_autoptr (TesseraToken) token = g_list_model_get_item (G_LIST_MODEL (store), place);
          gboolean finds = tessera_query_finds (query, token, catalogue, tessera_time_now ());

          g_assert_true (finds == (tessera_token_model_find (model, tessera_token_get_id (token)) != G_MAXUINT));
          found += finds ? 1 : 0;
        }
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, found);
    }
}

static void
note_appended (GListModel *model, guint position, guint removed, guint added, guint *n_before)
{
  g_assert_cmpuint (position, ==, *n_before);
  g_assert_cmpuint (removed, ==, 0);
  *n_before += added;
}

/* As many as can be seen, since views make rows of many more. */
static void
test_a_search_shows_a_few_at_once_and_all_when_typing_rests (void)
{
  g_autoptr (GListStore) store = make_long_store ();
  g_autoptr (TesseraTokenModel) model = tessera_token_model_new (G_LIST_MODEL (store));
  guint n_few;

  tessera_token_model_set_search (model, "export");
  n_few = g_list_model_get_n_items (G_LIST_MODEL (model));
  g_assert_cmpuint (n_few, >=, 40);
  g_assert_cmpuint (n_few, <, 100);
  g_assert_cmpuint (tessera_token_model_count (model, TESSERA_FILTER_ALL), ==, N_LONG);
  g_assert_true (is_at (model, 0, 0));

  g_signal_connect (model, "items-changed", G_CALLBACK (note_appended), &n_few);
  while (n_few < N_LONG)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, N_LONG);
  g_assert_true (is_at (model, N_LONG - 1, N_LONG - 1));
}

static void
test_a_model_that_is_to_be_whole_shows_all_at_once (void)
{
  g_autoptr (GListStore) store = make_long_store ();
  g_autoptr (TesseraTokenModel) model = tessera_token_model_new (G_LIST_MODEL (store));

  tessera_token_model_set_whole (model, TRUE);
  tessera_token_model_set_search (model, "export");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, N_LONG);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  catalogue = tessera_catalogue_load (TESSERA_SOURCE_DIR "/data/catalogue.json", NULL);
  g_test_add_func ("/token-model/search-finds-name-type-hint-and-admin", test_search_finds_name_type_hint_and_admin);
  g_test_add_func ("/token-model/a-search-shows-a-few-at-once-and-all-when-typing-rests",
                   test_a_search_shows_a_few_at_once_and_all_when_typing_rests);
  g_test_add_func ("/token-model/a-model-that-is-to-be-whole-shows-all-at-once", test_a_model_that_is_to_be_whole_shows_all_at_once);
  g_test_add_func ("/token-model/each-key-sorts-both-ways", test_each_key_sorts_both_ways);
  g_test_add_func ("/token-model/names-sort-without-regard-to-case", test_names_sort_without_regard_to_case);
  g_test_add_func ("/token-model/views-hear-of-the-changed-stretch-alone",
                   test_views_hear_of_the_changed_stretch_alone);
  g_test_add_func ("/token-model/a-token-replaced-by-itself-is-told-again",
                   test_a_token_replaced_by_itself_is_told_again);
  g_test_add_func ("/token-model/a-long-list-comes-in-quiet-moments", test_a_long_list_comes_in_quiet_moments);
  g_test_add_func ("/token-model/a-long-list-by-name-keeps-its-order-through-changes",
                   test_a_long_list_by_name_keeps_its_order_through_changes);
  g_test_add_func ("/token-model/a-token-gone-from-a-long-list-is-not-found",
                   test_a_token_gone_from_a_long_list_is_not_found);
  g_test_add_func ("/token-model/filters-narrow-the-search-and-count-it", test_filters_narrow_the_search_and_count_it);
  g_test_add_func ("/token-model/the-model-shows-what-the-query-finds", test_the_model_shows_what_the_query_finds);
  return g_test_run ();
}
