#include "tessera-config.h"
#include "tessera-words.h"

#include <stdlib.h>
#include <string.h>

static gint64
at (const char *text)
{
  gint64 time;

  g_assert_true (tessera_time_parse (text, &time));
  return time;
}

static void
test_validity_is_the_exact_truth (void)
{
  static const struct
  {
    const char *end, *now, *zone, *sentence;
  } cases[] = {
    { "2027-02-01T00:00:00Z", "2026-11-23T10:00:00Z", "Europe/Berlin",
      "Valid through 31 January 2027, until midnight UTC (01:00 on 1 February, your time). 69 days." },
    { "2027-02-01T00:00:00Z", "2026-11-23T10:00:00Z", "UTC", "Valid through 31 January 2027, until midnight UTC. 69 days." },
    { "2027-02-01T00:00:00Z", "2026-11-23T10:00:00Z", "America/New_York",
      "Valid through 31 January 2027, until midnight UTC (19:00 on 31 January, your time). 69 days." },
    { "2027-02-01T00:00:00Z", "2027-01-30T10:00:00Z", "UTC", "Valid through 31 January 2027, until midnight UTC. 1 day." },
    { "2027-02-01T00:00:00Z", "2027-01-31T10:00:00Z", "UTC",
      "Valid through 31 January 2027, until midnight UTC. Today is the last day." },
    { "2027-02-01T00:00:00Z", "2027-02-01T00:00:00Z", "UTC", "Ended on 31 January 2027, at midnight UTC. 1 day ago." },
    { "2027-02-01T12:30:00Z", "2027-01-31T10:00:00Z", "Asia/Kolkata",
      "Valid until 1 February 2027, 12:30 UTC (18:00 on 1 February, your time). 1 day." },
    { "2027-02-01T12:30:05Z", "2027-02-01T13:00:00Z", "UTC", "Ended on 1 February 2027, 12:30:05 UTC." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (cases[i].zone);
      g_autofree char *sentence = NULL;

      g_assert_nonnull (zone);
      sentence = tessera_words_validity (at (cases[i].end), at (cases[i].now), zone);
      g_assert_cmpstr (sentence, ==, cases[i].sentence);
    }
}

static void
test_never_says_so (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autofree char *sentence = tessera_words_validity (TESSERA_NEVER, 0, zone);

  g_assert_cmpstr (sentence, ==, "Never expires. It stays valid until somebody revokes it.");
}

static void
test_lists_read_as_people_write_them (void)
{
  static const char *const items[] = { "Content", "Products", "Reports", NULL };
  g_autofree char *three = tessera_words_list (items), *two = tessera_words_list (items + 1);
  g_autofree char *one = tessera_words_list (items + 2), *none = tessera_words_list (items + 3);

  g_assert_cmpstr (three, ==, "Content, Products and Reports");
  g_assert_cmpstr (two, ==, "Products and Reports");
  g_assert_cmpstr (one, ==, "Reports");
  g_assert_cmpstr (none, ==, "");
}

static void
test_expiry_in_a_list_is_relative (void)
{
  static const struct
  {
    const char *end, *words;
  } cases[] = {
    { "2026-11-25T00:00:00Z", "today" },        { "2026-11-26T00:00:00Z", "tomorrow" },
    { "2026-12-04T00:00:00Z", "in 9 days" },    { "2027-02-23T00:00:00Z", "in 90 days" },
    { "2027-04-25T00:00:00Z", "in 5 months" },  { "2027-11-25T00:00:00Z", "in 1 year" },
    { "2026-11-24T00:00:00Z", "yesterday" },    { "2026-11-22T00:00:00Z", "3 days ago" },
    { "2024-11-22T00:00:00Z", "2 years ago" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = tessera_words_expires (at (cases[i].end), at ("2026-11-24T15:00:00Z"));

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

/* The days that @words are about, as the words alone have it. */
static int
count_days (const char *words)
{
  const char *digits = strpbrk (words, "0123456789");
  int count = digits != NULL ? atoi (digits) : strcmp (words, "today") == 0 ? 0 : 1;

  return strstr (words, "year") != NULL ? count * 365 : strstr (words, "month") != NULL ? count * 365 / 12 : count;
}

static void
assert_told_in_order (int direction)
{
  gint64 now = at ("2026-11-24T15:00:00Z"), today = at ("2026-11-25T00:00:00Z");
  int before = 0;

  for (int days = 0; days <= 2000; days++)
    {
      g_autofree char *words = tessera_words_expires (today + (gint64) days * direction * 24 * 60 * 60, now);
      int told = count_days (words);
      int unit = days <= 90 ? 0 : days < 350 ? 32 : 365;

      if (told < before || 2 * abs (told - days) > unit)
        g_error ("%d days are told as “%s”", days * direction, words);
      before = told;
    }
}

static void
test_a_later_day_is_never_told_as_an_earlier_one (void)
{
  assert_told_in_order (1);
  assert_told_in_order (-1);
}

static void
test_permissions_are_spelled_out (void)
{
  g_autoptr (TesseraCatalogue) catalogue = tessera_catalogue_load (TESSERA_SOURCE_DIR "/data/catalogue.json", NULL);
  g_autofree char *words = tessera_words_permissions ((TesseraPermissions) { { 0x3, 0x12 } }, catalogue);

  g_assert_cmpstr (words, ==, "Content: read. Products: read and write. Bulk Data: write.");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/validity-is-the-exact-truth", test_validity_is_the_exact_truth);
  g_test_add_func ("/words/never-says-so", test_never_says_so);
  g_test_add_func ("/words/lists-read-as-people-write-them", test_lists_read_as_people_write_them);
  g_test_add_func ("/words/expiry-in-a-list-is-relative", test_expiry_in_a_list_is_relative);
  g_test_add_func ("/words/a-later-day-is-never-told-as-an-earlier-one", test_a_later_day_is_never_told_as_an_earlier_one);
  g_test_add_func ("/words/permissions-are-spelled-out", test_permissions_are_spelled_out);
  return g_test_run ();
}
