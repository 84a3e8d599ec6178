/* tessera-created-dialog.h: the one time that a secret is shown.
 *
 * The view can be read and selected but never feeds the primary selection;
 * what leaves it goes through tessera-clipboard. Leaving without having
 * copied asks once. */

#pragma once

#include <adwaita.h>

#include "tessera-secret.h"
#include "tessera-token.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_CREATED_DIALOG (tessera_created_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TesseraCreatedDialog, tessera_created_dialog, TESSERA, CREATED_DIALOG, AdwWindow)

/**
 * tessera_created_dialog_new:
 * @secret: copied
 * @example_url: (nullable): the address in the ready command
 * @rotated: whether an earlier try had created the token already and this is its second secret
 *
 * Signal: `done` once, when it is left for good; it destroys itself.
 *
 * Returns: (transfer none): a modal window, to be presented
 */
GtkWindow *tessera_created_dialog_new (GtkWindow *parent, TesseraToken *token, const TesseraSecret *secret,
                                       const char *example_url, gboolean rotated);

/* The same after the token was rotated; @grace: what becomes of the old secret, in sentences. */
GtkWindow *tessera_created_dialog_new_rotated (GtkWindow *parent, TesseraToken *token, const TesseraSecret *secret,
                                               const char *example_url, const char *grace);

G_END_DECLS
