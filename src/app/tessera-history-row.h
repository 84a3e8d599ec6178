/* tessera-history-row.h: an entry of a token's history: a sentence that unfolds to the token before and after. */

#pragma once

#include <gtk/gtk.h>

#include "tessera-catalogue.h"
#include "tessera-event.h"

G_BEGIN_DECLS

/**
 * tessera_history_row_new:
 * @event: read, not kept
 * @narrow: whether there is no room for before and after beside each other
 *
 * Returns: (transfer floating): an expander, named by the sentence and described by the exact time; who does not see it
 *   is told what changed when it unfolds
 */
GtkWidget *tessera_history_row_new (const TesseraEvent *event, TesseraCatalogue *catalogue, gboolean narrow);

G_END_DECLS
