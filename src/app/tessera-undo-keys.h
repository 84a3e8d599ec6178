/* tessera-undo-keys.h: the keys that undo and redo: Ctrl+Z; Ctrl+Shift+Z and Ctrl+Y. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @back: to undo, else to redo. Returns: whether the key was taken; if not, it goes where it would have gone. */
typedef gboolean (*TesseraUndoByKey) (GtkWidget *widget, gboolean back);

/* Lets @widget take the keys before anything inside it does: an entry's own undo would know of nothing else. */
void tessera_undo_keys_add (GtkWidget *widget, TesseraUndoByKey callback);

G_END_DECLS
