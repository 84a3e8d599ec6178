#include "tessera-grace.h"

#include "tessera-words.h"

#include <glib/gi18n-lib.h>

#define HOUR 3600
#define DAY (24 * HOUR)

static const guint choices[TESSERA_N_GRACES] = { 0, HOUR, DAY, 3 * DAY, 7 * DAY };

guint
tessera_grace_get_seconds (guint choice)
{
  g_return_val_if_fail (choice < TESSERA_N_GRACES, 0);

  return choices[choice];
}

char *
tessera_grace_name (guint choice)
{
  guint seconds = tessera_grace_get_seconds (choice);

  if (seconds == 0)
    /* Translators: when the old secret of a token ends: without a grace period. */
    return g_strdup (_("At once"));
  if (seconds < DAY)
    return g_strdup_printf (ngettext ("%u hour", "%u hours", seconds / HOUR), seconds / HOUR);

  return g_strdup_printf (ngettext ("%u day", "%u days", seconds / DAY), seconds / DAY);
}

char *
tessera_grace_tell (guint seconds, gint64 expires_at, gint64 now, GTimeZone *zone)
{
  gint64 end = MIN (now + seconds, expires_at);
  g_autofree char *when = NULL;

  if (seconds == 0)
    return g_strdup (_("The old secret stops working at once: whoever still uses it is refused."));

  when = tessera_words_minute (end, zone);
  if (end == expires_at)
    /* Translators: %s is a day and time by the user's clock */
    return g_strdup_printf (_("Both secrets work until the token expires on %s."), when);

  /* Translators: %s is a day and time by the user's clock */
  return g_strdup_printf (_("Both secrets work until %s. From then on the old one is refused."), when);
}
