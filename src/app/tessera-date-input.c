#include "tessera-date-input.h"

#include <langinfo.h>
#include <string.h>

typedef enum
{
  PART_YEAR,
  PART_MONTH,
  PART_DAY,
  N_PARTS,
} Part;

#define ISO_FORMAT "%Y-%m-%d"

/* The years that two digits can mean: as many ahead of today as behind it. */
#define CENTURY_AHEAD 50

/* The part that a conversion of strftime stands for, -1 for one that says nothing of its own (a weekday),
 * -2 for one that numbers can't be typed for (an era). */
static int
part_of (char conversion)
{
  switch (conversion)
    {
    case 'Y': case 'y': return PART_YEAR;
    case 'm': case 'b': case 'B': case 'h': return PART_MONTH;
    case 'd': case 'e': return PART_DAY;
    case 'A': case 'a': return -1;
    default: return -2;
    }
}

/* Reads the order of year, month and day out of @format. */
static gboolean
read_order (const char *format, Part order[N_PARTS])
{
  guint n = 0, seen = 0;

  if (g_str_equal (format, "%F"))
    format = ISO_FORMAT;
  else if (g_str_equal (format, "%D"))
    format = "%m/%d/%y";

  for (const char *p = strchr (format, '%'); p != NULL; p = strchr (p + 1, '%'))
    {
      int part;

      p++;
      while (*p != '\0' && strchr ("-_0^O", *p) != NULL)      /* flags, and other digits */
        p++;
      part = part_of (*p);
      if (part == -2)
        return FALSE;
      if (part == -1)
        continue;
      if (n == N_PARTS || (seen & (1 << part)) != 0)
        return FALSE;
      seen |= 1 << part;
      order[n++] = part;
    }

  return n == N_PARTS;
}

/* Digits of any script count, as people type the ones of their keyboard. */
static gboolean
read_number (const char **text, guint *number, guint *digits)
{
  *number = *digits = 0;
  while (g_unichar_isdigit (g_utf8_get_char (*text)))
    {
      if (++*digits > 4)
        return FALSE;
      *number = *number * 10 + g_unichar_digit_value (g_utf8_get_char (*text));
      *text = g_utf8_next_char (*text);
    }

  return *digits > 0;
}

static gboolean
is_separator (gunichar c, const char *format)
{
  if (c == '%' || g_unichar_isdigit (c))
    return FALSE;
  if (strchr ("./-,", (char) c) != NULL && c < 0x80)
    return TRUE;
  if (g_unichar_isspace (c) || g_unichar_type (c) == G_UNICODE_FORMAT)      /* direction marks */
    return TRUE;

  return c >= 0x80 && g_utf8_strchr (format, -1, c) != NULL;      /* 年, 月, 日 */
}

static const char *
skip_separators (const char *text, const char *format)
{
  while (*text != '\0' && is_separator (g_utf8_get_char (text), format))
    text = g_utf8_next_char (text);
  return text;
}

static guint
complete_year (guint year, guint digits, const GDate *today)
{
  guint base = g_date_get_year (today);

  if (digits == 4)
    return year;
  if (digits != 2)
    return 0;

  year += base - base % 100;
  if (year > base + CENTURY_AHEAD)
    year -= 100;
  else if (year + 100 <= base + CENTURY_AHEAD)
    year += 100;
  return year;
}

static gboolean
set_day (const guint values[N_PARTS], GDate *day)
{
  if (values[PART_YEAR] == 0 ||
      !g_date_valid_dmy (values[PART_DAY], values[PART_MONTH], values[PART_YEAR]))
    return FALSE;

  g_date_clear (day, 1);
  g_date_set_dmy (day, values[PART_DAY], values[PART_MONTH], values[PART_YEAR]);
  return TRUE;
}

static gboolean
parse_ordered (const char *text, const char *format, const Part order[N_PARTS], const GDate *today, GDate *day)
{
  guint values[N_PARTS] = { 0 };

  text = skip_separators (text, format);
  for (guint i = 0; i < N_PARTS; i++)
    {
      guint number, digits;
      const char *next;

      if (!read_number (&text, &number, &digits) || (order[i] != PART_YEAR && digits > 2))
        return FALSE;
      values[order[i]] = order[i] == PART_YEAR ? complete_year (number, digits, today) : number;
      next = skip_separators (text, format);
      if (next == text && i + 1 < N_PARTS)
        return FALSE;
      text = next;
    }

  return *text == '\0' && set_day (values, day);
}

static gboolean
parse_iso (const char *text, GDate *day)
{
  guint values[N_PARTS];

  if (strlen (text) != strlen ("YYYY-MM-DD") || text[4] != '-' || text[7] != '-')
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    if (p != text + 4 && p != text + 7 && !g_ascii_isdigit (*p))
      return FALSE;

  values[PART_YEAR] = g_ascii_strtoull (text, NULL, 10);
  values[PART_MONTH] = g_ascii_strtoull (text + 5, NULL, 10);
  values[PART_DAY] = g_ascii_strtoull (text + 8, NULL, 10);
  return set_day (values, day);
}

gboolean
tessera_date_input_parse (const char *text, const char *format, const GDate *today, GDate *day)
{
  g_autofree char *trimmed = NULL;
  Part order[N_PARTS];

  g_return_val_if_fail (text != NULL && format != NULL, FALSE);
  g_return_val_if_fail (g_date_valid (today) && day != NULL, FALSE);

  if (!g_utf8_validate (text, -1, NULL))
    return FALSE;
  trimmed = g_strstrip (g_strdup (text));

  return parse_iso (trimmed, day) ||
         (read_order (format, order) && parse_ordered (trimmed, format, order, today, day));
}

const char *
tessera_date_input_get_format (void)
{
  const char *format = nl_langinfo (D_FMT);
  Part order[N_PARTS];

  return g_utf8_validate (format, -1, NULL) && read_order (format, order) ? format : ISO_FORMAT;
}

/* What @format has between its parts, where that is one sign people type; else a slash. */
static char
find_separator (const char *format)
{
  const char *sign = strpbrk (format, "./-");

  while (sign != NULL && sign > format && sign[-1] == '%')      /* the flag of %-d */
    sign = strpbrk (sign + 1, "./-");
  return sign == NULL ? '/' : *sign;
}

char *
tessera_date_input_write (const GDate *day, const char *format)
{
  static const char *const forms[N_PARTS] = { "%Y", "%m", "%d" };
  Part order[N_PARTS];
  g_autofree char *numeric = NULL;
  char separator, text[32];

  g_return_val_if_fail (day != NULL && g_date_valid (day), NULL);

  if (g_str_equal (format, "%F") || !read_order (format, order))
    format = ISO_FORMAT, read_order (format, order);

  separator = g_str_equal (format, "%D") ? '/' : find_separator (format);
  numeric = g_strdup_printf ("%s%c%s%c%s", forms[order[0]], separator, forms[order[1]], separator, forms[order[2]]);
  g_date_strftime (text, sizeof text, numeric, day);
  return g_strdup (text);
}
