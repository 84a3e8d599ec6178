/* tessera-conflict-dialog.h: somebody changed the token meanwhile: theirs and yours, side by side in words. */

#pragma once

#include <adwaita.h>

#include "tessera-draft.h"

G_BEGIN_DECLS

/**
 * TesseraConflictAnswer:
 * @TESSERA_CONFLICT_CANCEL: back to the form as it is
 * @TESSERA_CONFLICT_KEEP_MINE: send mine again, over theirs
 * @TESSERA_CONFLICT_TAKE_THEIRS: fill the form with theirs
 */
typedef enum
{
  TESSERA_CONFLICT_CANCEL,
  TESSERA_CONFLICT_KEEP_MINE,
  TESSERA_CONFLICT_TAKE_THEIRS,
} TesseraConflictAnswer;

#define TESSERA_TYPE_CONFLICT_DIALOG (tessera_conflict_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TesseraConflictDialog, tessera_conflict_dialog, TESSERA, CONFLICT_DIALOG, AdwWindow)

/**
 * tessera_conflict_dialog_new:
 * @base: the token that the form was filled from
 * @mine: what the form holds
 * @theirs: the token as it is now
 *
 * Signal: `answer` (TesseraConflictAnswer as int) once; it destroys itself.
 *
 * Returns: (transfer none): a modal window, to be presented
 */
GtkWindow *tessera_conflict_dialog_new (GtkWindow *parent, TesseraCatalogue *catalogue, TesseraToken *base,
                                        const TesseraDraft *mine, TesseraToken *theirs);

G_END_DECLS
