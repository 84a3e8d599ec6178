#include "tessera-date-input.h"
#include "tessera-date-words.h"
#include "tessera-span.h"
#include "tessera-typed-date.h"
#include "tessera-words.h"

#include <locale.h>

#include "tessera-config.h"
#include "test-locale.h"

/* A Wednesday. */
#define TODAY "2026-11-25"

static GDate
read_day (const char *iso)
{
  GDate today, day;

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, 1, 1, 2026);
  g_assert_true (tessera_date_input_parse (iso, "%F", &today, &day));
  return day;
}

static char *
understand (const char *text)
{
  GDate today = read_day (TODAY), day;

  switch (tessera_date_words_read (text, &today, &day))
    {
    case TESSERA_DATE_DAY:
      return tessera_date_input_write (&day, "%F");
    case TESSERA_DATE_NEVER:
      return g_strdup ("never");
    case TESSERA_DATE_NOT_UNDERSTOOD:
    default:
      return g_strdup ("?");
    }
}

static const struct
{
  const char *path;
  const char *cases[20][2];
} tables[] = {
  { "/date-words/spans-count-from-today",
    { { "+90d", "2027-02-23" }, { "+2w", "2026-12-09" }, { "+3m", "2027-02-25" }, { "+1y", "2027-11-25" },
      { "+7", "2026-12-02" }, { "+ 7 Days", "2026-12-02" }, { "in 2 weeks", "2026-12-09" }, { "10 days", "2026-12-05" },
      { " 1 MONTH ", "2026-12-25" }, { "+٧d", "2026-12-02" }, { "+0d", "2026-11-25" },
      { "a week", "2026-12-02" }, { "in a year", "2027-11-25" }, { "90 days from now", "2027-02-23" } } },
  { "/date-words/words-name-a-day-or-none",
    { { "today", "2026-11-25" }, { "Tomorrow", "2026-11-26" }, { "never", "never" }, { "FOREVER", "never" },
      { "The day after tomorrow", "2026-11-27" } } },
  { "/date-words/a-weekday-is-the-next-one-after-today",
    { { "thursday", "2026-11-26" }, { "Fri", "2026-11-27" }, { "wed", "2026-12-02" }, { "tue.", "2026-12-01" },
      { "Sunday", "2026-11-29" }, { "Monday", "2026-11-30" } } },
  { "/date-words/months-have-names",
    { { "31 jan 2027", "2027-01-31" }, { "31. January 2027", "2027-01-31" }, { "Jan 31, 2027", "2027-01-31" },
      { "2027-Jan-31", "2027-01-31" }, { "the 31st of January", "2027-01-31" }, { "25 nov", "2026-11-25" },
      { "24 nov", "2027-11-24" }, { "29 feb", "2028-02-29" }, { "1 dec 27", "2027-12-01" }, { "1 may 99", "1999-05-01" } } },
  { "/date-words/what-is-no-date-is-not-understood",
    { { "", "?" }, { "next week", "?" }, { "90", "?" }, { "+", "?" }, { "d", "?" }, { "+9999y", "?" }, { "+123456d", "?" },
      { "+5x", "?" }, { "-5d", "?" }, { "31 feb 2027", "?" }, { "32 jan", "?" }, { "jan", "?" }, { "1 2 jan 3", "?" },
      { "jan feb 1", "?" }, { "monday tuesday", "?" }, { "todays", "?" }, { "nevermore", "?" }, { "1 jan 287", "?" } } },
};

static void
test_table (gconstpointer data)
{
  const char *const (*cases)[2] = data;

  for (guint i = 0; cases[i][0] != NULL; i++)
    {
      g_autofree char *meant = understand (cases[i][0]);

      if (g_strcmp0 (meant, cases[i][1]) != 0)
        g_error ("“%s” is understood as %s, not %s", cases[i][0], meant, cases[i][1]);
    }
}

static void
test_what_is_not_utf8_is_not_understood (void)
{
  g_autofree char *meant = understand ("31 j\xe4n");

  g_assert_cmpstr (meant, ==, "?");
}

/* Calls @test in each language of the window, and in English. */
static void
in_each_language (void (*test) (const char *language))
{
  g_autofree char *linguas = NULL;
  g_auto (GStrv) languages = NULL;

  g_assert_true (g_file_get_contents (TESSERA_SOURCE_DIR "/po/LINGUAS", &linguas, NULL, NULL));
  languages = g_strsplit (g_strstrip (linguas), "\n", -1);
  g_assert_cmpuint (g_strv_length (languages), >=, 5);
  test ("en");
  for (guint i = 0; languages[i] != NULL; i++)
    {
      test_locale_enter (languages[i]);
      test (languages[i]);
    }
  test_locale_leave ();
}

static void
assert_understood (const char *language, const char *text, const char *day)
{
  g_autofree char *meant = understand (text);

  if (g_strcmp0 (meant, day) != 0)
    g_error ("%s: “%s” is understood as %s, not %s", language, text, meant, day);
}

static void
assert_words_understood (const char *language)
{
  static const char *const cases[][3] = {
    { "de", "+90t", "2027-02-23" },       { "de", "in 2 Wochen", "2026-12-09" },    { "de", "Morgen", "2026-11-26" },
    { "de", "niemals", "never" },         { "de", "+1j", "2027-11-25" },            { "de", "+90d", "2027-02-23" },
    { "de", "übermorgen", "2026-11-27" }, { "de", "einer Woche", "2026-12-02" },    { "de", "31. März", "2027-03-31" },
    { "de", "31 marz 2027", "2027-03-31" }, { "de", "Freitag", "2026-11-27" },      { "de", "ein Jahr", "2027-11-25" },
    { "ar", "90 يوم", "2027-02-23" },     { "ar", "غدًا", "2026-11-26" },            { "ar", "بعد ٣ أشهر", "2027-02-25" },
    { "ar", "90 يومًا", "2027-02-23" },    { "ar", "90 يوماً", "2027-02-23" },         { "ar", "سنة واحدة", "2027-11-25" },
    { "ar", "بعد غد", "2026-11-27" },     { "ar", "31 يناير 2027", "2027-01-31" },  { "ar", "ابدا", "never" },
    { "es", "sabado", "2026-11-28" },     { "es", "Sábado", "2026-11-28" },         { "es", "manana", "2026-11-26" },
    { "es", "pasado mañana", "2026-11-27" }, { "es", "dentro de 3 meses", "2027-02-25" },
    { "es", "31 de enero de 2027", "2027-01-31" }, { "es", "un año", "2027-11-25" }, { "es", "3 dias", "2026-11-28" },
    { "fr", "1er février 2027", "2027-02-01" }, { "fr", "le 1 fevrier", "2027-02-01" }, { "fr", "dans 90 jours", "2027-02-23" },
    { "fr", "après-demain", "2026-11-27" }, { "fr", "apres demain", "2026-11-27" }, { "fr", "un an", "2027-11-25" },
    { "fr", "dans une semaine", "2026-12-02" }, { "fr", "samedi", "2026-11-28" },   { "fr", "+90j", "2027-02-23" },
    { "ja", "90日後", "2027-02-23" },      { "ja", "3か月後", "2027-02-25" },         { "ja", "３ヶ月後", "2027-02-25" },
    { "ja", "1月31日", "2027-01-31" },     { "ja", "2027年1月31日", "2027-01-31" },   { "ja", "12月1日", "2026-12-01" },
    { "ja", "2週間後", "2026-12-09" },     { "ja", "1年後", "2027-11-25" },           { "ja", "明後日", "2026-11-27" },
    { "ja", "金曜日", "2026-11-27" },      { "ja", "無期限", "never" },              { "ja", "90日", "2027-02-23" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    if (g_str_equal (language, cases[i][0]))
      assert_understood (language, cases[i][1], cases[i][2]);
}

static void
test_translated_words_are_understood (void)
{
  in_each_language (assert_words_understood);
}

static void
assert_labels_understood (const char *language)
{
  GDate today = read_day (TODAY);

  for (guint i = 0; i < tessera_span_count (); i++)
    {
      const TesseraSpan *span = tessera_span_get (i);
      g_autofree char *label = tessera_span_describe (span);
      gint64 end;

      if (!tessera_typed_date_read (label, &today, &end) || end != tessera_span_get_end (span, &today))
        g_error ("%s: what “%s” is the label of is not understood", language, label);
    }
}

static void
test_the_label_of_a_span_can_be_typed (void)
{
  in_each_language (assert_labels_understood);
}

static void
assert_written_days_understood (const char *language)
{
  GDate today = read_day (TODAY), day = today;

  g_date_add_days (&day, 6);      /* the first of a month */
  for (guint i = 0; i < 36; i++, g_date_add_days (&day, i % 3 == 2 ? 3 : 13))
    {
      g_autofree char *words = tessera_words_day (&day), *short_words = tessera_words_day_without_year (&day);
      g_autofree char *iso = tessera_date_input_write (&day, "%F");

      assert_understood (language, words, iso);
      assert_understood (language, short_words, iso);
    }
}

static void
test_a_day_can_be_typed_as_the_window_writes_it (void)
{
  in_each_language (assert_written_days_understood);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  setlocale (LC_ALL, "C.UTF-8");
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    g_test_add_data_func (tables[i].path, tables[i].cases, test_table);
  g_test_add_func ("/date-words/what-is-not-utf8-is-not-understood", test_what_is_not_utf8_is_not_understood);
  g_test_add_func ("/date-words/translated-words-are-understood", test_translated_words_are_understood);
  g_test_add_func ("/date-words/the-label-of-a-span-can-be-typed", test_the_label_of_a_span_can_be_typed);
  g_test_add_func ("/date-words/a-day-can-be-typed-as-the-window-writes-it", test_a_day_can_be_typed_as_the_window_writes_it);
  return g_test_run ();
}
