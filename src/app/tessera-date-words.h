/* tessera-date-words.h: a day as a person says it: `+90d`, "in 2 weeks", "tomorrow", "Friday", "31 Jan 2027", "never".
 *
 * Words are taken in English and in the user's language, in any case and with
 * or without accents; names of days and months as the locale has them, too.
 * What the window writes of days and spans can be typed again. Any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  TESSERA_DATE_NOT_UNDERSTOOD,
  TESSERA_DATE_DAY,
  TESSERA_DATE_NEVER,
} TesseraDateMeaning;

/**
 * tessera_date_words_read:
 * @text: as typed
 * @today: from which spans count; a weekday is the next one after it, a day
 *   without a year the next one from it on, a year of two digits the one within 50 years of it
 * @day: (out): the day, where that is what @text means; it may have passed
 *
 * Returns: what @text means
 */
TesseraDateMeaning tessera_date_words_read (const char *text, const GDate *today, GDate *day);

G_END_DECLS
