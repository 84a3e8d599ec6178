#include "tessera-typed-date.h"

#include "tessera-date-input.h"
#include "tessera-date-words.h"
#include "tessera-expiry.h"
#include "tessera-time.h"

#include <glib/gi18n-lib.h>

/* The last day of 9999 has no end that could be written. */
gboolean
tessera_typed_date_read (const char *text, const GDate *today, gint64 *end)
{
  TesseraDateMeaning meaning = TESSERA_DATE_DAY;
  GDate day;

  if (!tessera_date_input_parse (text, tessera_date_input_get_format (), today, &day))
    meaning = tessera_date_words_read (text, today, &day);
  *end = meaning == TESSERA_DATE_DAY ? tessera_expiry_from_day (&day) : TESSERA_NEVER;
  return meaning == TESSERA_DATE_NEVER || (meaning == TESSERA_DATE_DAY && *end <= TESSERA_TIME_MAX);
}

char *
tessera_typed_date_write (gint64 end)
{
  GDate day;

  if (end == TESSERA_NEVER)
    return g_strdup ("");

  tessera_expiry_to_day (end, &day);
  return tessera_date_input_write (&day, tessera_date_input_get_format ());
}

char *
tessera_typed_date_explain (const GDate *today)
{
  g_autofree char *local = tessera_date_input_write (today, tessera_date_input_get_format ());
  g_autofree char *iso = tessera_date_input_write (today, "%F");

  if (g_str_equal (local, iso))
    /* Translators: %s is an example of a date; the words must be understood, see “d|day|days” */
    return g_strdup_printf (_("Or type it, like %s, “+90d” or “friday”."), iso);
  /* Translators: both %s are examples of a date, in the user's and in the international form; the words must be
   * understood, see “d|day|days” */
  return g_strdup_printf (_("Or type it, like %s, %s, “+90d” or “friday”."), local, iso);
}

char *
tessera_typed_date_refuse (const char *text, const GDate *today)
{
  g_autofree char *local = tessera_date_input_write (today, tessera_date_input_get_format ());
  g_autofree char *iso = tessera_date_input_write (today, "%F");

  if (g_str_equal (local, iso))
    /* Translators: the first %s is what was typed, the second one an example; the words must be understood, see “d|day|days” */
    return g_strdup_printf (_("“%s” is no date. Write it like %s, “+90d” or “tomorrow”."), text, iso);
  /* Translators: the first %s is what was typed, the others are examples; the words must be understood, see “d|day|days” */
  return g_strdup_printf (_("“%s” is no date. Write it like %s, %s, “+90d” or “tomorrow”."), text, local, iso);
}
