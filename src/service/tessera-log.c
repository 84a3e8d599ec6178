#include "tessera-log.h"

#include <limits.h>
#include <poll.h>
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

/* Who reads the log may fall behind for a moment; whoever does not read at all costs this once, not once a line. */
#define WAIT_MS 20

static struct
{
  GMutex mutex;
  guint64 n_lost; /* lines, since the last one that was written */
  gboolean cut;   /* what was written last did not get to its end */
} out;

/* A pipe that is ready takes that much without waiting (pipe(7)). */
static gboolean
is_ready (void)
{
  struct pollfd standard_error = { STDERR_FILENO, POLLOUT, 0 };

  return poll (&standard_error, 1, out.n_lost > 0 ? 0 : WAIT_MS) == 1;
}

/* Under the mutex. Returns: whether all of it was written */
static gboolean
write_text (const char *text)
{
  gsize length = strlen (text), done = 0;

  while (done < length && is_ready ())
    {
      gssize n = write (STDERR_FILENO, text + done, MIN (length - done, PIPE_BUF));

      if (n <= 0)
        break;
      done += (gsize) n;
    }

  if (done > 0)
    out.cut = done < length;
  return done == length;
}

/* Under the mutex: tells first how many lines are missing. */
static gboolean
tell_lost (const char *time)
{
  g_autofree char *text = NULL;

  if (out.n_lost == 0)
    return TRUE;

  text = g_strdup_printf ("%s%s %" G_GUINT64_FORMAT " lines before this one could not be written\n",
                          out.cut ? "\n" : "", time, out.n_lost);
  return write_text (text);
}

void
tessera_log (const char *format, ...)
{
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

  g_mutex_lock (&out.mutex);
  if (tell_lost (time) && write_text (line))
    out.n_lost = 0;
  else
    out.n_lost++;
  g_mutex_unlock (&out.mutex);
}
