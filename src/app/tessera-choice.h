/* tessera-choice.h: what is chosen in the list of tokens stands beside it.
 *
 * Before another token takes the editor's place, the editor is asked whether
 * what was typed in it may be left; until that is answered, and where it may
 * not, the list shows what it showed. Main thread only. */

#pragma once

#include "tessera-chosen.h"
#include "tessera-editor-side.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_CHOICE (tessera_choice_get_type ())
G_DECLARE_FINAL_TYPE (TesseraChoice, tessera_choice, TESSERA, CHOICE, GObject)

/* Signal `settled`: it was asked whether the editor may be left for the token that was chosen, and answered.
 * @side: let go of by tessera_choice_end() */
TesseraChoice *tessera_choice_new (TesseraSession *session, TesseraTokenModel *model, TesseraChosen *chosen,
                                   TesseraEditorSide *side);

/* Nothing is chosen any more: list and side go. */
void tessera_choice_end (TesseraChoice *choice);

/* Chooses the first token of the list where the editor has none. */
void tessera_choice_take_first (TesseraChoice *choice);

/* Chooses the token at @position alone, unless it is one of several that are chosen.
 * Returns: whether it now is what stands beside the list, by itself or among others; not while something is asked */
gboolean tessera_choice_take (TesseraChoice *choice, guint position);

/* Whether the editor has that token. */
gboolean tessera_choice_is_edited (TesseraChoice *choice, TesseraToken *token);

G_END_DECLS
