#include "tessera-query.h"

static gboolean
parse (TesseraQuery *query, const char *text, gboolean paged, char **why)
{
  g_autoptr (GError) error = NULL;
  gboolean good;

  tessera_query_init (query);
  good = tessera_query_parse (query, text, paged, &error);
  g_assert_true (good == (error == NULL));
  if (error != NULL)
    g_assert_error (error, TESSERA_ERROR, TESSERA_ERROR_INVALID);
  if (why != NULL)
    *why = error != NULL ? g_strdup (error->message) : NULL;

  return good;
}

static void
test_a_page_is_200_unless_told (void)
{
  static const char *const texts[] = { NULL, "" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      TesseraQuery query;

      g_assert_true (parse (&query, texts[i], TRUE, NULL));
      g_assert_cmpuint (query.limit, ==, 200);
      g_assert_null (query.cursor);
      tessera_query_clear (&query);
    }
}

static void
test_limit_and_cursor_are_read (void)
{
  static const struct
  {
    const char *text;
    guint limit;
    const char *cursor;
  } cases[] = {
    { "limit=1", 1, NULL },
    { "limit=1000", 1000, NULL },
    { "cursor=aZ9-._~", 200, "aZ9-._~" },
    { "cursor=a&limit=7", 7, "a" },
    { "limit=%37&%63ursor=%61", 7, "a" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TesseraQuery query;

      g_assert_true (parse (&query, cases[i].text, TRUE, NULL));
      g_assert_cmpuint (query.limit, ==, cases[i].limit);
      g_assert_cmpstr (query.cursor, ==, cases[i].cursor);
      tessera_query_clear (&query);
    }
}

static void
test_what_is_out_of_range_or_unknown_is_refused (void)
{
  static const char *const texts[] = {
    "limit=0",  "limit=1001",  "limit=",         "limit",         "limit=-1",          "limit=+1",     "limit=01",
    "limit= 1", "limit=1%20",  "limit=1.0",      "limit=1e2",     "limit=0x10",        "limit=1=1",    "limit=%",
    "limit=%0", "limit=%zz",   "limit=1%00",     "limit=1&limit=1", "limit=99999999999999999999", "Limit=1",
    "cursor=",  "cursor",      "cursor=a&cursor=a", "cursor=a%2Fb", "cursor=a+b",      "cursor=%C3%A4", "cursor=a%00",
    "x=1",      "limit=1&x",   "&",              "limit=1&",      "&limit=1",          "=",            "=1",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      TesseraQuery query;

      g_test_message ("%s", texts[i]);
      g_assert_false (parse (&query, texts[i], TRUE, NULL));
      tessera_query_clear (&query);
    }
}

static void
test_nothing_is_known_where_there_are_no_pages (void)
{
  static const char *const texts[] = { "limit=1", "cursor=a", "x", "&" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      TesseraQuery query;

      g_assert_false (parse (&query, texts[i], FALSE, NULL));
      tessera_query_clear (&query);
    }
}

static void
test_a_credential_is_named_as_one_and_not_repeated (void)
{
  static const char *const texts[] = { "access_token=hush", "api_token=hush", "API_KEY=hush", "%74oken=hush",
                                       "limit=3&authorization=hush" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *why = NULL;
      TesseraQuery query;

      g_assert_false (parse (&query, texts[i], TRUE, &why));
      g_assert_nonnull (g_strstr_len (why, -1, "credential"));
      g_assert_null (g_strstr_len (why, -1, "hush"));
      tessera_query_clear (&query);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/query/a-page-is-200-unless-told", test_a_page_is_200_unless_told);
  g_test_add_func ("/query/limit-and-cursor-are-read", test_limit_and_cursor_are_read);
  g_test_add_func ("/query/what-is-out-of-range-or-unknown-is-refused",
                   test_what_is_out_of_range_or_unknown_is_refused);
  g_test_add_func ("/query/nothing-is-known-where-there-are-no-pages", test_nothing_is_known_where_there_are_no_pages);
  g_test_add_func ("/query/a-credential-is-named-as-one-and-not-repeated",
                   test_a_credential_is_named_as_one_and_not_repeated);
  return g_test_run ();
}
