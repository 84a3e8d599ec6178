/* tessera-dialog.h: what our dialogs have in common: their height, Escape, and scrolling by keys. Main thread only. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* No wider than the window it belongs to, which may be a narrow one. */
void tessera_dialog_narrow (GtkWindow *dialog);

/**
 * tessera_dialog_fit:
 * @header: its header bar
 * @body: what its scrolled window holds
 * @foot: (nullable): what is always in sight below that
 *
 * Makes @dialog no wider than the window it belongs to, and as high as its
 * parts are then, if the screen has room for that. A scrolled window asks for the height at its content's own
 * width, which is more where text wraps. Before it is presented, and again
 * when a part has grown.
 */
void tessera_dialog_fit (GtkWindow *dialog, GtkWidget *header, GtkWidget *body, GtkWidget *foot);

/* Escape closes @dialog, whatever in it would take the key for itself: a toast does. */
void tessera_dialog_close_by_escape (GtkWindow *dialog);

/* Page Up and Down, Home and End scroll @body, in which nothing can have the focus, wherever in @dialog that is. */
void tessera_dialog_scroll_by_keys (GtkWindow *dialog, GtkScrolledWindow *body);

G_END_DECLS
