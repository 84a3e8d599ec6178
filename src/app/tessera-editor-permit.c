#include "tessera-editor-permit.h"

#include <glib/gi18n-lib.h>

#include "tessera-accessible.h"

/* Fields that become insensitive would lose it to nowhere. */
static void
save_focus (TesseraForm *form, TesseraTokenActions *actions)
{
  if (tessera_accessible_has_focus (GTK_WIDGET (form)))
    tessera_token_actions_take_focus (actions);
}

void
tessera_editor_permit_show (TesseraSession *session, TesseraForm *form, TesseraTokenActions *actions,
                            TesseraTokenUse *use)
{
  TesseraToken *token = tessera_form_get_token (form);
  gboolean revoked = token != NULL && tessera_token_get_revoked (token);
  gboolean viewer = tessera_session_is_viewer (session);
  const char *why = tessera_session_get_why_not (session);

  if (revoked)
    why = _("This token is revoked. That is final; create another one in its place.");
  if (viewer || revoked)
    save_focus (form, actions);
  tessera_form_set_read_only (form, viewer || revoked);
  tessera_form_set_blocked (form, why);
  tessera_token_actions_set_token (actions, token);
  tessera_token_actions_set_blocked (actions, why);
  tessera_token_use_set_token (use, token, viewer || revoked ? why : NULL);
}
