/* The list of a session's tokens, and what its memory is spared by: found by id, permissions by number. */

#include "tessera-permission-sets.h"
#include "tessera-token-list.h"

#define N_MANY 5000

static TesseraToken *
make_token (int number, const char *revision)
{
  g_autofree char *id = g_strdup_printf ("tok_%d", number);
  TesseraTokenFields fields = {
    .id = id, .name = "Nightly export", .type = "api_key", .hint = "a1b2", .created_by = "Mara", .updated_by = "Ines",
    .expires_at = TESSERA_NEVER, .last_used_at = TESSERA_NEVER, .revision = revision,
  };

  return tessera_token_new (&fields);
}

static GPtrArray *
make_page (int first, int n)
{
  GPtrArray *page = g_ptr_array_new_with_free_func (g_object_unref);

  for (int i = 0; i < n; i++)
    g_ptr_array_add (page, make_token (first + i, "r1"));
  tessera_token_pack (page);
  return page;
}

static void
assert_is_at (TesseraTokenList *list, int number, guint position)
{
  g_autofree char *id = g_strdup_printf ("tok_%d", number);
  g_autoptr (TesseraToken) there = g_list_model_get_item (G_LIST_MODEL (list), position);

  g_assert_nonnull (there);
  g_assert_cmpstr (tessera_token_get_id (there), ==, id);
  g_assert_true (tessera_token_list_find (list, id) == there);
}

static void
put (TesseraTokenList *list, int number, const char *revision)
{
  g_autoptr (TesseraToken) token = make_token (number, revision);

  tessera_token_list_put (list, token);
}

static void
test_each_token_is_found_by_its_id (void)
{
  g_autoptr (TesseraTokenList) list = tessera_token_list_new ();

  for (int first = 0; first < N_MANY; first += 500)
    {
      g_autoptr (GPtrArray) page = make_page (first, 500);

      tessera_token_list_append (list, page);
    }
  for (int i = 0; i < N_MANY; i++)
    assert_is_at (list, i, (guint) i);
  g_assert_null (tessera_token_list_find (list, "tok_5000"));
  g_assert_null (tessera_token_list_find (list, ""));
}

static void
test_tokens_put_on_top_and_below_are_found_where_they_went (void)
{
  g_autoptr (TesseraTokenList) list = tessera_token_list_new ();
  g_autoptr (GPtrArray) page = make_page (0, 100), older = make_page (50, 100);

  tessera_token_list_append (list, page);
  for (int i = 1; i <= 100; i++)
    put (list, -i, "r1");
  tessera_token_list_append (list, older);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 250);
  for (int i = -100; i < 150; i++)
    assert_is_at (list, i, (guint) (i + 100));
}

static void
note_change (GListModel *list, guint position, guint removed, guint added, guint *told)
{
  told[0] = position;
  told[1] = removed;
  told[2] = added;
}

static void
test_a_changed_token_takes_the_old_ones_place (void)
{
  g_autoptr (TesseraTokenList) list = tessera_token_list_new ();
  g_autoptr (GPtrArray) page = make_page (0, 10);
  guint told[3] = { 0 };

  tessera_token_list_append (list, page);
  put (list, -1, "r1");
  g_signal_connect (list, "items-changed", G_CALLBACK (note_change), told);
  put (list, 4, "r2");
  g_assert_cmpuint (told[0], ==, 5);
  g_assert_cmpuint (told[1], ==, 1);
  g_assert_cmpuint (told[2], ==, 1);
  assert_is_at (list, 4, 5);
  g_assert_cmpstr (tessera_token_get_revision (tessera_token_list_find (list, "tok_4")), ==, "r2");
}

static void
test_a_list_replaced_keeps_the_objects_that_say_the_same (void)
{
  g_autoptr (TesseraTokenList) list = tessera_token_list_new ();
  g_autoptr (GPtrArray) page = make_page (0, 10), again = make_page (0, 10);
  TesseraToken *first;
  guint told[3] = { 0 };

  tessera_token_list_append (list, page);
  first = tessera_token_list_find (list, "tok_0");
  g_object_unref (again->pdata[7]);
  again->pdata[7] = make_token (7, "r2");
  g_ptr_array_add (again, g_object_ref (again->pdata[7]));
  g_signal_connect (list, "items-changed", G_CALLBACK (note_change), told);
  tessera_token_list_replace (list, again, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 10);
  g_assert_cmpuint (told[0], ==, 7);
  g_assert_cmpuint (told[1], ==, 1);
  g_assert_cmpuint (told[2], ==, 1);
  g_assert_true (tessera_token_list_find (list, "tok_0") == first);
  g_assert_true (tessera_token_list_find (list, "tok_7") == again->pdata[7]);
}

static void
test_equal_permissions_have_one_number (void)
{
  static const TesseraPermissions some[] = { { { 0, 0 } }, { { 1, 0 } }, { { 0, 1 } }, { { G_MAXUINT64, 31 } } };
  g_autoptr (TesseraPermissionSets) sets = tessera_permission_sets_new ();

  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < G_N_ELEMENTS (some); i++)
      g_assert_cmpuint (tessera_permission_sets_enter (sets, some[i]), ==, i);
  g_assert_cmpuint (tessera_permission_sets_get_length (sets), ==, G_N_ELEMENTS (some));
  for (guint i = 0; i < G_N_ELEMENTS (some); i++)
    g_assert_true (tessera_permissions_equal (tessera_permission_sets_get (sets, i), some[i]));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/token-list/each-token-is-found-by-its-id", test_each_token_is_found_by_its_id);
  g_test_add_func ("/token-list/tokens-put-on-top-and-below-are-found-where-they-went",
                   test_tokens_put_on_top_and_below_are_found_where_they_went);
  g_test_add_func ("/token-list/a-changed-token-takes-the-old-ones-place", test_a_changed_token_takes_the_old_ones_place);
  g_test_add_func ("/token-list/a-list-replaced-keeps-the-objects-that-say-the-same",
                   test_a_list_replaced_keeps_the_objects_that_say_the_same);
  g_test_add_func ("/token-list/equal-permissions-have-one-number", test_equal_permissions_have_one_number);
  return g_test_run ();
}
