#include "tessera-clean.h"

#include <string.h>

/* From so many characters on, what follows `frt_` or `fra_` may help somebody who reads along. */
#define MIN_SECRET_LENGTH 8

/* Unicode's embeddings, overrides and isolates (UAX 9, 2.1 to 2.4). Its plain marks are harmless, and names have them. */
static gboolean
is_bidi_control (gunichar c)
{
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

static gboolean
is_unfit (gunichar c)
{
  return g_unichar_iscntrl (c) || is_bidi_control (c) || c == 0x2028 || c == 0x2029;
}

gboolean
tessera_text_is_plain (const char *text)
{
  if (!g_utf8_validate (text, -1, NULL))
    return FALSE;
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (is_unfit (g_utf8_get_char (text)))
      return FALSE;

  return TRUE;
}

static gsize
count_base62 (const char *text)
{
  gsize n = 0;

  while (g_ascii_isalnum (text[n]))
    n++;
  return n;
}

/* A server may repeat what it was sent. */
static void
hide_secrets (GString *text, const char *prefix)
{
  gsize after = strlen (prefix);

  for (const char *found = strstr (text->str, prefix); found != NULL;)
    {
      gsize at = (gsize) (found - text->str) + after, n = count_base62 (text->str + at);

      if (n >= MIN_SECRET_LENGTH)
        {
          g_string_erase (text, (gssize) at, (gssize) n);
          g_string_insert (text, (gssize) at, "…");
        }
      found = strstr (text->str + at, prefix);
    }
}

char *
tessera_text_clean (const char *text, gsize max_length)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *clean = g_string_new (NULL);
  gsize n = 0;
  const char *c;

  for (c = valid; *c != '\0' && n < max_length; c = g_utf8_next_char (c), n++)
    {
      gunichar character = g_utf8_get_char (c);

      if (!is_unfit (character))
        g_string_append_unichar (clean, character);
      else if (clean->len > 0 && clean->str[clean->len - 1] != ' ')
        g_string_append_c (clean, ' ');
    }
  if (*c != '\0')
    g_string_append (clean, "…");
  hide_secrets (clean, "frt_");
  hide_secrets (clean, "fra_");

  return g_string_free (clean, FALSE);
}
