/* tessera-editor-side.h: what stands beside the list of tokens: the editor of one, what is done with several, or a hint.
 *
 * Main thread only. */

#pragma once

#include <gtk/gtk.h>

#include "tessera-editor.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_EDITOR_SIDE (tessera_editor_side_get_type ())
G_DECLARE_FINAL_TYPE (TesseraEditorSide, tessera_editor_side, TESSERA, EDITOR_SIDE, GtkWidget)

/* Signals: `back`: the list is wanted, in whose place it stands;
 * `ended`: something was done with several tokens, its dialogs are closed, and nothing has the focus. */
GtkWidget *tessera_editor_side_new (TesseraSession *session);

/* (transfer none) */
TesseraEditor *tessera_editor_side_get_editor (TesseraEditorSide *side);

/* Shows that token in the editor, whatever is there. */
void tessera_editor_side_edit (TesseraEditorSide *side, TesseraToken *token);

/* Shows the editor with its token again, after several. */
void tessera_editor_side_show_one (TesseraEditorSide *side);

/* @tokens: (element-type TesseraToken): two or more, with which something may be done together */
void tessera_editor_side_show_several (TesseraEditorSide *side, GPtrArray *tokens);
gboolean tessera_editor_side_get_several (TesseraEditorSide *side);

/* (nullable): the id of the token in the editor */
const char *tessera_editor_side_get_edited_id (TesseraEditorSide *side);

/* Whether it stands in the list's place, and not beside it. */
void tessera_editor_side_set_alone (TesseraEditorSide *side, gboolean alone);

/* Whether a token could be selected, which the hint asks for. */
void tessera_editor_side_set_hint (TesseraEditorSide *side, gboolean hint);

/* Asks, then revokes what is shown. Does nothing where it may not. */
void tessera_editor_side_revoke (TesseraEditorSide *side);

/* The focus to the first of what is shown, from wherever it is. */
void tessera_editor_side_focus (TesseraEditorSide *side);

/* Whether several are shown, and may be changed. */
gboolean tessera_editor_side_can_change_several (TesseraEditorSide *side);

G_END_DECLS
