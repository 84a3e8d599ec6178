/* tessera-window-size.h: a window comes back in the size it had. Main thread only. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Before @window is shown. @settings: (nullable) */
void tessera_window_size_recall (GtkWindow *window, GSettings *settings);

/* Before it closes. @settings: (nullable) */
void tessera_window_size_remember (GtkWindow *window, GSettings *settings);

G_END_DECLS
