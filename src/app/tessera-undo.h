/* tessera-undo.h: the steps in which a form was filled in, to go back and forward in.
 *
 * Each tick and each choice is a step of its own; typing goes by words, and a
 * walk through the calendar is one. It knows drafts alone; the form shows them. Main thread only. */

#pragma once

#include "tessera-draft.h"

G_BEGIN_DECLS

/* As many steps are kept, the latest ones. */
#define TESSERA_UNDO_MOST 200

/* What is typed within this time may belong to the same step; the calendar is left when tessera_undo_end_step() says so. */
#define TESSERA_UNDO_PAUSE (2 * G_USEC_PER_SEC)

typedef struct _TesseraUndo TesseraUndo;

TesseraUndo *tessera_undo_new (void);
void tessera_undo_free (TesseraUndo *undo);

/* Forgets every step; the first will go back to @state. */
void tessera_undo_start (TesseraUndo *undo, const TesseraDraft *state);

/**
 * tessera_undo_note:
 * @state: what the form holds now; nothing happens if that is known
 * @now: monotonic time in microseconds
 *
 * Steps that were gone back on can't be gone forward on any more. There must be a start.
 */
void tessera_undo_note (TesseraUndo *undo, const TesseraDraft *state, gint64 now);

/* What comes next is a step of its own. */
void tessera_undo_end_step (TesseraUndo *undo);

/* Returns: (transfer none) (nullable): the state before the last step, or after the one gone back on last; %NULL if there is none */
const TesseraDraft *tessera_undo_back (TesseraUndo *undo);
const TesseraDraft *tessera_undo_forward (TesseraUndo *undo);

/* Calls @change for every state, when what they are told in has changed. */
typedef void (*TesseraUndoChange) (TesseraDraft *state, gpointer data);
void tessera_undo_change_all (TesseraUndo *undo, TesseraUndoChange change, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraUndo, tessera_undo_free)

G_END_DECLS
