#include "store-bed.h"

#include <string.h>

static TesseraPage *
page (StoreBed *bed, guint limit, const char *cursor)
{
  g_autoptr (GError) error = NULL;
  TesseraPage *found = tessera_store_page (bed->store, limit, cursor, &error);

  g_assert_no_error (error);
  return found;
}

static void
create_many (StoreBed *bed, guint first, guint n)
{
  for (guint i = first; i < first + n; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i);
      g_autoptr (TesseraToken) token = store_bed_create (bed, name, TESSERA_NEVER, NOON + i, NULL);
    }
}

/* The names on a page, in its order. */
static char *
names (const TesseraPage *part)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < part->tokens->len; i++)
    g_string_append_printf (words, "%s%s", i > 0 ? " " : "", tessera_token_get_name (part->tokens->pdata[i]));
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static void
assert_page (const TesseraPage *part, const char *expected, gint64 total, gboolean more)
{
  g_autofree char *got = names (part);

  g_assert_cmpstr (got, ==, expected);
  g_assert_cmpint (part->total, ==, total);
  g_assert_cmpint (part->next_cursor != NULL, ==, more);
}

static void
test_an_empty_store_has_an_empty_page (void)
{
  g_autoptr (StoreBed) bed = store_bed_new ();
  g_autoptr (TesseraPage) only = page (bed, 1, NULL);

  assert_page (only, "", 0, FALSE);
}

static void
test_limits_cut_newest_first (void)
{
  static const struct
  {
    guint limit;
    const char *first, *second;
  } cases[] = {
    { 1, "5", "4" }, { 2, "5 4", "3 2" }, { 4, "5 4 3 2", "1" }, { 5, "5 4 3 2 1", NULL }, { 6, "5 4 3 2 1", NULL },
    { TESSERA_PAGE_MAX, "5 4 3 2 1", NULL },
  };
  g_autoptr (StoreBed) bed = store_bed_new ();

  create_many (bed, 1, 5);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TesseraPage) first = page (bed, cases[i].limit, NULL);
      g_autoptr (TesseraPage) second = first->next_cursor != NULL ? page (bed, cases[i].limit, first->next_cursor) : NULL;

      assert_page (first, cases[i].first, 5, cases[i].second != NULL);
      if (second != NULL)
        assert_page (second, cases[i].second, 5, cases[i].limit < 3);
    }
}

/* Nobody is told twice, nobody is left out, whatever is created and changed between two pages. */
static void
test_pages_hold_still_while_tokens_are_created (void)
{
  g_autoptr (StoreBed) bed = store_bed_new ();
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autofree char *cursor = NULL;
  guint next = 8;

  create_many (bed, 1, 7);
  do
    {
      g_autoptr (TesseraPage) part = page (bed, 2, cursor);
      g_autofree char *words = names (part);

      g_string_append_printf (seen, "%s|", words);
      g_assert_cmpint (part->total, ==, next - 1);
      create_many (bed, next++, 1);
      g_object_unref (tessera_store_revoke (bed->store, tessera_token_get_id (part->tokens->pdata[0]), bed->by, NOON, NULL));
      g_free (cursor);
      cursor = g_steal_pointer (&part->next_cursor);
    }
  while (cursor != NULL);
  g_assert_cmpstr (seen->str, ==, "7 6|5 4|3 2|1|");
}

static void
test_revoked_and_expired_tokens_are_counted_and_told (void)
{
  g_autoptr (StoreBed) bed = store_bed_new ();
  g_autoptr (TesseraToken) expired = store_bed_create (bed, "expired", NOON - DAY, NOON - 2 * DAY, NULL);
  g_autoptr (TesseraToken) token = store_bed_create (bed, "revoked", TESSERA_NEVER, NOON, NULL);
  g_autoptr (TesseraToken) revoked = tessera_store_revoke (bed->store, tessera_token_get_id (token), bed->by, NOON, NULL);
  g_autoptr (TesseraPage) all = page (bed, 10, NULL);

  assert_page (all, "revoked expired", 2, FALSE);
  g_assert_true (store_bed_tokens_equal (bed, all->tokens->pdata[0], revoked));
  g_assert_true (store_bed_tokens_equal (bed, all->tokens->pdata[1], expired));
}

static void
test_cursors_outlive_the_store_and_are_unreserved (void)
{
  g_autoptr (StoreBed) bed = store_bed_new ();
  g_autoptr (TesseraPage) first = NULL, second = NULL;

  create_many (bed, 1, 3);
  first = page (bed, 2, NULL);
  g_assert_cmpuint (strspn (first->next_cursor, "0123456789abcdefghijklmnopqrstuvwxyz"
                                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ-._~"), ==, strlen (first->next_cursor));
  store_bed_close (bed);
  store_bed_open (bed);
  second = page (bed, 2, first->next_cursor);
  assert_page (second, "1", 3, FALSE);
}

static void
assert_no_cursor (StoreBed *bed, const char *cursor)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TesseraPage) part = tessera_store_page (bed->store, 2, cursor, &error);

  if (part != NULL)
    g_error ("taken for a cursor: %s", cursor);
  g_assert_error (error, TESSERA_ERROR, TESSERA_ERROR_INVALID);
}

/* Also one that differs in one character from a cursor, is shorter or longer, or comes from another database. */
static void
test_nonsense_is_no_cursor (void)
{
  static const char *const nonsense[] = { "", "0", "next", "0000000000000000", "-1", "'", "%00", "\xc3\xa4", "\xff" };
  g_autoptr (StoreBed) bed = store_bed_new (), elsewhere = store_bed_new ();
  g_autoptr (TesseraPage) first = NULL, there = NULL;
  g_autofree char *longer = NULL;

  create_many (bed, 1, 3);
  create_many (elsewhere, 1, 3);
  first = page (bed, 2, NULL);
  there = page (elsewhere, 2, NULL);
  assert_no_cursor (bed, there->next_cursor);
  for (gsize i = 0; i < G_N_ELEMENTS (nonsense); i++)
    assert_no_cursor (bed, nonsense[i]);

  for (gsize i = 0; i < strlen (first->next_cursor); i++)
    {
      g_autofree char *changed = g_strdup (first->next_cursor), *shorter = g_strndup (first->next_cursor, i);

      changed[i] = changed[i] == 'x' ? 'y' : 'x';
      assert_no_cursor (bed, changed);
      assert_no_cursor (bed, shorter);
    }
  longer = g_strconcat (first->next_cursor, "0", NULL);
  assert_no_cursor (bed, longer);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pages/an-empty-store-has-an-empty-page", test_an_empty_store_has_an_empty_page);
  g_test_add_func ("/pages/limits-cut-newest-first", test_limits_cut_newest_first);
  g_test_add_func ("/pages/hold-still-while-tokens-are-created", test_pages_hold_still_while_tokens_are_created);
  g_test_add_func ("/pages/revoked-and-expired-tokens-are-counted-and-told",
                   test_revoked_and_expired_tokens_are_counted_and_told);
  g_test_add_func ("/pages/cursors-outlive-the-store-and-are-unreserved",
                   test_cursors_outlive_the_store_and_are_unreserved);
  g_test_add_func ("/pages/nonsense-is-no-cursor", test_nonsense_is_no_cursor);
  return g_test_run ();
}
