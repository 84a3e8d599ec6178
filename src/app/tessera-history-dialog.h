/* tessera-history-dialog.h: the history of a token: who did what and when, newest first.
 *
 * Further pages come when they are asked for. Main thread only. */

#pragma once

#include <adwaita.h>

#include "tessera-session.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_HISTORY_DIALOG (tessera_history_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TesseraHistoryDialog, tessera_history_dialog, TESSERA, HISTORY_DIALOG, AdwWindow)

/* Returns: (transfer none): a modal window, to be presented; it asks the server at once */
GtkWindow *tessera_history_dialog_new (GtkWindow *parent, TesseraSession *session, TesseraToken *token);

G_END_DECLS
