/* tessera-filter-bar.h: buttons All, Active, Expiring, Expired, Revoked with their counts; one of them is pressed.
 *
 * Tab enters it at the pressed one and leaves it; arrows go from one to the next. */

#pragma once

#include <gtk/gtk.h>

#include "tessera-filter.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_FILTER_BAR (tessera_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (TesseraFilterBar, tessera_filter_bar, TESSERA, FILTER_BAR, GtkWidget)

/* Signal `changed`: another one was pressed, by the user or by tessera_filter_bar_set_filter(). */
GtkWidget *tessera_filter_bar_new (void);

/* One of them is always pressed; at first %TESSERA_FILTER_ALL. */
TesseraFilter tessera_filter_bar_get_filter (TesseraFilterBar *bar);
void tessera_filter_bar_set_filter (TesseraFilterBar *bar, TesseraFilter filter);

/* Says how many tokens a button lets through. */
void tessera_filter_bar_set_count (TesseraFilterBar *bar, TesseraFilter filter, guint count);

G_END_DECLS
