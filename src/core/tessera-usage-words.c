#include "tessera-usage-words.h"

#include <glib/gi18n-lib.h>

#include "tessera-words.h"

static char *
tell_both (TesseraUse read, TesseraUse write, gint64 now)
{
  g_autofree char *read_when = tessera_words_used (read.last_at, now);
  g_autofree char *write_when = tessera_words_used (write.last_at, now);

  if (read.count == 0 && write.count == 0)
    return g_strdup (_("Never used"));
  if (write.count == 0)
    /* Translators: %s is "just now", "2 minutes ago", "yesterday" */
    return g_strdup_printf (_("Read %s, never written"), read_when);
  if (read.count == 0)
    return g_strdup_printf (_("Written %s, never read"), write_when);

  return g_strdup_printf (_("Read %s, written %s"), read_when, write_when);
}

char *
tessera_usage_tell_area (const TesseraUsage *usage, guint area, TesseraPermissions granted, gint64 now)
{
  gboolean may_read = tessera_permissions_has (granted, area, TESSERA_VERB_READ);
  gboolean may_write = tessera_permissions_has (granted, area, TESSERA_VERB_WRITE);
  TesseraUse use;
  g_autofree char *when = NULL;

  g_return_val_if_fail (area < usage->n_areas, NULL);

  if (may_read && may_write)
    return tell_both (usage->uses[area][TESSERA_VERB_READ], usage->uses[area][TESSERA_VERB_WRITE], now);
  if (!may_read && !may_write)
    return NULL;

  use = usage->uses[area][may_read ? TESSERA_VERB_READ : TESSERA_VERB_WRITE];
  if (use.count == 0)
    return g_strdup (_("Never used"));

  when = tessera_words_used (use.last_at, now);
  return g_strdup_printf (may_read ? _("Read %s") : _("Written %s"), when);
}

char *
tessera_usage_tell_since (const TesseraUsage *usage, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (usage->since);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);
  g_autofree char *day = NULL;
  GDate date;

  tessera_time_get_day (local, &date);
  day = tessera_words_day (&date);
  /* Translators: %s is a day, "3 May 2027" */
  return g_strdup_printf (_("Use is counted since %s."), day);
}

static gboolean
is_unused (const TesseraUsage *usage, TesseraPermissions granted, TesseraPermissions ticked, guint area, TesseraVerb verb)
{
  return tessera_permissions_has (ticked, area, verb) && tessera_permissions_has (granted, area, verb)
         && usage->uses[area][verb].count == 0;
}

/* Of @unused, which is not empty, without one: the first of an area that is not retired, else the first of all. */
static TesseraPermissions
spare_one (TesseraPermissions unused, TesseraCatalogue *catalogue, guint n_areas)
{
  for (guint retired = 0; retired <= 1; retired++)
    for (guint area = 0; area < n_areas; area++)
      for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
        if (tessera_permissions_has (unused, area, verb) && tessera_catalogue_get_area (catalogue, area)->retired == (gboolean) retired)
          return tessera_permissions_with (unused, area, verb, FALSE);

  return unused;
}

TesseraPermissions
tessera_usage_find_unused (const TesseraUsage *usage, TesseraCatalogue *catalogue, TesseraPermissions granted,
                           TesseraPermissions ticked)
{
  TesseraPermissions unused = { 0 };

  g_return_val_if_fail (usage->n_areas <= tessera_catalogue_get_n_areas (catalogue), unused);

  for (guint area = 0; area < usage->n_areas; area++)
    for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
      if (is_unused (usage, granted, ticked, area, verb))
        unused = tessera_permissions_with (unused, area, verb, TRUE);

  if (!tessera_permissions_is_empty (unused) && tessera_permissions_equal (unused, ticked))
    unused = spare_one (unused, catalogue, usage->n_areas);
  return unused;
}
