#include "tessera-date-input.h"
#include "tessera-date-words.h"

#include <libintl.h>
#include <locale.h>

#include "tessera-config.h"
#include "test-folder.h"

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
      { " 1 MONTH ", "2026-12-25" }, { "+٧d", "2026-12-02" }, { "+0d", "2026-11-25" } } },
  { "/date-words/words-name-a-day-or-none",
    { { "today", "2026-11-25" }, { "Tomorrow", "2026-11-26" }, { "never", "never" }, { "FOREVER", "never" } } },
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

/* LANGUAGE counts in a real locale alone; a machine need not have one, so it is made. (transfer full): its folder */
static char *
enter_real_locale (void)
{
  char *folder = g_dir_make_tmp ("tessera-locale-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "en_GB.UTF-8", NULL);
  const char *const arguments[] = { "localedef", "-i", "en_GB", "-f", "UTF-8", path, NULL };
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  g_setenv ("LOCPATH", folder, TRUE);
  g_assert_nonnull (setlocale (LC_MESSAGES, "en_GB.UTF-8"));
  return folder;
}

static void
test_translated_words_are_understood (void)
{
  static const char *const cases[][3] = {
    { "de", "+90t", "2027-02-23" },  { "de", "in 2 Wochen", "2026-12-09" }, { "de", "Morgen", "2026-11-26" },
    { "de", "niemals", "never" },    { "de", "+1j", "2027-11-25" },         { "de", "+90d", "2027-02-23" },
    { "ar", "90 يوم", "2027-02-23" }, { "ar", "غدًا", "2026-11-26" },         { "ar", "بعد ٣ أشهر", "2027-02-25" },
  };
  g_autofree char *locale = enter_real_locale ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *meant = NULL;

      g_setenv ("LANGUAGE", cases[i][0], TRUE);
      textdomain (GETTEXT_PACKAGE);      /* what was looked up before is forgotten */
      meant = understand (cases[i][1]);
      if (g_strcmp0 (meant, cases[i][2]) != 0)
        g_error ("“%s” is understood as %s, not %s", cases[i][1], meant, cases[i][2]);
    }
  g_unsetenv ("LANGUAGE");
  setlocale (LC_MESSAGES, "C.UTF-8");
  g_unsetenv ("LOCPATH");
  test_folder_remove (locale);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  setlocale (LC_ALL, "C.UTF-8");
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    g_test_add_data_func (tables[i].path, tables[i].cases, test_table);
  g_test_add_func ("/date-words/what-is-not-utf8-is-not-understood", test_what_is_not_utf8_is_not_understood);
  bindtextdomain (GETTEXT_PACKAGE, TESSERA_BUILD_DIR "/po");
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  g_test_add_func ("/date-words/translated-words-are-understood", test_translated_words_are_understood);
  return g_test_run ();
}
