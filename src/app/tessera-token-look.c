#include "tessera-token-look.h"

#include <glib/gi18n-lib.h>

#include "tessera-words.h"

TesseraLook
tessera_token_look_get (TesseraToken *token, gint64 now)
{
  switch (tessera_token_get_status (token, now))
    {
    case TESSERA_STATUS_EXPIRED:
      return TESSERA_LOOK_EXPIRED;
    case TESSERA_STATUS_REVOKED:
      return TESSERA_LOOK_REVOKED;
    case TESSERA_STATUS_ACTIVE:
    default:
      return tessera_token_is_expiring (token, now) ? TESSERA_LOOK_EXPIRING : TESSERA_LOOK_ACTIVE;
    }
}

const char *
tessera_token_look_get_word (TesseraLook look)
{
  switch (look)
    {
    case TESSERA_LOOK_EXPIRING:
      return _("Expiring");
    case TESSERA_LOOK_EXPIRED:
      return _("Expired");
    case TESSERA_LOOK_REVOKED:
      return _("Revoked");
    case TESSERA_LOOK_ACTIVE:
    default:
      return _("Active");
    }
}

static char *
describe_expiry (TesseraToken *token, gint64 now)
{
  gint64 end = tessera_token_get_expires_at (token);
  gboolean revoked = tessera_token_get_status (token, now) == TESSERA_STATUS_REVOKED;
  g_autofree char *when = NULL;

  if (end == TESSERA_NEVER)
    return g_strdup (revoked ? _("had no expiry date") : _("never expires"));

  when = tessera_words_expires (end, now);
  if (revoked)
    /* Translators: of a token that was revoked before; %s is "3 days ago" or "in 69 days" */
    return g_strdup_printf (_("would have expired %s"), when);
  /* Translators: %s is "3 days ago" or "in 69 days" */
  return g_strdup_printf (end <= now ? _("expired %s") : _("expires %s"), when);
}

static char *
describe_last_use (TesseraToken *token, gint64 now)
{
  gint64 at = tessera_token_get_last_used_at (token);
  g_autofree char *when = NULL;

  if (at == TESSERA_NEVER)
    return g_strdup (_("Never used."));

  when = tessera_words_used (at, now);
  /* Translators: %s is "2 minutes ago" or "yesterday" */
  return g_strdup_printf (_("Last used %s."), when);
}

char *
tessera_token_look_describe (TesseraToken *token, TesseraCatalogue *catalogue, gint64 now)
{
  g_autofree char *expiry = describe_expiry (token, now);
  g_autofree char *permissions = tessera_words_permissions (tessera_token_get_permissions (token), catalogue);
  g_autofree char *use = describe_last_use (token, now);

  /* Translators: a row of the list for those who hear it: name, type, status, "expires in 69 days", permissions as
   * sentences, "Last used yesterday." */
  return g_strdup_printf (_("%s, %s, %s, %s. %s %s"), tessera_token_get_name (token),
                          tessera_catalogue_get_type_name (catalogue, tessera_token_get_type_id (token)),
                          tessera_token_look_get_word (tessera_token_look_get (token, now)), expiry, permissions, use);
}

char *
tessera_token_look_describe_use (TesseraToken *token, GTimeZone *zone)
{
  gint64 at = tessera_token_get_last_used_at (token);
  g_autofree char *when = NULL;

  if (at == TESSERA_NEVER)
    return g_strdup (_("Never used."));

  when = tessera_words_minute (at, zone);
  /* Translators: %s is an instant, like "1 February 2027, 01:00" */
  return g_strdup_printf (_("Last used on %s."), when);
}
