/* tessera-secret-view.h: a text view as high as its text is at its width, which shows nothing that is not in the text.
 *
 * GTK's own asks for the height that its text had at the width before, or for
 * a line while it had none; and where a line ends in the middle of a word it shows a
 * hyphen. Wrapping is by characters; the buffer is the one it is made with. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TESSERA_TYPE_SECRET_VIEW (tessera_secret_view_get_type ())
G_DECLARE_FINAL_TYPE (TesseraSecretView, tessera_secret_view, TESSERA, SECRET_VIEW, GtkTextView)

G_END_DECLS
