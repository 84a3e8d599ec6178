/* tessera-loading.h: what stands in the place of something that the server has not told yet: that it is being loaded.
 *
 * The word is there at once, so that nobody takes an empty place for the
 * truth; the spinner only if it takes a while. Assistive technology finds a
 * status, busy. Main thread only. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TESSERA_TYPE_LOADING (tessera_loading_get_type ())
G_DECLARE_FINAL_TYPE (TesseraLoading, tessera_loading, TESSERA, LOADING, GtkWidget)

GtkWidget *tessera_loading_new (void);

/* The word, also for where there is room for no more. (transfer none) */
const char *tessera_loading_get_word (void);

G_END_DECLS
