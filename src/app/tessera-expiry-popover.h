/* tessera-expiry-popover.h: where an expiry date is chosen: a calendar, spans, a typed date.
 *
 * It proposes; whether a day will do is told from outside, in words that it
 * shows under the calendar. It stays open until a day is confirmed that will do; Escape leaves all as it was before. */

#pragma once

#include "tessera-calendar.h"
#include "tessera-catalogue.h"
#include "tessera-time.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_EXPIRY_POPOVER (tessera_expiry_popover_get_type ())
G_DECLARE_FINAL_TYPE (TesseraExpiryPopover, tessera_expiry_popover, TESSERA, EXPIRY_POPOVER, GtkPopover)

/* Signal `picked`: the user chose another end; whoever listens says at once whether it will do. */
GtkWidget *tessera_expiry_popover_new (void);

/* @now: the instant from which spans count and days have passed. Spans beyond the policy are not offered. */
void tessera_expiry_popover_set_policy (TesseraExpiryPopover *popover, const TesseraPolicy *policy, gint64 now);

/* How many other tokens expire on a day: marked in the calendar, and told of the chosen day. Asked only while it is open. */
void tessera_expiry_popover_set_count (TesseraExpiryPopover *popover, TesseraDayCount count, gpointer data);

/* What the count tells has changed. */
void tessera_expiry_popover_count_again (TesseraExpiryPopover *popover);

/* An exclusive end or %TESSERA_NEVER. */
void tessera_expiry_popover_set_expiry (TesseraExpiryPopover *popover, gint64 end);
gint64 tessera_expiry_popover_get_expiry (TesseraExpiryPopover *popover);

/* @fault: (nullable): why the chosen end won't do, in words */
void tessera_expiry_popover_set_fault (TesseraExpiryPopover *popover, const char *fault);

G_END_DECLS
