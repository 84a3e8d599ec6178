/* tessera-time.h: instants: whole seconds since 1970-01-01T00:00:00Z, and how the wire writes them.
 *
 * RFC 3339 in UTC, `YYYY-MM-DDTHH:MM:SSZ`, no fraction, no other offset,
 * years 0001 to 9999. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "Never": later than every instant. JSON null on the wire. */
#define TESSERA_NEVER G_MAXINT64

#define TESSERA_SECONDS_OF_DAY (24 * 60 * 60)

/* 9999-12-31T23:59:59Z */
#define TESSERA_TIME_MAX G_GINT64_CONSTANT (253402300799)

/**
 * tessera_time_parse:
 *
 * Returns: %TRUE and @time, or %FALSE if @text is not exactly of the form above
 *   or names an instant that does not exist (a leap second included)
 */
gboolean tessera_time_parse (const char *text, gint64 *time);

/**
 * tessera_time_format:
 * @time: an instant to %TESSERA_TIME_MAX; not %TESSERA_NEVER
 *
 * Returns: (transfer full): the wire's form
 */
char *tessera_time_format (gint64 time);

/* @day: (out): the day of @time, in its own zone */
void tessera_time_get_day (GDateTime *time, GDate *day);

/* Returns: this moment. */
gint64 tessera_time_now (void);

G_END_DECLS
