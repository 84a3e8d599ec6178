/* tessera-chosen.h: which tokens of the list are chosen: one, or several by Shift, Ctrl and Ctrl+A.
 *
 * Several stay chosen by their ids when the list changes, as long as they are
 * shown: nobody does anything to tokens that they don't see. Main thread only. */

#pragma once

#include <gtk/gtk.h>

#include "tessera-token-model.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_CHOSEN (tessera_chosen_get_type ())
G_DECLARE_FINAL_TYPE (TesseraChosen, tessera_chosen, TESSERA, CHOSEN, GObject)

/* Signal `changed`: the user chose otherwise, or one of several is shown no more. */
TesseraChosen *tessera_chosen_new (TesseraTokenModel *model);

/* For the view. (transfer none) */
GtkSelectionModel *tessera_chosen_get_selection (TesseraChosen *chosen);

guint tessera_chosen_get_n_tokens (TesseraChosen *chosen);

/* (transfer full) (element-type TesseraToken): in the order of the list */
GPtrArray *tessera_chosen_get_tokens (TesseraChosen *chosen);

/* Chooses the token with that id alone, or none; nothing is told of it. @id: (nullable). Returns: whether it is in the list */
gboolean tessera_chosen_set_only (TesseraChosen *chosen, const char *id);

G_END_DECLS
