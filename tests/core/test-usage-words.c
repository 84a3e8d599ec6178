/* What is said of use, and what a token does without. */

#include "tessera-config.h"
#include "tessera-usage-words.h"

#define DAY 86400
#define NOW (G_GINT64_CONSTANT (1795600800))    /* 2026-11-25T10:00:00Z */

static TesseraCatalogue *catalogue;

static TesseraPermissions
grant (const char *letters, guint area)
{
  TesseraPermissions permissions = { { 0 } };

  for (const char *c = letters; *c != '\0'; c++)
    permissions = tessera_permissions_with (permissions, area, *c == 'r' ? TESSERA_VERB_READ : TESSERA_VERB_WRITE, TRUE);
  return permissions;
}

static TesseraUsage *
make_usage (gint64 read_ago, gint64 written_ago)
{
  TesseraUsage *usage = tessera_usage_new (NOW - 200 * DAY, tessera_catalogue_get_n_areas (catalogue));

  if (read_ago >= 0)
    usage->uses[1][TESSERA_VERB_READ] = (TesseraUse) { 3, NOW - read_ago };
  if (written_ago >= 0)
    usage->uses[1][TESSERA_VERB_WRITE] = (TesseraUse) { 1, NOW - written_ago };
  return usage;
}

static void
test_each_granted_permission_says_when_it_was_used (void)
{
  static const struct
  {
    const char *granted;
    gint64 read_ago, written_ago; /* -1: never */
    const char *words;
  } cases[] = {
    { "r", 2 * DAY, -1, "Read 2 days ago" },
    { "w", -1, 5, "Written just now" },
    { "r", -1, 5, "Never used" },
    { "w", 2 * DAY, -1, "Never used" },
    { "rw", -1, -1, "Never used" },
    { "rw", DAY, -1, "Read yesterday, never written" },
    { "rw", -1, 7200, "Written 2 hours ago, never read" },
    { "rw", 2 * DAY, 120, "Read 2 days ago, written 2 minutes ago" },
    { "", 2 * DAY, 120, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TesseraUsage) usage = make_usage (cases[i].read_ago, cases[i].written_ago);
      g_autofree char *words = tessera_usage_tell_area (usage, 1, grant (cases[i].granted, 1), NOW);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_since_when_use_is_counted_is_a_day_of_the_user (void)
{
  g_autoptr (TesseraUsage) usage = tessera_usage_new (1809385200, 0);    /* 2027-05-03T23:00:00Z */
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc (), east = g_time_zone_new_identifier ("+02:00");
  g_autofree char *there = tessera_usage_tell_since (usage, utc), *here = tessera_usage_tell_since (usage, east);

  g_assert_cmpstr (there, ==, "Use is counted since 3 May 2027.");
  g_assert_cmpstr (here, ==, "Use is counted since 4 May 2027.");
}

static TesseraPermissions
both (TesseraPermissions a, TesseraPermissions b)
{
  return (TesseraPermissions) { { a.sets[0] | b.sets[0], a.sets[1] | b.sets[1] } };
}

static void
assert_unused (const TesseraUsage *usage, TesseraPermissions granted, TesseraPermissions ticked, TesseraPermissions unused)
{
  TesseraPermissions found = tessera_usage_find_unused (usage, catalogue, granted, ticked);

  g_assert_true (tessera_permissions_equal (found, unused));
}

static void
test_what_is_granted_ticked_and_never_used_is_unused (void)
{
  g_autoptr (TesseraUsage) usage = make_usage (DAY, -1);
  TesseraPermissions granted = both (grant ("rw", 1), grant ("r", 5)), none = { { 0 } };

  assert_unused (usage, granted, granted, both (grant ("w", 1), grant ("r", 5)));
  assert_unused (usage, granted, grant ("rw", 1), grant ("w", 1));       /* Reports is unticked already */
  assert_unused (usage, granted, grant ("r", 1), none);
  assert_unused (usage, granted, both (granted, grant ("w", 3)), both (grant ("w", 1), grant ("r", 5)));
  assert_unused (usage, grant ("r", 1), both (grant ("r", 1), grant ("w", 3)), none);    /* ticked now, not granted yet */
}

static void
test_the_last_permission_stays (void)
{
  g_autoptr (TesseraUsage) usage = make_usage (-1, -1);
  TesseraPermissions granted = both (grant ("rw", 1), grant ("r", 5)), none = { { 0 } };

  assert_unused (usage, granted, granted, both (grant ("w", 1), grant ("r", 5)));
  assert_unused (usage, granted, grant ("r", 5), none);
  assert_unused (usage, granted, none, none);
  assert_unused (usage, granted, both (grant ("r", 5), grant ("w", 3)), grant ("r", 5));
}

int
main (int argc, char *argv[])
{
  int code;

  g_test_init (&argc, &argv, NULL);
  catalogue = tessera_catalogue_load (TESSERA_SOURCE_DIR "/data/catalogue.json", NULL);
  g_test_add_func ("/usage-words/each-granted-permission-says-when-it-was-used",
                   test_each_granted_permission_says_when_it_was_used);
  g_test_add_func ("/usage-words/since-when-use-is-counted-is-a-day-of-the-user",
                   test_since_when_use_is_counted_is_a_day_of_the_user);
  g_test_add_func ("/usage-words/what-is-granted-ticked-and-never-used-is-unused",
                   test_what_is_granted_ticked_and_never_used_is_unused);
  g_test_add_func ("/usage-words/the-last-permission-stays", test_the_last_permission_stays);
  code = g_test_run ();
  tessera_catalogue_unref (catalogue);
  return code;
}
