/* tessera-date-scan.h: takes words and numbers off the front of a typed date, in English and in the user's language.
 *
 * Texts are folded first. What is taken takes the blanks and signs behind it along. Several words that mean the same are
 * a list with bars between: "d|day|days"; the longest that fits is taken. Any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @text, valid UTF-8, without difference of case, width and accents, and without blanks at its ends. (transfer full) */
char *tessera_date_scan_fold (const char *text);

/* Whether @text began with a word of @list, or with one of @english or its translation; it does no more then. */
gboolean tessera_date_scan_take_one_of (const char **text, const char *list);
gboolean tessera_date_scan_take (const char **text, const char *english);

/* Whether @text is a word of @english or its translation and nothing else. */
gboolean tessera_date_scan_is (const char *text, const char *english);

gboolean tessera_date_scan_take_plus (const char **text);

/**
 * tessera_date_scan_take_number:
 * @number: (out): at most five digits, of any script
 * @digits: (out): how many there were
 *
 * Returns: whether there was a number
 */
gboolean tessera_date_scan_take_number (const char **text, guint *number, guint *digits);

/* Whether @text began with what g_date_time_format() makes of @date in the locale, with or without its full stop. */
gboolean tessera_date_scan_take_formatted (const char **text, GDateTime *date, const char *format);

G_END_DECLS
