#include "tessera-changes.h"
#include "tessera-config.h"

static TesseraCatalogue *catalogue;

static gint64
at (const char *text)
{
  gint64 time;

  g_assert_true (tessera_time_parse (text, &time));
  return time;
}

static TesseraDraft *
make_draft (void)
{
  TesseraDraft *draft = tessera_draft_new (catalogue, 0);

  g_free (draft->name);
  draft->name = g_strdup ("Nightly export");
  draft->permissions = (TesseraPermissions) { { 0x22, 0 } }; /* Products and Reports: read */
  draft->expires_at = at ("2027-02-01T00:00:00Z");
  return draft;
}

static void
assert_described (const TesseraDraft *before, const TesseraDraft *after, const char *expected)
{
  g_autofree char *words = tessera_changes_describe (before, after, catalogue);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_gains_losses_and_expiry_are_told (void)
{
  g_autoptr (TesseraDraft) before = make_draft (), after = make_draft ();

  after->permissions = (TesseraPermissions) { { 0x02, 0x02 } };
  after->expires_at = at ("2027-03-01T00:00:00Z");
  assert_described (before, after,
                    "Gains Products: write. Loses Reports: read. Expires 28 February 2027 instead of 31 January.");
}

static void
test_another_year_is_told (void)
{
  g_autoptr (TesseraDraft) before = make_draft (), after = make_draft ();

  after->expires_at = at ("2028-01-01T12:00:00Z");
  assert_described (before, after, "Expires 1 January 2028, 12:00 UTC instead of 31 January 2027.");
  after->expires_at = at ("2028-01-02T00:00:00Z");
  assert_described (before, after, "Expires 1 January 2028 instead of 31 January 2027.");
  after->expires_at = TESSERA_NEVER;
  assert_described (before, after, "Never expires, instead of on 31 January 2027.");
  assert_described (after, before, "Expires 31 January 2027 instead of never.");
}

static void
test_name_and_type_are_told (void)
{
  g_autoptr (TesseraDraft) before = make_draft (), after = make_draft ();

  g_free (after->name);
  after->name = g_strdup ("  Export ");
  g_free (after->type);
  after->type = g_strdup ("mobile");
  assert_described (before, after, "Is named “Export” instead of “Nightly export”. Is of the type Mobile instead of API Key.");
}

static void
test_blanks_around_a_name_are_no_change (void)
{
  g_autoptr (TesseraDraft) before = make_draft (), after = make_draft ();

  g_free (after->name);
  after->name = g_strdup (" Nightly export\t");
  assert_described (before, after, NULL);
}

static void
test_the_summary_says_what_it_will_do (void)
{
  static const struct
  {
    TesseraPermissions permissions;
    const char *words;
  } cases[] = {
    { { { 0x22, 0x02 } },
      "Will read Products and Reports, and write Products. Reports can hold some personal data. Ends at midnight UTC "
      "after 31 January 2027." },
    { { { 0x01, 0 } }, "Will read Content. Ends at midnight UTC after 31 January 2027." },
    { { { 0, 0x50 } },
      "Will write Bulk Data and System Admin, and read nothing. Bulk Data and System Admin can hold personal data. "
      "Ends at midnight UTC after 31 January 2027." },
    { { { 0, 0 } },
      "Will be able to do nothing: no box is ticked. Ends at midnight UTC after 31 January 2027." },
  };
  g_autoptr (TesseraDraft) draft = make_draft ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = NULL;

      draft->permissions = cases[i].permissions;
      words = tessera_summary_describe (draft, catalogue);
      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  catalogue = tessera_catalogue_load (TESSERA_SOURCE_DIR "/data/catalogue.json", NULL);
  g_test_add_func ("/changes/gains-losses-and-expiry-are-told", test_gains_losses_and_expiry_are_told);
  g_test_add_func ("/changes/another-year-is-told", test_another_year_is_told);
  g_test_add_func ("/changes/name-and-type-are-told", test_name_and_type_are_told);
  g_test_add_func ("/changes/blanks-around-a-name-are-no-change", test_blanks_around_a_name_are_no_change);
  g_test_add_func ("/summary/it-says-what-the-token-will-do", test_the_summary_says_what_it_will_do);
  return g_test_run ();
}
