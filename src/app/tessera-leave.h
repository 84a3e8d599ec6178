/* tessera-leave.h: asks for all that is typed and not saved, before it would be lost. Main thread only. */

#pragma once

#include "tessera-create-page.h"
#include "tessera-editor.h"

G_BEGIN_DECLS

/**
 * tessera_leave_all:
 * @done: called once: at once if nothing is unsaved, else when the user has answered
 *
 * Asks for the editor first, then for Create Token. Both outlive it.
 */
void tessera_leave_all (GtkWindow *window, TesseraEditor *editor, TesseraCreatePage *create, TesseraLeft done, gpointer data);

G_END_DECLS
