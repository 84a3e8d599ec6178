/* tessera-verb-choice.h: the drop-down **Verb** of Check a Request: GET, HEAD, POST, PUT, DELETE.
 *
 * As wide as what it holds; its inner parts, which have the focus, bear its name. Main thread only. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Returns: (transfer none): a floating drop-down */
GtkDropDown *tessera_verb_choice_new (void);

/* (transfer none) */
const char *tessera_verb_choice_get (GtkDropDown *choice);

/* What is read after the name of the part that has the focus. */
void tessera_verb_choice_describe (GtkDropDown *choice, const char *words);

G_END_DECLS
