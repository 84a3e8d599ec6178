/* tessera-editor.h: one token: who made and changed it, the form, Update Token and what else can be done.
 *
 * What is typed stays through every failure and every reload; a token that
 * changed meanwhile is shown anew only if nothing was typed. */

#pragma once

#include <gtk/gtk.h>

#include "tessera-form.h"
#include "tessera-leaving.h"
#include "tessera-session.h"
#include "tessera-token-actions.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_EDITOR (tessera_editor_get_type ())
G_DECLARE_FINAL_TYPE (TesseraEditor, tessera_editor, TESSERA, EDITOR, GtkWidget)

/* Signals: `failed` (const char *, gboolean): sentences for the user, %NULL when an earlier failure is of no interest any
 * more, and whether tessera_editor_retry() may succeed;
 * `told` (const char *): a few words on what was done; `duplicate` (TesseraToken): Create Token is to be filled with a copy. */
GtkWidget *tessera_editor_new (TesseraSession *session);

/* Shows @token in place of the one before, whatever was typed. */
void tessera_editor_set_token (TesseraEditor *editor, TesseraToken *token);

/* (transfer none) (nullable) */
TesseraToken *tessera_editor_get_token (TesseraEditor *editor);
gboolean tessera_editor_get_dirty (TesseraEditor *editor);

/* (transfer none) */
TesseraForm *tessera_editor_get_form (TesseraEditor *editor);

/* Whether the list beside it shows its token; where not, the editor says so. */
void tessera_editor_set_listed (TesseraEditor *editor, gboolean listed);

/* Moves the focus to the first field; where none can be changed, to what can be done with the token. */
void tessera_editor_focus (TesseraEditor *editor);

/* Does again what failed last. */
void tessera_editor_retry (TesseraEditor *editor);

/* While something else stands in its place, the actions do nothing. */
void tessera_editor_set_aside (TesseraEditor *editor, gboolean aside);

/* What can be done with the token beside changing it. (transfer none) */
TesseraTokenActions *tessera_editor_get_token_actions (TesseraEditor *editor);

/* What can be done with the token, for menus elsewhere: to be inserted as `token`, see tessera-token-actions.h. (transfer none) */
GActionGroup *tessera_editor_get_actions (TesseraEditor *editor);

/**
 * tessera_editor_leave:
 * @done: called once: at once if nothing was typed, else when the user has answered
 */
void tessera_editor_leave (TesseraEditor *editor, TesseraLeft done, gpointer data);

G_END_DECLS
