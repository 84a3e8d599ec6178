/* tessera-undo-keys.h: the keys that undo and redo in a form: Ctrl+Z; Ctrl+Shift+Z and Ctrl+Y. */

#pragma once

#include "tessera-filling.h"

G_BEGIN_DECLS

/**
 * tessera_undo_keys_add:
 * @popover: of the expiry date, in @form: what is done in it is one step
 * @filling: what is undone; lives as long as @form
 *
 * Takes the keys before anything inside @form does: an entry's own undo would
 * know of nothing else. The one in @popover keeps its own, since a date that is being typed is not filled in yet.
 */
void tessera_undo_keys_add (GtkWidget *form, TesseraExpiryPopover *popover, TesseraFilling *filling);

G_END_DECLS
