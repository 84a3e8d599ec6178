/* tessera-editor-head.h: whose editor it is: the token's name, whether the list shows it, and who made and changed it. */

#pragma once

#include <gtk/gtk.h>

#include "tessera-token.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_EDITOR_HEAD (tessera_editor_head_get_type ())
G_DECLARE_FINAL_TYPE (TesseraEditorHead, tessera_editor_head, TESSERA, EDITOR_HEAD, GtkBox)

/* Who made and changed the token: what may be scrolled away, unlike the rest of the head, and is put elsewhere. (transfer none) */
GtkWidget *tessera_editor_head_get_about (TesseraEditorHead *head);

/* Tells of @token as it is stored. */
void tessera_editor_head_set_token (TesseraEditorHead *head, TesseraToken *token);

/* Whether the list beside it shows the token; where not, that is said. */
void tessera_editor_head_set_listed (TesseraEditorHead *head, gboolean listed);

G_END_DECLS
