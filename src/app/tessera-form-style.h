/* tessera-form-style.h: the form's style sheet, loaded once for a display. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void tessera_form_style_load (GdkDisplay *display);

G_END_DECLS
