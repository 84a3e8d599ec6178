/* tessera-token-actions.h: what can be done with a token beside changing it: the buttons Rotate, Revoke and More.
 *
 * They stand in the bar under the editor's form. The same deeds are the
 * actions `token.rotate`, `token.revoke`, `token.duplicate`,
 * `token.history` and `token.check`, which menus and shortcuts use; each is disabled where it
 * would do nothing. What they ask and send is theirs; what becomes of the
 * form is told by signals. Main thread only. */

#pragma once

#include <gtk/gtk.h>

#include "tessera-form.h"
#include "tessera-session.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_TOKEN_ACTIONS (tessera_token_actions_get_type ())
G_DECLARE_FINAL_TYPE (TesseraTokenActions, tessera_token_actions, TESSERA, TOKEN_ACTIONS, GtkWidget)

/* Signals: `begun` and `ended`: around a request that changes the token;
 * `changed` (TesseraToken): the token as it is now, of which nothing that was typed is a part;
 * `failed` (const char *, gboolean): sentences for the user, %NULL when an earlier failure is of no interest any more, and
 *   whether the same may succeed later;
 * `told` (const char *): a few words on what was done;
 * `duplicate` (TesseraToken): Create Token is to be filled with a copy.
 * @form: in which they stand, and of which Check a Request tells, too */
GtkWidget *tessera_token_actions_new (TesseraSession *session, TesseraForm *form);

/* @token: (nullable): with which they do something */
void tessera_token_actions_set_token (TesseraTokenActions *actions, TesseraToken *token);

/* @why: (nullable): why nothing may be changed; told with each button that is insensitive */
void tessera_token_actions_set_blocked (TesseraTokenActions *actions, const char *why);

/* While a request about the token runs, theirs or another one. */
void tessera_token_actions_set_busy (TesseraTokenActions *actions, gboolean busy);

/* While the token is out of sight, nothing is done with it. */
void tessera_token_actions_set_aside (TesseraTokenActions *actions, gboolean aside);

/* Asks, then revokes the token. Does nothing where it may not. */
void tessera_token_actions_revoke (TesseraTokenActions *actions);

/* Revokes the token again, without asking, after that failed. */
void tessera_token_actions_retry (TesseraTokenActions *actions);

/* The focus to More, which is never insensitive. */
void tessera_token_actions_take_focus (TesseraTokenActions *actions);

/* Makes them the actions `token.…` of @page as well, with their shortcuts, from anywhere in the window while @page is in sight. */
void tessera_token_actions_offer (TesseraTokenActions *actions, GtkWidget *page);

/* The actions, for other widgets: to be inserted as `token`. (transfer none) */
GActionGroup *tessera_token_actions_get_group (TesseraTokenActions *actions);

G_END_DECLS
