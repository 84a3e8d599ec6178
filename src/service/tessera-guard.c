#include "tessera-guard.h"

#include <string.h>

#include "tessera-secret.h"

#define MAX_METHOD 32
#define MAX_REQUEST_LINE (MAX_METHOD + TESSERA_DOOR_MAX_TARGET + sizeof "  HTTP/1.1" - 1)

static gboolean
refuse (TesseraRefusal *refusal, guint status, const char *why)
{
  refusal->status = status;
  refusal->why = why;
  return FALSE;
}

/* RFC 9110, 5.6.2 */
static gboolean
is_token (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && text[i] != '-' && (text[i] == '\0' || strchr ("!#$%&'*+.^_`|~", text[i]) == NULL))
      return FALSE;

  return length > 0;
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t';
}

/* A byte that ends no line. */
static gboolean
check_byte (const TesseraGuard *guard, char c, TesseraRefusal *refusal)
{
  gboolean in_fields = guard->fields != 0;

  if (g_ascii_iscntrl (c) && c != '\t')
    return refuse (refusal, 400, "A control character stands in the head.");
  if (in_fields && guard->scanned == guard->line && is_blank (c))
    return refuse (refusal, 400, "A line of the head is folded.");
  if (in_fields && guard->scanned - guard->fields >= TESSERA_DOOR_MAX_FIELDS)
    return refuse (refusal, 431, "The fields are larger than 16 KiB.");
  if (!in_fields && guard->scanned - guard->line >= MAX_REQUEST_LINE)
    return refuse (refusal, 414, "The request line is too long.");

  return TRUE;
}

/* The line feed at guard->scanned. @ended: (out): whether it ends the head */
static gboolean
end_line (TesseraGuard *guard, const char *bytes, gboolean *ended, TesseraRefusal *refusal)
{
  gsize next = guard->scanned + 1;
  gboolean is_empty = next - guard->line == 2;

  if (next - guard->line < 2 || bytes[guard->scanned - 1] != '\r')
    return refuse (refusal, 400, "A line feed stands without a carriage return before it.");
  if (is_empty && guard->fields == 0 && guard->line != 0)
    return refuse (refusal, 400, "The request begins with empty lines.");

  *ended = is_empty && guard->fields != 0;
  if (!is_empty && guard->fields != 0 && next - guard->fields > TESSERA_DOOR_MAX_FIELDS)
    return refuse (refusal, 431, "The fields are larger than 16 KiB.");
  if (!is_empty && guard->fields == 0)
    guard->fields = next;
  else if (!is_empty)
    guard->n_fields++;
  guard->line = next;

  return TRUE;
}

/* How many of eight bytes come before the first control character, below 0x20 or 0x7f; 8 if none is one. */
static gsize
count_plain (const char *bytes)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101), tops = ones << 7;
  guint64 eight, from_delete, controls;

  memcpy (&eight, bytes, sizeof eight);
  eight = GUINT64_FROM_LE (eight);
  from_delete = eight ^ (0x7f * ones);
  /* A subtraction borrows from the bytes above, so the lowest one that is marked is right, and no other need be. */
  controls = (((eight - 0x20 * ones) & ~eight) | ((from_delete - ones) & ~from_delete)) & tops;

  return controls != 0 ? (gsize) __builtin_ctzll (controls) / 8 : 8;
}

/* Goes over bytes within a line of which nothing is to be said, as long as neither a limit nor the end is near. */
static void
skip_plain (TesseraGuard *guard, const char *bytes, gsize length)
{
  gsize start = guard->fields != 0 ? guard->fields : guard->line;
  gsize limit = guard->fields != 0 ? TESSERA_DOOR_MAX_FIELDS : MAX_REQUEST_LINE;
  gsize end = MIN (length, start + limit), n = 8;

  if (guard->scanned == guard->line || bytes[guard->scanned - 1] == '\r')
    return;
  for (; n == 8 && guard->scanned + 8 <= end; guard->scanned += n)
    n = count_plain (bytes + guard->scanned);
}

static TesseraVerdict
scan (TesseraGuard *guard, const char *bytes, gsize length, TesseraRefusal *refusal)
{
  for (; guard->scanned < length; guard->scanned++)
    {
      gboolean ended = FALSE, good;
      char c;

      skip_plain (guard, bytes, length);
      if (guard->scanned == length)
        break;

      c = bytes[guard->scanned];

      if (c == '\n')
        good = end_line (guard, bytes, &ended, refusal);
      else if (guard->scanned > guard->line && bytes[guard->scanned - 1] == '\r')
        good = refuse (refusal, 400, "A carriage return stands without a line feed after it.");
      else
        good = c == '\r' || check_byte (guard, c, refusal);

      if (!good)
        return TESSERA_GUARD_REFUSED;
      if (ended)
        {
          guard->scanned++;
          return TESSERA_GUARD_WHOLE;
        }
    }

  return TESSERA_GUARD_MORE;
}

/* Cuts @line, which ends before @end, into name and value in place. */
static gboolean
read_field (char *line, char *end, TesseraField *field)
{
  char *colon = memchr (line, ':', (gsize) (end - line));
  char *value;

  if (colon == NULL || !is_token (line, (gsize) (colon - line)))
    return FALSE;

  for (value = colon + 1; value < end && is_blank (*value); value++)
    ;
  while (end > value && is_blank (end[-1]))
    end--;
  *colon = '\0';
  *end = '\0';
  *field = (TesseraField) { line, value };

  return TRUE;
}

/* Returns: whether all lines from @at on are fields; those that are, are in @head */
static gboolean
read_fields (TesseraHead *head, char *at)
{
  gboolean all_good = TRUE;
  guint n = 0;
  char *end;

  /* The scan left nothing but whole lines, the last one empty. */
  for (; *at != '\r'; at = end + 2)
    {
      end = strchr (at, '\r');
      if (read_field (at, end, &head->fields[n]))
        n++;
      else
        all_good = FALSE;
    }
  head->request.fields = head->fields;
  head->request.n_fields = n;

  return all_good;
}

static gboolean
read_version (TesseraHead *head, const char *version, TesseraRefusal *refusal)
{
  head->keep_alive = strcmp (version, "HTTP/1.1") == 0;
  if (head->keep_alive || strcmp (version, "HTTP/1.0") == 0)
    return TRUE;

  if (strlen (version) == 8 && g_str_has_prefix (version, "HTTP/") && g_ascii_isdigit (version[5]) && version[6] == '.'
      && g_ascii_isdigit (version[7]))
    return refuse (refusal, 505, "Only HTTP/1.0 and HTTP/1.1 are spoken here.");

  return refuse (refusal, 400, "The request line does not end with a version of HTTP.");
}

/* @line: up to its CR, which becomes its end */
static gboolean
read_request_line (TesseraHead *head, char *line, TesseraRefusal *refusal)
{
  TesseraRequest *request = &head->request;
  char *target, *version;

  *strchr (line, '\r') = '\0';
  target = strchr (line, ' ');
  version = target != NULL ? strchr (target + 1, ' ') : NULL;
  if (version == NULL || version == target + 1 || strchr (line, '\t') != NULL)
    return refuse (refusal, 400, "The request line is not method, target and version.");
  *target++ = '\0';
  *version++ = '\0';

  if (!is_token (line, strlen (line)) || strlen (line) > MAX_METHOD)
    return refuse (refusal, 400, "The method is not one.");
  if (strlen (target) > TESSERA_DOOR_MAX_TARGET)
    return refuse (refusal, 414, "The target is longer than 8 KiB.");

  request->method = line;
  request->target = target;
  request->query = strchr (target, '?');
  if (request->query != NULL)
    head->path = g_strndup (target, (gsize) (request->query++ - target));
  request->path = head->path != NULL ? head->path : target;

  return read_version (head, version, refusal);
}

/* Whether @host could be `uri-host [":" port]` (RFC 9110, 7.2); an empty one is legal. */
static gboolean
is_host (const char *host)
{
  for (; *host != '\0'; host++)
    if (!g_ascii_isalnum (*host) && strchr ("-._~%!$&'()*+,;=:[]", *host) == NULL)
      return FALSE;

  return TRUE;
}

/* @text: digits alone; a number too large for 64 bits is as good as the largest one */
static gboolean
read_length (const char *text, guint64 *length)
{
  gsize digits = strspn (text, "0123456789");

  if (digits == 0 || text[digits] != '\0')
    return FALSE;

  /* Saturates. */
  *length = g_ascii_strtoull (text, NULL, 10);
  return TRUE;
}

static gboolean
check_framing_fields (TesseraRequest *request, TesseraRefusal *refusal)
{
  const char *host, *length;

  if (tessera_request_look_up (request, "Host", &host) != 1)
    return refuse (refusal, 400, "There must be exactly one Host.");
  if (!is_host (host))
    return refuse (refusal, 400, "The Host is none.");
  if (tessera_request_look_up (request, "Content-Length", &length) > 1)
    return refuse (refusal, 400, "There is more than one Content-Length.");
  if (length != NULL && !read_length (length, &request->length))
    return refuse (refusal, 400, "The Content-Length is no number.");
  request->has_length = length != NULL;

  return TRUE;
}

/* Whether @option is one of the comma-separated options in some field @name (RFC 9110, 5.6.1), without regard to case. */
static gboolean
lists_option (const TesseraRequest *request, const char *name, const char *option)
{
  gboolean found = FALSE;

  for (guint i = 0; i < request->n_fields && !found; i++)
    if (tessera_field_is_named (&request->fields[i], name))
      {
        g_auto (GStrv) options = g_strsplit (request->fields[i].value, ",", -1);

        for (gsize j = 0; options[j] != NULL && !found; j++)
          found = g_ascii_strcasecmp (g_strstrip (options[j]), option) == 0;
      }

  return found;
}

static gboolean
parse (TesseraHead *head, gsize line, gsize fields, TesseraRefusal *refusal)
{
  TesseraRequest *request = &head->request;
  gboolean good_fields = read_fields (head, head->text + fields);

  if (tessera_request_count_field (request, "Transfer-Encoding") != 0)
    return refuse (refusal, 411, "Send a Content-Length; a Transfer-Encoding is not taken.");
  if (!read_request_line (head, head->text + line, refusal))
    return FALSE;
  if (!good_fields)
    return refuse (refusal, 400, "A field is not a name, a colon and a value.");
  if (!check_framing_fields (request, refusal))
    return FALSE;

  head->expects_continue = head->keep_alive && lists_option (request, "Expect", "100-continue");
  head->keep_alive = head->keep_alive && !lists_option (request, "Connection", "close");
  return TRUE;
}

/* @bytes: a whole head */
static void
begin_head (TesseraHead *head, const TesseraGuard *guard, const char *bytes)
{
  *head = (TesseraHead) { .text_length = guard->scanned };
  head->fields = g_malloc (guard->n_fields * sizeof (TesseraField) + guard->scanned + 1);
  head->text = (char *) (head->fields + guard->n_fields);
  memcpy (head->text, bytes, guard->scanned);
  head->text[guard->scanned] = '\0';
}

TesseraVerdict
tessera_guard_read (TesseraGuard *guard, const char *bytes, gsize length, TesseraHead *head, TesseraRefusal *refusal)
{
  TesseraVerdict verdict = scan (guard, bytes, length, refusal);
  gsize line;

  if (verdict != TESSERA_GUARD_WHOLE)
    return verdict;

  line = bytes[0] == '\r' ? 2 : 0;
  begin_head (head, guard, bytes);
  if (parse (head, line, guard->fields, refusal))
    return TESSERA_GUARD_WHOLE;

  tessera_head_clear (head);
  return TESSERA_GUARD_REFUSED;
}

void
tessera_head_clear (TesseraHead *head)
{
  if (head->text != NULL)
    tessera_wipe (head->text, head->text_length);
  g_free (head->fields);
  g_free (head->path);
  *head = (TesseraHead) { 0 };
}
