#include "tessera-date-scan.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_DIGITS 5

/* "Février", "fevrier" and "FÉVRIER" are one: marks can be forgotten, and Arabic is mostly written without. */
char *
tessera_date_scan_fold (const char *text)
{
  g_autofree char *wide = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *lower = wide == NULL ? g_strdup ("") : g_utf8_casefold (wide, -1);
  g_autofree char *apart = g_utf8_normalize (lower, -1, G_NORMALIZE_ALL);
  GString *folded = g_string_new (NULL);

  for (const char *c = apart; *c != '\0'; c = g_utf8_next_char (c))
    if (g_unichar_type (g_utf8_get_char (c)) != G_UNICODE_NON_SPACING_MARK)
      g_string_append_unichar (folded, g_utf8_get_char (c));
  return g_strstrip (g_string_free (folded, FALSE));
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

/* The length of @word, already folded, where @text begins with it and does not go on with a letter, else 0. Scripts of
 * wide letters put nothing between words. */
static gsize
measure_word (const char *text, const char *word)
{
  gsize length = strlen (word);
  gunichar next;

  if (length == 0 || strncmp (text, word, length) != 0)
    return 0;

  next = g_utf8_get_char (text + length);
  return g_unichar_isalpha (next) && !g_unichar_iswide (next) ? 0 : length;
}

static gsize
measure_longest (const char *text, const char *list)
{
  g_auto (GStrv) words = g_strsplit (list, "|", -1);
  gsize longest = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *folded = tessera_date_scan_fold (words[i]);

      longest = MAX (longest, measure_word (text, folded));
    }
  return longest;
}

static gboolean
take_length (const char **text, gsize length)
{
  if (length > 0)
    *text = skip_between (*text + length);
  return length > 0;
}

gboolean
tessera_date_scan_take_one_of (const char **text, const char *list)
{
  return take_length (text, measure_longest (*text, list));
}

gboolean
tessera_date_scan_take (const char **text, const char *english)
{
  return take_length (text, MAX (measure_longest (*text, english), measure_longest (*text, _(english))));
}

gboolean
tessera_date_scan_is (const char *text, const char *english)
{
  return tessera_date_scan_take (&text, english) && *text == '\0';
}

gboolean
tessera_date_scan_take_plus (const char **text)
{
  if (**text != '+')
    return FALSE;

  *text = skip_between (*text + 1);
  return TRUE;
}

gboolean
tessera_date_scan_take_number (const char **text, guint *number, guint *digits)
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

gboolean
tessera_date_scan_take_formatted (const char **text, GDateTime *date, const char *format)
{
  g_autofree char *local = g_date_time_format (date, format);
  g_autofree char *folded = local == NULL ? NULL : tessera_date_scan_fold (local);

  if (folded == NULL)
    return FALSE;
  if (g_str_has_suffix (folded, "."))
    folded[strlen (folded) - 1] = '\0';
  return take_length (text, measure_word (*text, folded));
}
