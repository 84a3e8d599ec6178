#include "tessera-time.h"

#include <string.h>

#define WIRE_LENGTH 20 /* YYYY-MM-DDTHH:MM:SSZ */
#define TIME_MIN G_GINT64_CONSTANT (-62135596800) /* 0001-01-01 */

static gboolean
read_digits (const char *text, gsize length, int *value)
{
  *value = 0;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      *value = *value * 10 + (text[i] - '0');
    }

  return TRUE;
}

/* Days from 1970-01-01 to a proleptic Gregorian date. */
static gint64
days_from_civil (int year, int month, int day)
{
  gint64 y = month <= 2 ? year - 1 : year;
  gint64 era = (y >= 0 ? y : y - 399) / 400;
  gint64 year_of_era = y - era * 400;
  gint64 day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  gint64 day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

  return era * 146097 + day_of_era - 719468;
}

static int
days_in_month (int year, int month)
{
  static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  gboolean leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

  return days[month - 1] + (month == 2 && leap ? 1 : 0);
}

gboolean
tessera_time_parse (const char *text, gint64 *time)
{
  int year, month, day, hour, minute, second;

  g_return_val_if_fail (text != NULL && time != NULL, FALSE);

  if (strlen (text) != WIRE_LENGTH || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':'
      || text[16] != ':' || text[19] != 'Z')
    return FALSE;
  if (!read_digits (text, 4, &year) || !read_digits (text + 5, 2, &month) || !read_digits (text + 8, 2, &day)
      || !read_digits (text + 11, 2, &hour) || !read_digits (text + 14, 2, &minute)
      || !read_digits (text + 17, 2, &second))
    return FALSE;
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > days_in_month (year, month) || hour > 23 || minute > 59
      || second > 59)
    return FALSE;

  *time = days_from_civil (year, month, day) * TESSERA_SECONDS_OF_DAY + hour * 3600 + minute * 60 + second;
  return TRUE;
}

/* The inverse of days_from_civil(). */
static void
civil_from_days (gint64 days, guint *year, guint *month, guint *day)
{
  gint64 shifted = days + 719468;
  gint64 era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
  gint64 day_of_era = shifted - era * 146097;
  gint64 year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  gint64 day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  gint64 month_from_march = (5 * day_of_year + 2) / 153;

  *day = (guint) (day_of_year - (153 * month_from_march + 2) / 5 + 1);
  *month = (guint) (month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
  *year = (guint) (year_of_era + era * 400 + (*month <= 2 ? 1 : 0));
}

static void
write_digits (char *text, guint length, guint value)
{
  for (; length > 0; value /= 10)
    text[--length] = (char) ('0' + value % 10);
}

/* By hand, as a page of a list holds hundreds of instants. */
char *
tessera_time_format (gint64 time)
{
  guint year, month, day, second;
  gint64 days;
  char *text;

  g_return_val_if_fail (time >= TIME_MIN && time <= TESSERA_TIME_MAX, NULL);

  days = (time - TIME_MIN) / TESSERA_SECONDS_OF_DAY + TIME_MIN / TESSERA_SECONDS_OF_DAY;
  second = (guint) ((time - TIME_MIN) % TESSERA_SECONDS_OF_DAY);
  civil_from_days (days, &year, &month, &day);
  text = g_strdup ("YYYY-MM-DDTHH:MM:SSZ");
  write_digits (text, 4, year);
  write_digits (text + 5, 2, month);
  write_digits (text + 8, 2, day);
  write_digits (text + 11, 2, second / 3600);
  write_digits (text + 14, 2, second / 60 % 60);
  write_digits (text + 17, 2, second % 60);
  return text;
}

void
tessera_time_get_day (GDateTime *time, GDate *day)
{
  g_date_clear (day, 1);
  g_date_set_dmy (day, (GDateDay) g_date_time_get_day_of_month (time), (GDateMonth) g_date_time_get_month (time),
                  (GDateYear) g_date_time_get_year (time));
}

gint64
tessera_time_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}
