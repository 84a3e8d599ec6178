/* tessera-grace.h: how long the old secret of a rotated token may go on working. Any thread. */

#pragma once

#include "tessera-time.h"

G_BEGIN_DECLS

#define TESSERA_N_GRACES 5

/* The choices, 0 to %TESSERA_N_GRACES - 1: seconds, 0 (at once) to 604800 (7 days). */
guint tessera_grace_get_seconds (guint choice);

/* "At once", "1 day". (transfer full) */
char *tessera_grace_name (guint choice);

/**
 * tessera_grace_tell:
 * @seconds: the grace period
 * @expires_at: when the token ends, %TESSERA_NEVER for never: no secret works longer
 * @now: when it is rotated
 * @zone: the user's time zone
 *
 * Returns: (transfer full): what that means for the old secret, in a sentence or two
 */
char *tessera_grace_tell (guint seconds, gint64 expires_at, gint64 now, GTimeZone *zone);

G_END_DECLS
