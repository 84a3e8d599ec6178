#include "tessera-token-permit.h"

#include <glib/gi18n-lib.h>

TesseraTokenPermit
tessera_token_permit (TesseraSession *session, TesseraToken *token, const char *blocked, gboolean busy)
{
  TesseraTokenPermit permit = { .read = token != NULL, .why_not_rotate = blocked };

  if (blocked == NULL && token != NULL && tessera_token_get_status (token, tessera_time_now ()) == TESSERA_STATUS_EXPIRED)
    permit.why_not_rotate = _("Only an active token can be rotated. This one has expired; a later expiry date revives it.");
  permit.rotate = token != NULL && !busy && permit.why_not_rotate == NULL;
  permit.revoke = token != NULL && !busy && blocked == NULL;
  /* A copy can be filled in while the server is away, but not by who may create none. */
  permit.duplicate = token != NULL && (session == NULL || !tessera_session_is_viewer (session));
  return permit;
}
