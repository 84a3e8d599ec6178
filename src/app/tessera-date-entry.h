/* tessera-date-entry.h: an entry for a typed date, which says under it how it is understood.
 *
 * What is typed is taken with Return, and when the focus leaves. What is no
 * date is refused in words, for as long as it stands there. */

#pragma once

#include <gtk/gtk.h>

#include "tessera-time.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_DATE_ENTRY (tessera_date_entry_get_type ())
G_DECLARE_FINAL_TYPE (TesseraDateEntry, tessera_date_entry, TESSERA, DATE_ENTRY, GtkWidget)

/* Signals: `taken` (gint64): a date was typed other than the one that it held, its exclusive end, or %TESSERA_NEVER;
 * `confirmed`: Return was pressed on a date, after `taken`; `refusal-changed`: see tessera_date_entry_get_refusal(). */
GtkWidget *tessera_date_entry_new (void);

/* @now: the instant whose UTC day is today. */
void tessera_date_entry_set_now (TesseraDateEntry *entry, gint64 now);

/* Writes @end, an exclusive end or %TESSERA_NEVER, in place of what was typed. */
void tessera_date_entry_set_end (TesseraDateEntry *entry, gint64 end);

/* Takes what was typed and not yet taken, if it is a date. */
void tessera_date_entry_take (TesseraDateEntry *entry);

/* Why what is typed is no date, in words; %NULL if nothing was refused. (transfer none) */
const char *tessera_date_entry_get_refusal (TesseraDateEntry *entry);

/* @message: (nullable) (transfer none): the label that says what is wrong with the date; what it says comes first in the
 * description of what has the focus. To be told again when its words change. */
void tessera_date_entry_set_fault (TesseraDateEntry *entry, GtkLabel *message);

G_END_DECLS
