/* tessera-editor-permit.h: what the editor's parts let one do, by who asks, the state of the server and the token's. */

#pragma once

#include "tessera-form.h"
#include "tessera-session.h"
#include "tessera-token-actions.h"
#include "tessera-token-use.h"

G_BEGIN_DECLS

/**
 * tessera_editor_permit_show:
 *
 * Tells @form, @actions and @use what may be done with the token in @form, if there is one, and why the rest may not.
 * The focus goes on from fields that become insensitive to what can still be done. Main thread only.
 */
void tessera_editor_permit_show (TesseraSession *session, TesseraForm *form, TesseraTokenActions *actions,
                                 TesseraTokenUse *use);

G_END_DECLS
