/* tessera-accessible.h: what assistive technology reads of a control. Main thread only. */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * tessera_accessible_set_name:
 *
 * Makes @name all of the control's name. GTK 4.8 adds to it the text of the
 * label that a button is labelled by.
 */
void tessera_accessible_set_name (GtkWidget *widget, const char *name);

/* The same for the answers of @dialog, which are named with their underlines and twice otherwise. After they were added. */
void tessera_accessible_name_answers (AdwMessageDialog *dialog);

G_END_DECLS
