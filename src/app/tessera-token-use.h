/* tessera-token-use.h: when each permission of the edited token was last used, and **Remove unused permissions**.
 *
 * Asks the server when a token is shown and when the session has loaded
 * again, while it is in sight. What it learns stands beside the boxes of the
 * form; in its own line stands since when use is counted, or why nothing is
 * known. The button unticks in the form, and saves nothing. Main thread only. */

#pragma once

#include <gtk/gtk.h>

#include "tessera-form.h"
#include "tessera-session.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_TOKEN_USE (tessera_token_use_get_type ())
G_DECLARE_FINAL_TYPE (TesseraTokenUse, tessera_token_use, TESSERA, TOKEN_USE, GtkWidget)

/* @form: that edits the tokens, and outlives it; it puts itself below its permissions */
TesseraTokenUse *tessera_token_use_new (TesseraSession *session, TesseraForm *form);

/**
 * tessera_token_use_set_token:
 * @token: (nullable): the one that the form edits now; another one's use is asked for soon
 * @why: (nullable): why nothing may be ticked or unticked
 */
void tessera_token_use_set_token (TesseraTokenUse *use, TesseraToken *token, const char *why);

G_END_DECLS
