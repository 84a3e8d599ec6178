/* How long the old secret of a rotated token works, in words. */

#include "tessera-grace.h"

static gint64
at (const char *text)
{
  gint64 time;

  g_assert_true (tessera_time_parse (text, &time));
  return time;
}

static void
test_the_choices_are_the_contracts (void)
{
  static const struct { guint seconds; const char *name; } cases[] = {
    { 0, "At once" }, { 3600, "1 hour" }, { 86400, "1 day" }, { 259200, "3 days" }, { 604800, "7 days" },
  };

  g_assert_cmpuint (G_N_ELEMENTS (cases), ==, TESSERA_N_GRACES);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = tessera_grace_name (i);

      g_assert_cmpuint (tessera_grace_get_seconds (i), ==, cases[i].seconds);
      g_assert_cmpstr (name, ==, cases[i].name);
    }
}

static void
test_what_it_means_is_told_by_the_users_clock (void)
{
  static const struct { guint seconds; const char *expires_at, *words; } cases[] = {
    { 0, NULL, "The old secret stops working at once: whoever still uses it is refused." },
    { 3600, NULL, "Both secrets work until 3 May 2027, 13:15. From then on the old one is refused." },
    { 604800, "2027-05-11T00:00:00Z", "Both secrets work until 10 May 2027, 12:15. From then on the old one is refused." },
    { 604800, "2027-05-10T10:15:59Z", "Both secrets work until the token expires on 10 May 2027, 12:15." },
    { 259200, "2027-05-04T00:00:00Z", "Both secrets work until the token expires on 4 May 2027, 02:00." },
  };
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (2 * 3600);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 end = cases[i].expires_at != NULL ? at (cases[i].expires_at) : TESSERA_NEVER;
      g_autofree char *words = tessera_grace_tell (cases[i].seconds, end, at ("2027-05-03T10:15:59Z"), zone);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/grace/the-choices-are-the-contracts", test_the_choices_are_the_contracts);
  g_test_add_func ("/grace/what-it-means-is-told-by-the-users-clock", test_what_it_means_is_told_by_the_users_clock);
  return g_test_run ();
}
