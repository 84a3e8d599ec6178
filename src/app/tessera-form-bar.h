/* tessera-form-bar.h: the bar under the form: the button that sends it, why it is insensitive, and more actions. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TESSERA_TYPE_FORM_BAR (tessera_form_bar_get_type ())
G_DECLARE_FINAL_TYPE (TesseraFormBar, tessera_form_bar, TESSERA, FORM_BAR, GtkWidget)

/* Signal `submit`: the button was pressed. */
GtkWidget *tessera_form_bar_new (void);

void tessera_form_bar_set_label (TesseraFormBar *bar, const char *label);

/* @why: (nullable): why the button is insensitive, shown above it; %NULL makes it sensitive */
void tessera_form_bar_set_blocked (TesseraFormBar *bar, const char *why);

/* @effect: (nullable): a sentence on what the button does, which describes it while it is not blocked */
void tessera_form_bar_set_effect (TesseraFormBar *bar, const char *effect);

/* While a request runs: insensitive; after 300 ms it says what it waits for. */
void tessera_form_bar_set_busy (TesseraFormBar *bar, gboolean busy);

void tessera_form_bar_add_action (TesseraFormBar *bar, GtkWidget *action);

/* (transfer none) */
GtkButton *tessera_form_bar_get_button (TesseraFormBar *bar);

G_END_DECLS
