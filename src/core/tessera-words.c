#include "tessera-words.h"

#include <glib/gi18n-lib.h>

#define MINUTE 60
#define HOUR (60 * MINUTE)

static char *
format_day (const GDate *day, const char *format)
{
  g_autoptr (GDateTime) date
    = g_date_time_new_utc (g_date_get_year (day), g_date_get_month (day), g_date_get_day (day), 0, 0, 0);

  return g_date_time_format (date, format);
}

char *
tessera_words_day (const GDate *day)
{
  if (g_date_get_day (day) == 1)
    /* Translators: the first day of a month, as "1er %B %Y" in French; mostly as any other day */
    return format_day (day, C_ ("first of a month", "%-d %B %Y"));
  /* Translators: a day such as "31 January 2027", in the order of your language; see g_date_time_format(). */
  return format_day (day, _("%-d %B %Y"));
}

char *
tessera_words_day_without_year (const GDate *day)
{
  if (g_date_get_day (day) == 1)
    /* Translators: the first day of a month without its year, as "1er %B" in French; mostly as any other day */
    return format_day (day, C_ ("first of a month", "%-d %B"));
  /* Translators: a day without its year, such as "31 January"; see g_date_time_format(). */
  return format_day (day, _("%-d %B"));
}

static char *
clock_of (GDateTime *time)
{
  /* Translators: a time of day such as "01:00"; see g_date_time_format(). */
  const char *short_form = _("%H:%M");
  /* Translators: a time of day with seconds such as "01:00:30"; see g_date_time_format(). */
  const char *long_form = _("%H:%M:%S");

  return g_date_time_format (time, g_date_time_get_second (time) == 0 ? short_form : long_form);
}

/* NULL where the zone takes an instant out of the years 1 to 9999. */
static GDateTime *
in_zone (gint64 time, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time);

  return utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
}

char *
tessera_words_instant (gint64 time, GTimeZone *zone)
{
  g_autoptr (GDateTime) local = in_zone (time, zone);
  g_autofree char *words = NULL, *clock = NULL;
  GDate day;

  if (local == NULL)
    return tessera_time_format (time);

  tessera_time_get_day (local, &day);
  words = tessera_words_day (&day);
  clock = clock_of (local);
  /* Translators: a day and a time of day: "1 February 2027, 01:00". */
  return g_strdup_printf (_("%s, %s"), words, clock);
}

char *
tessera_words_minute (gint64 time, GTimeZone *zone)
{
  return tessera_words_instant (time - time % 60, zone);
}

char *
tessera_words_end (gint64 end)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *instant = NULL;
  GDate day;

  if (tessera_expiry_to_day (end, &day))
    return tessera_words_day (&day);

  instant = tessera_words_instant (end, utc);
  return g_strdup_printf (_("%s UTC"), instant);
}

/* " (01:00 on 1 February, your time)", or nothing where the user's clock shows UTC. */
static char *
local_clause (gint64 end, GTimeZone *zone)
{
  g_autoptr (GDateTime) local = in_zone (end, zone);
  g_autofree char *clock = NULL, *words = NULL;
  GDate day;

  if (local == NULL || g_date_time_get_utc_offset (local) == 0)
    return g_strdup ("");

  clock = clock_of (local);
  tessera_time_get_day (local, &day);
  words = tessera_words_day_without_year (&day);
  /* Translators: the same moment by the user's own clock: " (01:00 on 1 February, your time)". Begins with a space. */
  return g_strdup_printf (_(" (%s on %s, your time)"), clock, words);
}

static char *
days_clause (int days)
{
  if (days == 0)
    return g_strdup (_("Today is the last day."));
  if (days > 0)
    /* Translators: how many days a token is still valid, counted from today. */
    return g_strdup_printf (ngettext ("%'d day.", "%'d days.", (gulong) days), days);

  return g_strdup_printf (ngettext ("%'d day ago.", "%'d days ago.", (gulong) -days), -days);
}

static char *
validity_of_midnight (const GDate *day, gboolean passed, const char *local)
{
  g_autofree char *words = tessera_words_day (day);

  if (passed)
    /* Translators: the first %s is a day, the second the same moment by the user's clock, or nothing. */
    return g_strdup_printf (_("Ended on %s, at midnight UTC%s."), words, local);

  /* Translators: the first %s is a day, the second the same moment by the user's clock, or nothing. */
  return g_strdup_printf (_("Valid through %s, until midnight UTC%s."), words, local);
}

static char *
validity_of_instant (gint64 end, gboolean passed, const char *local)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *words = tessera_words_instant (end, utc);

  if (passed)
    /* Translators: the first %s is a day and time, the second the same moment by the user's clock, or nothing. */
    return g_strdup_printf (_("Ended on %s UTC%s."), words, local);

  /* Translators: the first %s is a day and time, the second the same moment by the user's clock, or nothing. */
  return g_strdup_printf (_("Valid until %s UTC%s."), words, local);
}

char *
tessera_words_validity (gint64 end, gint64 now, GTimeZone *zone)
{
  g_autofree char *local = NULL, *sentence = NULL, *days = NULL;
  gboolean passed = end <= now;
  GDate day;

  if (end == TESSERA_NEVER)
    return g_strdup (_("Never expires. It stays valid until somebody revokes it."));

  local = local_clause (end, zone);
  if (tessera_expiry_to_day (end, &day))
    sentence = validity_of_midnight (&day, passed, local);
  else
    sentence = validity_of_instant (end, passed, local);

  /* On its last UTC day an instant may have passed already; then no count of days helps. */
  if (passed && tessera_expiry_days_left (end, now) == 0)
    return g_steal_pointer (&sentence);

  days = days_clause (tessera_expiry_days_left (end, now));
  return g_strdup_printf ("%s %s", sentence, days);
}

char *
tessera_words_list (const char *const *items)
{
  guint n = g_strv_length ((char **) items);
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      if (i > 0 && i + 1 < n)
        /* Translators: between the items of a list: "Content, Products". */
        g_string_append (list, _(", "));
      else if (i > 0)
        /* Translators: before the last item of a list: "Content and Products". */
        g_string_append (list, _(" and "));
      /* Translators: an item of a list, such as a name. Languages that are written from right to left put it between
       * the isolates U+2068 and U+2069, as all %s of theirs, so that a name in Latin letters keeps its place. */
      g_string_append_printf (list, C_ ("item of a list", "%s"), items[i]);
    }

  return g_string_free (list, FALSE);
}

char *
tessera_words_grant_of (const char *area, TesseraVerb verb)
{
  /* Translators: %s is an area of the API; reading it is one permission. */
  return g_strdup_printf (verb == TESSERA_VERB_READ ? _("%s: read") : _("%s: write"), area);
}

char *
tessera_words_grant (TesseraCatalogue *catalogue, guint area, TesseraVerb verb)
{
  return tessera_words_grant_of (tessera_catalogue_get_area (catalogue, area)->name, verb);
}

char *
tessera_words_grants_of (const char *area, gboolean read, gboolean write)
{
  return g_strdup_printf (read && write ? _("%s: read and write.") : read ? _("%s: read.") : _("%s: write."), area);
}

char *
tessera_words_permissions (TesseraPermissions permissions, TesseraCatalogue *catalogue)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < tessera_catalogue_get_n_areas (catalogue); i++)
    {
      gboolean read = tessera_permissions_has (permissions, i, TESSERA_VERB_READ);
      gboolean write = tessera_permissions_has (permissions, i, TESSERA_VERB_WRITE);
      g_autofree char *grants = NULL;

      if (!read && !write)
        continue;
      grants = tessera_words_grants_of (tessera_catalogue_get_area (catalogue, i)->name, read, write);
      if (words->len > 0)
        g_string_append_c (words, ' ');
      g_string_append (words, grants);
    }

  if (words->len == 0)
    g_string_append (words, _("Nothing."));

  return g_string_free (words, FALSE);
}

#define DAYS_OF_YEAR 365

/* Up to 90 days are told by days, then by months and from twelve of them on by years, as many as come nearest. */
static int
nearest (int days, int per_year)
{
  return (2 * days * per_year + DAYS_OF_YEAR) / (2 * DAYS_OF_YEAR);
}

/* "in 69 days" */
static char *
words_ahead (int days)
{
  int months = nearest (days, 12), years = nearest (days, 1);

  if (days == 0)
    return g_strdup (_("today"));
  if (days == 1)
    return g_strdup (_("tomorrow"));
  if (days <= 90)
    return g_strdup_printf (ngettext ("in %d day", "in %d days", (gulong) days), days);
  if (months < 12)
    return g_strdup_printf (ngettext ("in %d month", "in %d months", (gulong) months), months);

  return g_strdup_printf (ngettext ("in %d year", "in %d years", (gulong) years), years);
}

static char *
words_behind (int days)
{
  int months = nearest (days, 12), years = nearest (days, 1);

  if (days == 0)
    return g_strdup (_("today"));
  if (days == 1)
    return g_strdup (_("yesterday"));
  if (days <= 90)
    return g_strdup_printf (ngettext ("%d day ago", "%d days ago", (gulong) days), days);
  if (months < 12)
    return g_strdup_printf (ngettext ("%d month ago", "%d months ago", (gulong) months), months);

  return g_strdup_printf (ngettext ("%d year ago", "%d years ago", (gulong) years), years);
}

char *
tessera_words_expires (gint64 end, gint64 now)
{
  int days;

  if (end == TESSERA_NEVER)
    /* Translators: when a token expires. */
    return g_strdup (C_ ("expires", "never"));

  days = tessera_expiry_days_left (end, now);
  return days >= 0 ? words_ahead (days) : words_behind (-days);
}

static int
days_between (gint64 earlier, gint64 later)
{
  GDate a, b;

  tessera_expiry_today (earlier, &a);
  tessera_expiry_today (later, &b);
  return g_date_days_between (&a, &b);
}

char *
tessera_words_used (gint64 time, gint64 now)
{
  gint64 ago = now - time;

  if (time == TESSERA_NEVER)
    /* Translators: when a token was last used. */
    return g_strdup (C_ ("used", "never"));
  if (ago < MINUTE)
    return g_strdup (_("just now"));
  if (ago < HOUR)
    return g_strdup_printf (ngettext ("%d minute ago", "%d minutes ago", (gulong) (ago / MINUTE)),
                            (int) (ago / MINUTE));
  if (days_between (time, now) == 0)
    return g_strdup_printf (ngettext ("%d hour ago", "%d hours ago", (gulong) (ago / HOUR)), (int) (ago / HOUR));

  return words_behind (days_between (time, now));
}

char *
tessera_words_last_use (gint64 time, gint64 now)
{
  g_autofree char *when = NULL;

  if (time == TESSERA_NEVER)
    return g_strdup (_("It was never used."));

  when = tessera_words_used (time, now);
  /* Translators: %s is "just now", "2 minutes ago", "yesterday" */
  return g_strdup_printf (_("It was last used %s."), when);
}
