#include "tessera-date-words.h"

#include "tessera-date-scan.h"
#include "tessera-expiry.h"
#include "tessera-span.h"
#include "tessera-time.h"

#include <glib/gi18n-lib.h>

/* What can be typed for one thing, each between bars: */

/* Translators: what people may type for "without an end", several words between bars. English is understood, too. */
#define NEVER N_ ("never|no end|forever")
/* Translators: what people may type for today, several words between bars */
#define TODAY N_ ("today|tod")
/* Translators: what people may type for tomorrow, several words between bars */
#define TOMORROW N_ ("tomorrow|tom")
/* Translators: what people may type for the day after tomorrow, several words between bars */
#define OVERMORROW N_ ("day after tomorrow|the day after tomorrow")
/* Translators: what may stand before a span, as in "in 3 weeks", several words between bars */
#define BEFORE_SPAN N_ ("in|after")
/* Translators: what may stand after a span, as in "3 weeks from now", several words between bars */
#define AFTER_SPAN N_ ("from now|from today|later")
/* Translators: one as a word, before or after the unit of a span, as in "a week", several words between bars */
#define ONE N_ ("a|an|one")
/* Translators: what may stand within a date such as "the 31st of January", several words between bars; in Japanese, the
 * signs for year and day */
#define FILLERS N_ ("of|the|st|nd|rd|th")

typedef enum
{
  UNIT_DAYS,
  UNIT_WEEKS,
  UNIT_MONTHS,
  UNIT_YEARS,
} Unit;

static const char *const units[] = {
  /* Translators: units of a span as people type it, "+90d" or "in 90 days", several words between bars */
  N_ ("d|day|days"),
  N_ ("w|week|weeks"),
  N_ ("m|month|months"),
  N_ ("y|year|years"),
};

#define DAYS_OF_WEEK 7
#define MONTHS_OF_YEAR 12
#define CENTURY_AHEAD 50
#define MAX_YEAR 9999

/* Takes @date in any of @forms of g_date_time_format(), or in any of its @english words. */
static gboolean
take_form (const char **text, GDateTime *date, const char *const *forms, const char *english)
{
  for (guint i = 0; forms[i] != NULL; i++)
    if (tessera_date_scan_take_formatted (text, date, forms[i]))
      return TRUE;
  return tessera_date_scan_take_one_of (text, english);
}

/* 0 to 11; -1 for none. */
static int
take_month (const char **text)
{
  static const char *const english[MONTHS_OF_YEAR] = {
    "january|jan", "february|feb", "march|mar", "april|apr", "may", "june|jun",
    "july|jul", "august|aug", "september|sep|sept", "october|oct", "november|nov", "december|dec",
  };
  static const char *const forms[] = { "%B", "%b", "%OB", "%Ob", NULL };

  for (int month = 0; month < MONTHS_OF_YEAR; month++)
    {
      g_autoptr (GDateTime) date = g_date_time_new_utc (2001, month + 1, 1, 0, 0, 0);

      if (take_form (text, date, forms, english[month]))
        return month;
    }
  return -1;
}

/* "Friday": the next one after today. */
static gboolean
read_weekday (const char *text, const GDate *today, GDate *day)
{
  static const char *const english[DAYS_OF_WEEK] = {
    "monday|mon", "tuesday|tue|tues", "wednesday|wed", "thursday|thu|thur|thurs", "friday|fri", "saturday|sat", "sunday|sun",
  };
  static const char *const forms[] = { "%A", "%a", NULL };

  for (guint i = 0; i < DAYS_OF_WEEK; i++)
    {
      g_autoptr (GDateTime) date = g_date_time_new_utc (2001, 1, (int) i + 1, 0, 0, 0);      /* a Monday */
      const char *rest = text;

      if (!take_form (&rest, date, forms, english[i]))
        continue;
      if (*rest != '\0')
        return FALSE;

      *day = *today;
      g_date_add_days (day, 1 + (i + 2 * DAYS_OF_WEEK - g_date_get_weekday (today)) % DAYS_OF_WEEK);
      return TRUE;
    }
  return FALSE;
}

static void
add_span (GDate *day, guint count, Unit unit)
{
  switch (unit)
    {
    case UNIT_DAYS:   g_date_add_days (day, count); break;
    case UNIT_WEEKS:  g_date_add_days (day, count * DAYS_OF_WEEK); break;
    case UNIT_MONTHS: g_date_add_months (day, count); break;
    case UNIT_YEARS:
    default:          g_date_add_years (day, MIN (count, MAX_YEAR)); break;
    }
}

static gboolean
take_unit (const char **text, Unit *unit)
{
  for (*unit = UNIT_DAYS; *unit < G_N_ELEMENTS (units); (*unit)++)
    if (tessera_date_scan_take (text, units[*unit]))
      return TRUE;
  return FALSE;
}

/* "90 days", "a week"; in Arabic one comes after its unit. */
static gboolean
take_count (const char **text, guint *count, Unit *unit)
{
  guint digits;

  *count = 1;
  if (take_unit (text, unit))
    return tessera_date_scan_take (text, ONE);
  if (!tessera_date_scan_take (text, ONE) && !tessera_date_scan_take_number (text, count, &digits))
    return FALSE;
  return take_unit (text, unit);
}

/* "+90d", "90 days", "in 3 weeks", "a year from now"; "+90" are days. */
static gboolean
read_span (const char *text, const GDate *today, GDate *day)
{
  gboolean plus = tessera_date_scan_take_plus (&text);
  const char *rest = text;
  Unit unit = UNIT_DAYS;
  guint count, digits;

  if (!plus)
    tessera_date_scan_take (&text, BEFORE_SPAN);
  if (!plus || !tessera_date_scan_take_number (&rest, &count, &digits) || *rest != '\0')
    {
      if (!take_count (&text, &count, &unit))
        return FALSE;
      tessera_date_scan_take (&text, AFTER_SPAN);
      if (*text != '\0')
        return FALSE;
    }

  *day = *today;
  add_span (day, count, unit);
  return g_date_valid (day) && g_date_get_year (day) <= MAX_YEAR;
}

/* What is written on a button for a span can be typed, too, whatever a language makes of it. */
static const TesseraSpan *
find_span (const char *text)
{
  for (guint i = 0; i < tessera_span_count (); i++)
    {
      g_autofree char *label = tessera_span_describe (tessera_span_get (i));
      g_autofree char *folded = tessera_date_scan_fold (label);

      if (g_str_equal (text, folded))
        return tessera_span_get (i);
    }
  return NULL;
}

static TesseraDateMeaning
read_label (const TesseraSpan *span, const GDate *today, GDate *day)
{
  gint64 end = tessera_span_get_end (span, today);

  if (end == TESSERA_NEVER)
    return TESSERA_DATE_NEVER;
  return tessera_expiry_to_day (end, day) ? TESSERA_DATE_DAY : TESSERA_DATE_NOT_UNDERSTOOD;
}

typedef struct
{
  guint number;
  guint digits;
} Number;

/* Numbers, the name of one month, and fillers, in any order. */
static gboolean
read_parts (const char *text, Number numbers[2], guint *n, int *month)
{
  *n = 0;
  *month = -1;
  while (*text != '\0')
    {
      if (*month < 0 && (*month = take_month (&text)) >= 0)      /* may begin with a digit, as in Japanese */
        continue;
      if (g_unichar_isdigit (g_utf8_get_char (text)))
        {
          if (*n == 2 || !tessera_date_scan_take_number (&text, &numbers[*n].number, &numbers[*n].digits))
            return FALSE;
          (*n)++;
        }
      else if (!tessera_date_scan_take (&text, FILLERS))
        return FALSE;
    }

  return *month >= 0 && *n > 0;
}

static guint
complete_year (Number year, const GDate *today)
{
  guint base = g_date_get_year (today), full = base - base % 100 + year.number;

  if (year.digits == 4)
    return year.number;
  if (year.digits != 2)
    return 0;
  if (full > base + CENTURY_AHEAD)
    return full - 100;
  return full + 100 <= base + CENTURY_AHEAD ? full + 100 : full;
}

/* The first from today on; 29 February comes within eight years. */
static guint
find_year (guint number, GDateMonth month, const GDate *today)
{
  for (guint year = g_date_get_year (today); year <= g_date_get_year (today) + 8u; year++)
    {
      GDate day;

      if (number > 31 || !g_date_valid_dmy ((GDateDay) number, month, (GDateYear) year))
        continue;
      g_date_clear (&day, 1);
      g_date_set_dmy (&day, (GDateDay) number, month, (GDateYear) year);
      if (g_date_compare (&day, today) >= 0)
        return year;
    }
  return 0;
}

/* "31 Jan", "January 31, 2027", "2027 Jan 31". */
static gboolean
read_named_month (const char *text, const GDate *today, GDate *day)
{
  Number numbers[2] = { 0 }, number, year = { 0 };
  guint n, full;
  int month;

  if (!read_parts (text, numbers, &n, &month))
    return FALSE;
  number = n == 2 && numbers[0].digits == 4 ? numbers[1] : numbers[0];
  if (n == 2)
    year = numbers[0].digits == 4 ? numbers[0] : numbers[1];
  full = n == 2 ? complete_year (year, today) : find_year (number.number, (GDateMonth) (month + 1), today);
  if (full == 0 || number.digits > 2 || !g_date_valid_dmy ((GDateDay) number.number, (GDateMonth) (month + 1), (GDateYear) full))
    return FALSE;

  g_date_clear (day, 1);
  g_date_set_dmy (day, (GDateDay) number.number, (GDateMonth) (month + 1), (GDateYear) full);
  return TRUE;
}

/* How many days after today @text names, by a word of its own; -1 for none. */
static int
find_near_day (const char *text)
{
  static const char *const words[] = { TODAY, TOMORROW, OVERMORROW };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (tessera_date_scan_is (text, words[i]))
      return (int) i;
  return -1;
}

TesseraDateMeaning
tessera_date_words_read (const char *text, const GDate *today, GDate *day)
{
  g_autofree char *folded = NULL;
  const TesseraSpan *span;
  int near;

  g_return_val_if_fail (text != NULL && g_date_valid (today) && day != NULL, TESSERA_DATE_NOT_UNDERSTOOD);

  if (!g_utf8_validate (text, -1, NULL))
    return TESSERA_DATE_NOT_UNDERSTOOD;
  folded = tessera_date_scan_fold (text);

  if ((span = find_span (folded)) != NULL)
    return read_label (span, today, day);
  if (tessera_date_scan_is (folded, NEVER))
    return TESSERA_DATE_NEVER;
  *day = *today;
  if ((near = find_near_day (folded)) >= 0)
    {
      g_date_add_days (day, (guint) near);
      return TESSERA_DATE_DAY;
    }

  return read_span (folded, today, day) || read_weekday (folded, today, day) || read_named_month (folded, today, day)
           ? TESSERA_DATE_DAY : TESSERA_DATE_NOT_UNDERSTOOD;
}
