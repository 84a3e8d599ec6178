/* tessera-typed-date.h: an expiry date that is typed: in digits in the user's own order or as ISO 8601 has it, or in words. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * tessera_typed_date_read:
 * @today: the UTC day from which words count
 * @end: (out): the exclusive end that is meant, or %TESSERA_NEVER
 *
 * Returns: whether @text is understood, and its end can be written
 */
gboolean tessera_typed_date_read (const char *text, const GDate *today, gint64 *end);

/* @end, or nothing for %TESSERA_NEVER, as the user would type it. (transfer full) */
char *tessera_typed_date_write (gint64 end);

/* How a date may be typed, with examples. (transfer full) */
char *tessera_typed_date_explain (const GDate *today);

/* That @text is no date, and how one may be typed. (transfer full) */
char *tessera_typed_date_refuse (const char *text, const GDate *today);

G_END_DECLS
