#include "tessera-expiry.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
test_day_is_valid_to_its_end (void)
{
  static const struct
  {
    const char *day, *end;
  } cases[] = {
    { "2027-01-31", "2027-02-01T00:00:00Z" }, { "2028-02-28", "2028-02-29T00:00:00Z" }, /* leap year */
    { "2100-02-28", "2100-03-01T00:00:00Z" },                                           /* none */
    { "2027-12-31", "2028-01-01T00:00:00Z" }, { "9999-12-30", "9999-12-31T00:00:00Z" },
    { "1970-01-01", "1970-01-02T00:00:00Z" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *end = NULL;
      unsigned int y, m, d;
      GDate day;

      g_assert_cmpint (sscanf (cases[i].day, "%u-%u-%u", &y, &m, &d), ==, 3);
      g_date_set_dmy (&day, (GDateDay) d, (GDateMonth) m, (GDateYear) y);
      end = tessera_time_format (tessera_expiry_from_day (&day));
      g_assert_cmpstr (end, ==, cases[i].end);
    }
}

static void
test_every_day_of_fifty_years_comes_back (void)
{
  GDate day, back;

  for (guint32 julian = 719163; julian < 719163 + 50 * 366; julian++)
    {
      g_date_clear (&day, 1);
      g_date_set_julian (&day, julian);
      g_assert_true (tessera_expiry_to_day (tessera_expiry_from_day (&day), &back));
      g_assert_cmpint (g_date_compare (&day, &back), ==, 0);
    }
}

static void
test_an_end_inside_a_day_is_told_apart (void)
{
  gint64 noon;
  GDate day;

  g_assert_true (tessera_time_parse ("2027-01-31T12:00:00Z", &noon));
  g_assert_false (tessera_expiry_to_day (noon, &day));
  g_assert_cmpuint (g_date_get_day (&day), ==, 31);
}

static void
test_days_left_count_from_the_utc_day (void)
{
  static const struct
  {
    const char *end, *now;
    int days;
  } cases[] = {
    { "2027-02-01T00:00:00Z", "2026-11-23T00:00:00Z", 69 }, { "2027-02-01T00:00:00Z", "2027-01-31T23:59:59Z", 0 },
    { "2027-02-01T00:00:00Z", "2027-02-01T00:00:00Z", -1 }, { "2027-02-01T12:00:00Z", "2027-02-01T00:00:00Z", 0 },
    { "2027-02-01T00:00:00Z", "2027-01-30T23:59:59Z", 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 end, now;

      g_assert_true (tessera_time_parse (cases[i].end, &end));
      g_assert_true (tessera_time_parse (cases[i].now, &now));
      g_assert_cmpint (tessera_expiry_days_left (end, now), ==, cases[i].days);
    }
}

static void
test_only_the_wire_form_is_an_instant (void)
{
  static const char *const bad[] = {
    "",
    "2027-02-01",
    "2027-02-01T00:00:00",
    "2027-02-01T00:00:00z",
    "2027-02-01t00:00:00Z",
    "2027-02-01T00:00:00+00:00",
    "2027-02-01T00:00:00.0Z",
    "2027-02-01 00:00:00Z",
    "2027-02-30T00:00:00Z",
    "2027-13-01T00:00:00Z",
    "2027-00-01T00:00:00Z",
    "2027-01-00T00:00:00Z",
    "2027-02-01T24:00:00Z",
    "2027-02-01T23:60:00Z",
    "2016-12-31T23:59:60Z",
    "0000-01-01T00:00:00Z",
    "+027-02-01T00:00:00Z",
    "2027-02-01T00:00:00ZZ",
    " 2027-02-01T00:00:0Z",
    "20270201T000000Z",
    "10000-01-01T00:00:00Z",
    "2027-02-01T0\xd9\xa1:00:00Z",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      gint64 time;

      if (tessera_time_parse (bad[i], &time))
        g_error ("taken for an instant: %s", bad[i]);
    }
}

static void
test_instants_come_back_from_the_wire (void)
{
  for (gint64 time = -62135596800; time <= TESSERA_TIME_MAX; time += 86399 * 1013)
    {
      g_autoptr (GDateTime) instant = g_date_time_new_from_unix_utc (time);
      g_autofree char *date = g_date_time_format (instant, "-%m-%dT%H:%M:%SZ"), *text = tessera_time_format (time);
      gint64 back;

      g_assert_cmpint (atoi (text), ==, g_date_time_get_year (instant));
      g_assert_cmpstr (text + strlen ("YYYY"), ==, date);
      g_assert_true (tessera_time_parse (text, &back));
      g_assert_cmpint (back, ==, time);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/expiry/day-is-valid-to-its-end", test_day_is_valid_to_its_end);
  g_test_add_func ("/expiry/every-day-of-fifty-years-comes-back", test_every_day_of_fifty_years_comes_back);
  g_test_add_func ("/expiry/an-end-inside-a-day-is-told-apart", test_an_end_inside_a_day_is_told_apart);
  g_test_add_func ("/expiry/days-left-count-from-the-utc-day", test_days_left_count_from_the_utc_day);
  g_test_add_func ("/time/only-the-wire-form-is-an-instant", test_only_the_wire_form_is_an_instant);
  g_test_add_func ("/time/instants-come-back-from-the-wire", test_instants_come_back_from_the_wire);
  return g_test_run ();
}
