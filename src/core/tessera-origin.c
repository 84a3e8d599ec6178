#include "tessera-origin.h"

#include <glib/gi18n-lib.h>

#include "tessera-words.h"

static char *
describe_deed (const char *format, const char *who, gint64 time, GTimeZone *zone)
{
  g_autofree char *when = tessera_words_minute (time, zone);

  return g_strdup_printf (format, who, when);
}

char *
tessera_origin_tell (TesseraToken *token, GTimeZone *zone)
{
  gint64 created = tessera_token_get_created_at (token), updated = tessera_token_get_updated_at (token);
  const char *creator = tessera_token_get_created_by (token), *changer = tessera_token_get_updated_by (token);
  g_autofree char *birth = NULL, *change = NULL, *hint = NULL;

  /* Translators: an admin's name, a day and time */
  birth = describe_deed (_("Created by %s on %s."), creator, created, zone);
  if (tessera_token_get_revoked (token))
    change = describe_deed (_("Revoked by %s on %s."), changer, updated, zone);
  else if (updated != created || !g_str_equal (creator, changer))
    change = describe_deed (_("Last changed by %s on %s."), changer, updated, zone);

  /* Translators: the last characters of a token's secret, by which people tell it from others */
  hint = g_strdup_printf (_("Secret ends in %s."), tessera_token_get_hint (token));
  return change != NULL ? g_strjoin (" ", birth, change, hint, NULL) : g_strjoin (" ", birth, hint, NULL);
}
