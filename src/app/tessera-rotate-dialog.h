/* tessera-rotate-dialog.h: asks how long the old secret shall go on working, and rotates the token.
 *
 * It stays until the new secret is there or the user gives up: a failure is
 * told in it, and what was chosen stays. A repetition after a lost answer
 * meets a newer state of the token; that is explained, and rotating again is
 * offered. Main thread only. */

#pragma once

#include <adwaita.h>

#include "tessera-session.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_ROTATE_DIALOG (tessera_rotate_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TesseraRotateDialog, tessera_rotate_dialog, TESSERA, ROTATE_DIALOG, AdwWindow)

/**
 * tessera_rotate_dialog_new:
 * @token: an active token
 *
 * Signals: `rotated` (pointer to a TesseraChangeResult with token and secret, valid meanwhile; const char *: what
 * becomes of the old secret, in a sentence), once, after which it destroys itself;
 * `current` (TesseraToken): somebody else changed the token, which is so now.
 *
 * Returns: (transfer none): a modal window, to be presented
 */
GtkWindow *tessera_rotate_dialog_new (GtkWindow *parent, TesseraSession *session, TesseraToken *token);

G_END_DECLS
