/* tessera-secret-view.h: a text view as high as its text is at its width.
 *
 * GTK's own asks for the height that its text had at the width before, or for
 * a line while it had none. Wrapping must be by characters. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TESSERA_TYPE_SECRET_VIEW (tessera_secret_view_get_type ())
G_DECLARE_FINAL_TYPE (TesseraSecretView, tessera_secret_view, TESSERA, SECRET_VIEW, GtkTextView)

G_END_DECLS
