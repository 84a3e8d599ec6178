/* tessera-form-place.h: where the form to create a token is, or, as long as nobody knows what a token can be, why it is not.
 *
 * What is typed and where the focus is stay while the form gives way. Main thread only. */

#pragma once

#include "tessera-form.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_FORM_PLACE (tessera_form_place_get_type ())
G_DECLARE_FINAL_TYPE (TesseraFormPlace, tessera_form_place, TESSERA, FORM_PLACE, GtkWidget)

/* Signals: `action`: the button beside what is missing was pressed;
 * `seen`: what is missing has come into sight, or has gone out of it. */
GtkWidget *tessera_form_place_new (void);

/* Once. */
void tessera_form_place_set_form (TesseraFormPlace *place, TesseraForm *form);

/**
 * tessera_form_place_set_missing:
 * @why: (nullable): sentences on why the form is not there; %NULL shows it
 * @action: (nullable): the label of the button that may help; not %NULL with @why
 */
void tessera_form_place_set_missing (TesseraFormPlace *place, const char *why, const char *action);

/* Whether somebody sees in the form's place what is missing. */
gboolean tessera_form_place_get_seen (TesseraFormPlace *place);

/* Moves the focus to the first field, or to what may help. */
void tessera_form_place_focus (TesseraFormPlace *place);

G_END_DECLS
