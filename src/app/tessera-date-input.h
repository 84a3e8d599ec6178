/* tessera-date-input.h: a day as a person types it.
 *
 * Two forms are taken: YYYY-MM-DD (ISO 8601, 4.2.1) everywhere, and the
 * locale's short form, as nl_langinfo (D_FMT) has it. Days are of the
 * proleptic Gregorian calendar. Any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * tessera_date_input_parse:
 * @text: as typed; white space at its ends is passed over
 * @format: the locale's short form as strftime writes it, e.g. `%d.%m.%Y`
 * @today: a year of two digits is the one within 50 years of it
 * @day: (out): the day
 *
 * Between the parts of the locale's form any of `.`, `/`, `-` and blanks does,
 * and leading zeros may be left out.
 *
 * Returns: %TRUE and @day, or %FALSE if @text is neither form or names no day
 */
gboolean tessera_date_input_parse (const char *text, const char *format, const GDate *today, GDate *day);

/**
 * tessera_date_input_get_format:
 *
 * Returns: (transfer none): the short form of the locale in use; `%Y-%m-%d` where it has
 *   one that people can't type day, month and year in
 */
const char *tessera_date_input_get_format (void);

/**
 * tessera_date_input_write:
 *
 * Returns: (transfer full): @day in digits, in the order and with the sign of @format, the year with four; tessera_date_input_parse() takes it back
 */
char *tessera_date_input_write (const GDate *day, const char *format);

G_END_DECLS
