/* tessera-check-dialog.h: **Check a Request**: a verb and a path in, whether the token may make it and why out, as one types.
 *
 * Worked out here, from the catalogue's routes, by what authorize decides with;
 * nothing is sent. Where the form has other permissions or another end than
 * the token, both answers are told. Main thread only. */

#pragma once

#include <adwaita.h>

#include "tessera-draft.h"
#include "tessera-token.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_CHECK_DIALOG (tessera_check_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TesseraCheckDialog, tessera_check_dialog, TESSERA, CHECK_DIALOG, AdwWindow)

/**
 * tessera_check_dialog_new:
 * @catalogue: of which token and draft are
 * @token: as it is
 * @draft: as the form has it; copied as far as it is needed
 *
 * Returns: (transfer none): a modal window, to be presented
 */
GtkWindow *tessera_check_dialog_new (GtkWindow *parent, TesseraCatalogue *catalogue, TesseraToken *token,
                                     const TesseraDraft *draft);

G_END_DECLS
