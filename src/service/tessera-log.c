#include "tessera-log.h"

#include <string.h>
#include <unistd.h>

#include "tessera-time.h"

static gboolean
is_plain (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return g_unichar_isprint (c) && type != G_UNICODE_LINE_SEPARATOR && type != G_UNICODE_PARAGRAPH_SEPARATOR;
}

/* The character at @text, which a target may have escaped; @length: how much of @text it takes. */
static char
peek (const char *text, gsize *length)
{
  gboolean escaped = text[0] == '%' && g_ascii_isxdigit (text[1]) && g_ascii_isxdigit (text[2]);

  *length = escaped ? 3 : 1;
  return escaped ? (char) (g_ascii_xdigit_value (text[1]) * 16 + g_ascii_xdigit_value (text[2])) : text[0];
}

/* How much of @text is @prefix, escaped or not; 0 where it begins otherwise. */
static gsize
match (const char *text, const char *prefix)
{
  gsize total = 0, length;

  for (; *prefix != '\0'; prefix++, total += length)
    if (peek (text + total, &length) != *prefix)
      return 0;

  return total;
}

/* What follows the secret that begins at @text; %NULL where none does. */
static const char *
skip_secret (const char *text)
{
  gsize length = match (text, "frt_");

  if (length == 0)
    length = match (text, "fra_");
  if (length == 0)
    return NULL;

  for (text += length; g_ascii_isalnum (peek (text, &length));)
    text += length;
  return text;
}

/* Appends the character at @text, escaped where that is due; returns what follows it. */
static const char *
append_character (GString *line, const char *text)
{
  gunichar c = g_utf8_get_char_validated (text, -1);

  if (c == (gunichar) -1 || c == (gunichar) -2)
    {
      g_string_append_printf (line, "\\x{%02x}", (guchar) *text);
      return text + 1;
    }

  if (is_plain (c))
    g_string_append_unichar (line, c);
  else
    g_string_append_printf (line, "\\u{%x}", c);

  return g_utf8_next_char (text);
}

char *
tessera_log_line (const char *text)
{
  GString *line = g_string_new (NULL);

  while (*text != '\0')
    {
      const char *end = skip_secret (text);

      if (end != NULL)
        {
          g_string_append (line, match (text, "frt_") > 0 ? "frt_…" : "fra_…");
          text = end;
        }
      else
        text = append_character (line, text);
    }

  return g_string_free (line, FALSE);
}

char *
tessera_log_quote (const char *text)
{
  GString *quoted = g_string_new ("\"");

  for (; *text != '\0'; text++)
    {
      if (*text == '"' || *text == '\\')
        g_string_append_c (quoted, '\\');
      g_string_append_c (quoted, *text);
    }
  g_string_append_c (quoted, '"');

  return g_string_free (quoted, FALSE);
}

static void
write_all (const char *text, gsize length)
{
  while (length > 0)
    {
      gssize written = write (STDERR_FILENO, text, length);

      if (written <= 0)
        return; /* there is nowhere to tell it */
      text += written;
      length -= (gsize) written;
    }
}

void
tessera_log (const char *format, ...)
{
  static GMutex mutex;
  g_autofree char *time = tessera_time_format (tessera_time_now ());
  g_autofree char *text = NULL;
  g_autofree char *safe = NULL;
  g_autofree char *line = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  safe = tessera_log_line (text);
  line = g_strconcat (time, " ", safe, "\n", NULL);

  g_mutex_lock (&mutex);
  write_all (line, strlen (line));
  g_mutex_unlock (&mutex);
}
