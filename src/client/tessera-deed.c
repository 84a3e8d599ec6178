#include "tessera-deed.h"

#include <glib/gi18n-lib.h>

const char *
tessera_deed_not_done (TesseraDeed deed)
{
  switch (deed)
    {
    case TESSERA_DEED_CREATE:
      return _("Nothing was created; press Create Token to try again.");
    case TESSERA_DEED_UPDATE:
      return _("Nothing was changed; press Update Token to try again.");
    case TESSERA_DEED_ROTATE:
      return _("The secret was not changed; try again.");
    case TESSERA_DEED_REVOKE:
      return _("The token was not revoked; try again.");
    case TESSERA_DEED_READ:
    default:
      return _("Try again.");
    }
}

const char *
tessera_deed_refused (TesseraDeed deed)
{
  switch (deed)
    {
    case TESSERA_DEED_CREATE:
      return _("Nothing was created.");
    case TESSERA_DEED_UPDATE:
      return _("Nothing was changed.");
    case TESSERA_DEED_ROTATE:
      return _("The secret was not changed.");
    case TESSERA_DEED_REVOKE:
      return _("The token was not revoked.");
    case TESSERA_DEED_READ:
    default:
      return _("Nothing could be read.");
    }
}

const char *
tessera_deed_unknown (TesseraDeed deed)
{
  switch (deed)
    {
    case TESSERA_DEED_CREATE:
      return _("Whether the token was created is not known; press Create Token again, which never makes a second one.");
    case TESSERA_DEED_UPDATE:
      return _("Whether the token was changed is not known; press Update Token again, which does no harm if it was.");
    case TESSERA_DEED_ROTATE:
      return _("Whether the secret was changed is not known; look at the token again, and rotate it once more "
               "if you do not have its new secret.");
    case TESSERA_DEED_REVOKE:
      return _("Whether the token was revoked is not known; revoke it again, which does no harm if it was.");
    case TESSERA_DEED_READ:
    default:
      return _("Try again.");
    }
}

char *
tessera_deed_duration (guint milliseconds)
{
  if (milliseconds % 1000 != 0)
    return g_strdup_printf (_("%.1f seconds"), milliseconds / 1000.0);

  return g_strdup_printf (ngettext ("%u second", "%u seconds", milliseconds / 1000), milliseconds / 1000);
}
