/* tessera-load-indicator.h: shows that a session loads, for as long as there is something to wait for.
 *
 * A spinner in the place of the refresh button's picture, a progress bar for what takes seconds. Main thread only. */

#pragma once

#include <gtk/gtk.h>

#include "tessera-session.h"

G_BEGIN_DECLS

typedef struct _TesseraLoadIndicator TesseraLoadIndicator;

/* @states: has pages `idle` and `loading`, and @spinner in that; widgets that live as long as the indicator */
TesseraLoadIndicator *tessera_load_indicator_new (GtkStack *states, GtkSpinner *spinner, GtkProgressBar *progress);
void tessera_load_indicator_free (TesseraLoadIndicator *indicator);

/* In place of the one before. */
void tessera_load_indicator_follow (TesseraLoadIndicator *indicator, TesseraSession *session);

/* Whether the last load lies back long enough, for what it cost, to load unasked. */
gboolean tessera_load_indicator_is_rested (TesseraLoadIndicator *indicator);

G_END_DECLS
