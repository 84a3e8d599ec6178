/* tessera-expiry.h: the last day on which a token is valid, and the instant at which that ends.
 *
 * People choose a day; the wire carries the first instant after it, in UTC.
 * Days are proleptic Gregorian, as GDate's. Instants are tessera-time.h's. */

#pragma once

#include "tessera-time.h"

G_BEGIN_DECLS

/**
 * tessera_expiry_from_day:
 * @day: the last day of validity, in UTC; 1970-01-01 to 9999-12-30
 *
 * Returns: the exclusive end, midnight UTC after @day
 */
gint64 tessera_expiry_from_day (const GDate *day);

/**
 * tessera_expiry_to_day:
 * @end: an exclusive end; not %TESSERA_NEVER
 * @day: (out): the last day on which any instant before @end lies
 *
 * Returns: %TRUE if the token is valid through the whole of @day, that is, if @end is midnight UTC
 */
gboolean tessera_expiry_to_day (gint64 end, GDate *day);

/* The UTC day of @now. */
void tessera_expiry_today (gint64 now, GDate *today);

/**
 * tessera_expiry_days_left:
 * @end: an exclusive end; not %TESSERA_NEVER
 *
 * Returns: the last day of validity less the UTC day of @now: 0 on the last day, negative after it
 */
int tessera_expiry_days_left (gint64 end, gint64 now);

G_END_DECLS
