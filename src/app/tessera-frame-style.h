/* tessera-frame-style.h: the style sheet of all that is not the form, loaded once for a display. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void tessera_frame_style_load (GdkDisplay *display);

G_END_DECLS
