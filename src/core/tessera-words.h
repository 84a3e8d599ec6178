/* tessera-words.h: dates, lists and validity in sentences, in the user's language. Any thread. */

#pragma once

#include "tessera-catalogue.h"
#include "tessera-expiry.h"

G_BEGIN_DECLS

/* "31 January 2027". (transfer full) */
char *tessera_words_day (const GDate *day);

/* "31 January". (transfer full) */
char *tessera_words_day_without_year (const GDate *day);

/**
 * tessera_words_instant:
 * @zone: the time zone in which to tell @time
 *
 * Returns: (transfer full): "1 February 2027, 01:00"; seconds only where they are not 0
 */
char *tessera_words_instant (gint64 time, GTimeZone *zone);

/* The same to the minute, where nobody asks for the second. (transfer full) */
char *tessera_words_minute (gint64 time, GTimeZone *zone);

/**
 * tessera_words_end:
 * @end: an exclusive end; not %TESSERA_NEVER
 *
 * Returns: (transfer full): the last day of validity, "31 January 2027", or the instant where it is not midnight
 *   UTC: "31 January 2027, 10:15 UTC"
 */
char *tessera_words_end (gint64 end);

/**
 * tessera_words_validity:
 * @end: an exclusive end or %TESSERA_NEVER
 * @zone: the user's time zone
 *
 * The exact truth about an expiry: "Valid through 31 January 2027, until
 * midnight UTC (01:00 on 1 February, your time). 69 days." The parenthesis is
 * left out where the zone is UTC then; an end that is not midnight UTC is told
 * as the instant it is; one that has passed is told in the past tense.
 *
 * Returns: (transfer full): the sentence
 */
char *tessera_words_validity (gint64 end, gint64 now, GTimeZone *zone);

/* "Content, Products and Reports". (transfer full) */
char *tessera_words_list (const char *const *items);

/* "Content: read. Products: read and write." for a row or a picture; "Nothing." for none. (transfer full) */
char *tessera_words_permissions (TesseraPermissions permissions, TesseraCatalogue *catalogue);

/* "Read", "Write", "Products: read": the words for one grant. (transfer full) */
char *tessera_words_grant (TesseraCatalogue *catalogue, guint area, TesseraVerb verb);

/* The same by an area's name: "Products: read"; "Products: read and write.", with one of them at least. (transfer full) */
char *tessera_words_grant_of (const char *area, TesseraVerb verb);
char *tessera_words_grants_of (const char *area, gboolean read, gboolean write);

/* A duration to or from now as a list shows it: "in 69 days", "today", "3 days ago", "in 5 months", "never". (transfer full) */
char *tessera_words_expires (gint64 end, gint64 now);

/* "just now", "2 minutes ago", "yesterday", "never" for %TESSERA_NEVER. (transfer full) */
char *tessera_words_used (gint64 time, gint64 now);

/* The same as a sentence: "It was last used 2 minutes ago.", "It was never used." (transfer full) */
char *tessera_words_last_use (gint64 time, gint64 now);

G_END_DECLS
