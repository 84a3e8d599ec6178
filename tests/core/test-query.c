#include "tessera-config.h"
#include "tessera-query.h"

#define NOW G_GINT64_CONSTANT (1764000000)
#define DAY (24 * 60 * 60)

static TesseraCatalogue *catalogue;

/* Six tokens, each told by its number. */
static TesseraToken *
make_token (guint number)
{
  static const struct
  {
    const char *name, *type, *hint, *created_by, *updated_by;
    guint64 read, write;
    gint64 ends;
    gboolean revoked;
  } tokens[] = {
    { "Nightly export", "api_key", "a1B2", "Mara", "Mara", 1 << 5, 1 << 1, NOW + 90 * DAY, FALSE },
    { "Mobile app", "mobile", "zz9x", "Jonas", "Mara", 1 << 0, 0, NOW + 3 * DAY, FALSE },
    { "Export nightly", "script_profile", "k4K4", "Ada", "Ada", 1 << 4, 0, NOW - DAY, FALSE },
    { "Reports by mail", "api_key", "9o0p", "Mara", "Ada", 0, 1 << 2, TESSERA_NEVER, FALSE },
    { "Émile's shop", "dynamic_content", "q1q1", "Ada", "Jonas", 1 << 6, 1 << 6, NOW + 90 * DAY, TRUE },
    { "is:active sign", "internal_api", "m2m2", "Ada", "Ada", 1 << 1, 0, NOW + 13 * DAY, FALSE },
  };
  g_autofree char *id = g_strdup_printf ("tok_%u", number);
  TesseraTokenFields fields = {
    .id = id, .name = tokens[number].name, .type = tokens[number].type, .hint = tokens[number].hint,
    .created_by = tokens[number].created_by, .updated_by = tokens[number].updated_by, .revision = "r",
    .permissions = { { tokens[number].read, tokens[number].write } }, .expires_at = tokens[number].ends,
    .revoked = tokens[number].revoked, .last_used_at = TESSERA_NEVER,
  };

  return tessera_token_new (&fields);
}

#define N_TOKENS 6

static char *
find (const char *text)
{
  g_autoptr (TesseraQuery) query = tessera_query_new (text, catalogue);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < N_TOKENS; i++)
    {
      g_autoptr (TesseraToken) token = make_token (i);

      if (tessera_query_finds (query, token, catalogue, NOW))
        g_string_append_printf (found, "%u", i);
    }

  return g_string_free (g_steal_pointer (&found), FALSE);
}

typedef struct
{
  const char *text, *found;
} Case;

static void
assert_finds (const Case *cases, guint n_cases)
{
  for (guint i = 0; i < n_cases; i++)
    {
      g_autofree char *found = find (cases[i].text);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (found, ==, cases[i].found);
    }
}

static void
test_words_are_found_in_name_type_hint_admin_and_area (void)
{
  static const Case cases[] = {
    { "", "012345" },    { "   ", "012345" },  { "EXPORT", "02" },  { "a1b2", "0" },       { "jonas", "14" },
    { "mobile", "1" },   { "api key", "03" },  { "reports", "03" }, { "bulk", "2" },       { "émile", "4" },
    { "E\xcc\x81MILE", "4" },                  { "weather", "" },   { "export mara", "0" }, { "nightly  export", "02" },
  };

  assert_finds (cases, G_N_ELEMENTS (cases));
}

static void
test_forms_ask_for_one_thing_alone (void)
{
  static const Case cases[] = {
    { "is:active", "0135" }, { "is:expiring", "15" },     { "is:expired", "2" }, { "is:revoked", "4" },
    { "IS:Active", "0135" }, { "area:reports", "0" },     { "area:bulk_data", "2" },
    { "area:\"bulk data\"", "2" },                        { "area:content", "1" },
    { "can:write", "034" },  { "can:read", "01245" },     { "type:mobile", "1" }, { "type:api", "035" },
    { "by:mara", "013" },    { "by:\"ada\"", "2345" },
  };

  assert_finds (cases, G_N_ELEMENTS (cases));
}

static void
test_all_terms_must_be_met (void)
{
  static const Case cases[] = {
    { "is:active can:write", "03" },
    { "is:active can:write by:ada", "3" },
    { "is:expired is:active", "" },
    { "export is:expired area:bulk", "2" },
  };

  assert_finds (cases, G_N_ELEMENTS (cases));
}

static void
test_a_minus_excludes (void)
{
  static const Case cases[] = {
    { "-export", "1345" },   { "-is:active", "24" },        { "is:active -is:expiring", "03" },
    { "-\"nightly export\"", "12345" },                     { "-area:reports -by:ada", "1" },
    { "-", "" },             { "- export", "" },            { "--export", "012345" },
  };

  assert_finds (cases, G_N_ELEMENTS (cases));
}

static void
test_quotes_hold_words_together (void)
{
  static const Case cases[] = {
    { "\"nightly export\"", "0" }, { "\"nightly exp", "0" },  { "\"is:active\"", "5" },
    { "\"\"", "012345" },          { "export\" night\"", "2" },
    { "“nightly export”", "0" },   { "„nightly export“", "0" },  { "«nightly exp", "0" },      { "「is:active」", "5" },
  };

  assert_finds (cases, G_N_ELEMENTS (cases));
}

static void
test_half_typed_forms_do_not_flicker (void)
{
  static const Case cases[] = {
    { "is:", "012345" }, { "is:exp", "125" },      { "is:expir", "125" }, { "is:expire", "2" }, { "area:", "012345" },
    { "-area:", "012345" }, { "area:rep", "0" },   { "can:w", "034" },    { "by:", "012345" },
  };

  assert_finds (cases, G_N_ELEMENTS (cases));
}

static void
test_unknown_forms_are_words (void)
{
  static const Case cases[] = {
    { "is:new", "" }, { "colour:red", "" }, { "area:weather", "" }, { "can:fly", "" }, { "is:active\" sign\"", "5" },
  };

  assert_finds (cases, G_N_ELEMENTS (cases));
}

static void
test_filters_count_an_expiring_token_as_active (void)
{
  static const TesseraFilterSet expected[] = { 0x03, 0x07, 0x09, 0x03, 0x11, 0x07 };

  for (guint i = 0; i < N_TOKENS; i++)
    {
      g_autoptr (TesseraToken) token = make_token (i);

      g_assert_cmphex (tessera_filter_of (token, NOW), ==, expected[i]);
    }
  for (guint filter = 0; filter < TESSERA_N_FILTERS; filter++)
    g_assert_cmpint (tessera_filter_from_string (tessera_filter_to_string (filter)), ==, filter);
  g_assert_cmpint (tessera_filter_from_string ("other"), ==, TESSERA_FILTER_ALL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  catalogue = tessera_catalogue_load (TESSERA_SOURCE_DIR "/data/catalogue.json", NULL);
  g_test_add_func ("/query/words-are-found-in-name-type-hint-admin-and-area",
                   test_words_are_found_in_name_type_hint_admin_and_area);
  g_test_add_func ("/query/forms-ask-for-one-thing-alone", test_forms_ask_for_one_thing_alone);
  g_test_add_func ("/query/all-terms-must-be-met", test_all_terms_must_be_met);
  g_test_add_func ("/query/a-minus-excludes", test_a_minus_excludes);
  g_test_add_func ("/query/quotes-hold-words-together", test_quotes_hold_words_together);
  g_test_add_func ("/query/half-typed-forms-do-not-flicker", test_half_typed_forms_do_not_flicker);
  g_test_add_func ("/query/unknown-forms-are-words", test_unknown_forms_are_words);
  g_test_add_func ("/filter/an-expiring-token-is-active-too", test_filters_count_an_expiring_token_as_active);
  return g_test_run ();
}
