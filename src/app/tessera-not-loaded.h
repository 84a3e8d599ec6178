/* tessera-not-loaded.h: what stands in the form's place while the server has not told what a token can be.
 *
 * It says what is missing, why, and what can be done about it, which is in
 * sight: the icon gives way where there is little room, and the page is scrolled to it. Main thread only. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TESSERA_TYPE_NOT_LOADED (tessera_not_loaded_get_type ())
G_DECLARE_FINAL_TYPE (TesseraNotLoaded, tessera_not_loaded, TESSERA, NOT_LOADED, GtkWidget)

/* Signal `action`: its button was pressed. */
GtkWidget *tessera_not_loaded_new (void);

/**
 * tessera_not_loaded_set:
 * @why: sentences
 * @action: the button's label
 * @typed: whether something was typed into the form, which then says that it is kept
 *
 * Told to who does not see it, if it is new and in sight.
 */
void tessera_not_loaded_set (TesseraNotLoaded *self, const char *why, const char *action, gboolean typed);

/* Moves the focus to its button. Returns: whether it could */
gboolean tessera_not_loaded_focus (TesseraNotLoaded *self);

G_END_DECLS
