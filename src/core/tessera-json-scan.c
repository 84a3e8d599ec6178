#include "tessera-json-scan.h"

#include "tessera-json-names.h"

#include <string.h>

typedef struct
{
  const char *start, *at, *end;
  guint depth, max_depth;
  const char *fault;
} Scan;

static gboolean scan_value (Scan *scan);

static gboolean
fail (Scan *scan, const char *fault)
{
  scan->fault = fault;
  return FALSE;
}

static void
skip_space (Scan *scan)
{
  while (scan->at < scan->end && (*scan->at == ' ' || *scan->at == '\n' || *scan->at == '\t' || *scan->at == '\r'))
    scan->at++;
}

static gboolean
next_is (Scan *scan, char c)
{
  return scan->at < scan->end && *scan->at == c;
}

static gboolean
take (Scan *scan, char c)
{
  if (!next_is (scan, c))
    return FALSE;

  scan->at++;
  return TRUE;
}

static gboolean
scan_literal (Scan *scan, const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (scan->end - scan->at) < length || memcmp (scan->at, word, length) != 0)
    return fail (scan, "a value is expected");

  scan->at += length;
  return TRUE;
}

static gboolean
scan_digits (Scan *scan)
{
  if (scan->at == scan->end || !g_ascii_isdigit (*scan->at))
    return fail (scan, "a digit is expected");
  while (scan->at < scan->end && g_ascii_isdigit (*scan->at))
    scan->at++;

  return TRUE;
}

/* RFC 8259, 6 */
static gboolean
scan_number (Scan *scan)
{
  take (scan, '-');
  if (take (scan, '0'))
    {
      if (scan->at < scan->end && g_ascii_isdigit (*scan->at))
        return fail (scan, "a number begins with 0");
    }
  else if (!scan_digits (scan))
    return FALSE;

  if (take (scan, '.') && !scan_digits (scan))
    return FALSE;
  if (take (scan, 'e') || take (scan, 'E'))
    {
      if (!take (scan, '+'))
        take (scan, '-');
      return scan_digits (scan);
    }

  return TRUE;
}

/* The four digits of \uXXXX; -1 if they are not. */
static int
take_hex4 (Scan *scan)
{
  int value = 0;

  if (scan->end - scan->at < 4)
    return -1;
  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (scan->at[i]);

      if (digit < 0)
        return -1;
      value = value * 16 + digit;
    }

  scan->at += 4;
  return value;
}

static void
append_unichar (GString *decoded, gunichar c)
{
  if (decoded != NULL)
    g_string_append_unichar (decoded, c);
}

static gboolean
scan_unicode_escape (Scan *scan, GString *decoded)
{
  int high = take_hex4 (scan), low;

  if (high < 0)
    return fail (scan, "\\u needs four hexadecimal digits");
  if (high == 0)
    return fail (scan, "\\u0000 is not allowed");
  if (high >= 0xDC00 && high <= 0xDFFF)
    return fail (scan, "a surrogate stands alone");
  if (high < 0xD800 || high > 0xDBFF)
    {
      append_unichar (decoded, (gunichar) high);
      return TRUE;
    }

  if (!take (scan, '\\') || !take (scan, 'u') || (low = take_hex4 (scan)) < 0xDC00 || low > 0xDFFF)
    return fail (scan, "a surrogate stands alone");

  append_unichar (decoded, 0x10000 + (((gunichar) high - 0xD800) << 10) + ((gunichar) low - 0xDC00));
  return TRUE;
}

static gboolean
scan_escape (Scan *scan, GString *decoded)
{
  static const char escapes[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
  const char *found;

  if (take (scan, 'u'))
    return scan_unicode_escape (scan, decoded);
  if (scan->at == scan->end || *scan->at == '\0' || (found = strchr (escapes, *scan->at)) == NULL)
    return fail (scan, "no such escape");

  append_unichar (decoded, (gunichar) meanings[found - escapes]);
  scan->at++;
  return TRUE;
}

/* @decoded: (nullable): gets what the string means */
static gboolean
scan_string (Scan *scan, GString *decoded)
{
  if (!take (scan, '"'))
    return fail (scan, "a string is expected");

  while (scan->at < scan->end)
    {
      const char *run = scan->at;

      while (scan->at < scan->end && *scan->at != '"' && *scan->at != '\\' && (guchar) *scan->at >= 0x20)
        scan->at++;
      if (decoded != NULL)
        g_string_append_len (decoded, run, scan->at - run);

      if (take (scan, '"'))
        return TRUE;
      if (take (scan, '\\'))
        {
          if (!scan_escape (scan, decoded))
            return FALSE;
        }
      else if (scan->at < scan->end)
        return fail (scan, "a control character stands in a string");
    }

  return fail (scan, "the string does not end");
}

static gboolean
enter (Scan *scan)
{
  scan->at++;
  if (++scan->depth > scan->max_depth)
    return fail (scan, "nested too deep");

  return TRUE;
}

/* The name from @start to where the scan is, quotes included. Returns: %FALSE if the object has it already */
static gboolean
add_name (TesseraJsonNames *names, Scan *scan, const char *start)
{
  const char *text = start + 1;
  gsize length = (gsize) (scan->at - start) - 2;
  g_autoptr (GString) decoded = NULL;

  if (memchr (text, '\\', length) == NULL)
    return tessera_json_names_add (names, text, length);

  scan->at = start;
  decoded = g_string_new (NULL);
  scan_string (scan, decoded);
  return tessera_json_names_take (names, g_strdup (decoded->str));
}

static gboolean
scan_member (Scan *scan, TesseraJsonNames *names)
{
  const char *start;

  skip_space (scan);
  start = scan->at;
  if (!scan_string (scan, NULL))
    return FALSE;
  if (!add_name (names, scan, start))
    {
      scan->at = start;
      return fail (scan, "the object has this member twice");
    }

  skip_space (scan);
  return take (scan, ':') ? scan_value (scan) : fail (scan, "a colon is expected");
}

static gboolean
scan_object (Scan *scan)
{
  g_auto (TesseraJsonNames) names = { 0 };

  if (!enter (scan))
    return FALSE;
  skip_space (scan);
  if (!next_is (scan, '}'))
    do
      if (!scan_member (scan, &names))
        return FALSE;
    while (take (scan, ','));

  scan->depth--;
  return take (scan, '}') ? TRUE : fail (scan, "a comma or a closing brace is expected");
}

static gboolean
scan_array (Scan *scan)
{
  if (!enter (scan))
    return FALSE;
  skip_space (scan);
  if (!next_is (scan, ']'))
    do
      if (!scan_value (scan))
        return FALSE;
    while (take (scan, ','));

  scan->depth--;
  return take (scan, ']') ? TRUE : fail (scan, "a comma or a closing bracket is expected");
}

static gboolean
scan_bare_value (Scan *scan)
{
  switch (scan->at < scan->end ? *scan->at : '\0')
    {
    case '{':
      return scan_object (scan);
    case '[':
      return scan_array (scan);
    case '"':
      return scan_string (scan, NULL);
    case 't':
      return scan_literal (scan, "true");
    case 'f':
      return scan_literal (scan, "false");
    case 'n':
      return scan_literal (scan, "null");
    default:
      if (next_is (scan, '-') || (scan->at < scan->end && g_ascii_isdigit (*scan->at)))
        return scan_number (scan);
      return fail (scan, "a value is expected");
    }
}

/* With the space around it. */
static gboolean
scan_value (Scan *scan)
{
  skip_space (scan);
  if (!scan_bare_value (scan))
    return FALSE;
  skip_space (scan);

  return TRUE;
}

const char *
tessera_json_scan (const char *text, gsize length, guint max_depth, gsize *offset)
{
  Scan scan = { .start = text, .at = text, .end = text + length, .max_depth = max_depth };
  const char *valid;

  if (!g_utf8_validate_len (text, length, &valid))
    {
      *offset = (gsize) (valid - text);
      return *valid == '\0' ? "a NUL byte" : "not UTF-8";
    }
  if (scan_value (&scan) && scan.at < scan.end)
    fail (&scan, "text after the value");

  *offset = (gsize) (scan.at - scan.start);
  return scan.fault;
}
