/* tessera-toast.h: a few words on what was done, shown for a moment and told to who does not see them. Main thread only. */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* In place of the words before. @words: plain text */
void tessera_toast_show (AdwToastOverlay *overlay, const char *words);

G_END_DECLS
