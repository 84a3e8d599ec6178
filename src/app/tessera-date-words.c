#include "tessera-date-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What can be typed for one thing, each between bars: */

/* Translators: what people may type for "without an end", several words between bars. English is understood, too. */
#define NEVER N_ ("never|no end|forever")
/* Translators: what people may type for today, several words between bars */
#define TODAY N_ ("today|tod")
/* Translators: what people may type for tomorrow, several words between bars */
#define TOMORROW N_ ("tomorrow|tom")
/* Translators: what may stand before a span, as in "in 3 weeks", several words between bars */
#define BEFORE_SPAN N_ ("in|after")
/* Translators: what may stand within a date such as "the 31st of January", several words between bars */
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

#define MAX_DIGITS 5
#define DAYS_OF_WEEK 7
#define MONTHS_OF_YEAR 12
#define CENTURY_AHEAD 50
#define MAX_YEAR 9999

/* Upper and lower case, wide and narrow, are one. */
static char *
fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *folded = normal == NULL ? g_strdup ("") : g_utf8_casefold (normal, -1);

  return g_strstrip (g_steal_pointer (&folded));
}

static const char *
skip_between (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (!g_unichar_isspace (c) && g_unichar_type (c) != G_UNICODE_FORMAT && (c >= 0x80 || strchr (".,/-", (char) c) == NULL))
        break;
    }
  return text;
}

/* Takes @word, already folded, where @text begins with it and does not go on with a letter. */
static gboolean
take_word (const char **text, const char *word)
{
  gsize length = strlen (word);

  if (length == 0 || strncmp (*text, word, length) != 0 || g_unichar_isalpha (g_utf8_get_char (*text + length)))
    return FALSE;

  *text = skip_between (*text + length);
  return TRUE;
}

static gboolean
take_one_of (const char **text, const char *list)
{
  g_auto (GStrv) words = g_strsplit (list, "|", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *folded = fold (words[i]);

      if (take_word (text, folded))
        return TRUE;
    }
  return FALSE;
}

static gboolean
take (const char **text, const char *english)
{
  return take_one_of (text, english) || take_one_of (text, _(english));
}

static gboolean
is (const char *text, const char *english)
{
  return take (&text, english) && *text == '\0';
}

/* Digits of any script. */
static gboolean
take_number (const char **text, guint *number, guint *digits)
{
  *number = *digits = 0;
  for (; g_unichar_isdigit (g_utf8_get_char (*text)); *text = g_utf8_next_char (*text))
    {
      if (++*digits > MAX_DIGITS)
        return FALSE;
      *number = *number * 10 + (guint) g_unichar_digit_value (g_utf8_get_char (*text));
    }

  *text = skip_between (*text);
  return *digits > 0;
}

/* Takes @format of g_date_time_format() for @date, as the locale writes it, with or without a full stop. */
static gboolean
take_formatted (const char **text, GDateTime *date, const char *format)
{
  g_autofree char *local = g_date_time_format (date, format);
  g_autofree char *folded = local == NULL ? NULL : fold (local);

  if (folded == NULL)
    return FALSE;
  if (g_str_has_suffix (folded, "."))
    folded[strlen (folded) - 1] = '\0';
  return take_word (text, folded);
}

/* 0 to 11; -1 for none. */
static int
take_month (const char **text)
{
  static const char *const english[MONTHS_OF_YEAR] = {
    "january|jan", "february|feb", "march|mar", "april|apr", "may", "june|jun",
    "july|jul", "august|aug", "september|sep|sept", "october|oct", "november|nov", "december|dec",
  };

  for (int month = 0; month < MONTHS_OF_YEAR; month++)
    {
      g_autoptr (GDateTime) date = g_date_time_new_utc (2001, month + 1, 1, 0, 0, 0);

      if (take_formatted (text, date, "%B") || take_formatted (text, date, "%b") || take_formatted (text, date, "%OB")
          || take_formatted (text, date, "%Ob") || take_one_of (text, english[month]))
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

  for (guint i = 0; i < DAYS_OF_WEEK; i++)
    {
      g_autoptr (GDateTime) date = g_date_time_new_utc (2001, 1, (int) i + 1, 0, 0, 0);      /* a Monday */
      const char *rest = text;

      if (!take_formatted (&rest, date, "%A") && !take_formatted (&rest, date, "%a") && !take_one_of (&rest, english[i]))
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

/* "+90d", "90 days", "in 3 weeks"; "+90" are days. */
static gboolean
read_span (const char *text, const GDate *today, GDate *day)
{
  gboolean plus = *text == '+';
  guint count, digits, unit = UNIT_DAYS;

  if (plus)
    text = skip_between (text + 1);
  else
    take (&text, BEFORE_SPAN);
  if (!take_number (&text, &count, &digits) || (*text == '\0' && !plus))
    return FALSE;

  while (*text != '\0' && unit < G_N_ELEMENTS (units) && !take (&text, units[unit]))
    unit++;
  if (*text != '\0' || unit == G_N_ELEMENTS (units))
    return FALSE;

  *day = *today;
  add_span (day, count, unit);
  return g_date_valid (day) && g_date_get_year (day) <= MAX_YEAR;
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
      if (g_unichar_isdigit (g_utf8_get_char (text)))
        {
          if (*n == 2 || !take_number (&text, &numbers[*n].number, &numbers[*n].digits))
            return FALSE;
          (*n)++;
        }
      else if (*month < 0 && (*month = take_month (&text)) >= 0)
        continue;
      else if (!take (&text, FILLERS))
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

TesseraDateMeaning
tessera_date_words_read (const char *text, const GDate *today, GDate *day)
{
  g_autofree char *folded = NULL;

  g_return_val_if_fail (text != NULL && g_date_valid (today) && day != NULL, TESSERA_DATE_NOT_UNDERSTOOD);

  if (!g_utf8_validate (text, -1, NULL))
    return TESSERA_DATE_NOT_UNDERSTOOD;
  folded = fold (text);

  if (is (folded, NEVER))
    return TESSERA_DATE_NEVER;
  *day = *today;
  if (is (folded, TODAY))
    return TESSERA_DATE_DAY;
  if (is (folded, TOMORROW))
    {
      g_date_add_days (day, 1);
      return TESSERA_DATE_DAY;
    }

  return read_span (folded, today, day) || read_weekday (folded, today, day) || read_named_month (folded, today, day)
           ? TESSERA_DATE_DAY : TESSERA_DATE_NOT_UNDERSTOOD;
}
