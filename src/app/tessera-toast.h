/* tessera-toast.h: a few words on what was done, shown for a moment and told to who does not see them. Main thread only.
 *
 * They look as libadwaita's. Those read freed memory in libadwaita 1.2 when one is dismissed while it still comes, and
 * the next frame is late. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* In place of the words before. @words: plain text. @overlay: over whose child they are shown, at its lower end */
void tessera_toast_show (GtkOverlay *overlay, const char *words);

G_END_DECLS
