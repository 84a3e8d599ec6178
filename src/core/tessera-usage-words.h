/* tessera-usage-words.h: when a token's permissions were used, in words, and which of them it does without. Any thread. */

#pragma once

#include "tessera-usage.h"

G_BEGIN_DECLS

/**
 * tessera_usage_tell_area:
 * @granted: what the token may; of what it may not nothing is said
 *
 * Returns: (transfer full) (nullable): "Read 2 days ago, never written", "Never used"; %NULL if nothing of @area is granted
 */
char *tessera_usage_tell_area (const TesseraUsage *usage, guint area, TesseraPermissions granted, gint64 now);

/* "Use is counted since 3 May 2027.", the day in @zone. (transfer full) */
char *tessera_usage_tell_since (const TesseraUsage *usage, GTimeZone *zone);

/**
 * tessera_usage_find_unused:
 * @granted: what the token may
 * @ticked: what a form wants it to be able to
 *
 * What can be taken off @ticked because it is granted and was never used. One
 * permission always stays: with none used, the first that still grants something.
 */
TesseraPermissions tessera_usage_find_unused (const TesseraUsage *usage, TesseraCatalogue *catalogue,
                                              TesseraPermissions granted, TesseraPermissions ticked);

G_END_DECLS
