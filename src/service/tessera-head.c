#include "tessera-head.h"

#include <string.h>

#include "tessera-secret.h"

gboolean
tessera_refuse (TesseraRefusal *refusal, guint status, const char *why)
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
    return tessera_refuse (refusal, 505, "Only HTTP/1.0 and HTTP/1.1 are spoken here.");

  return tessera_refuse (refusal, 400, "The request line does not end with a version of HTTP.");
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
    return tessera_refuse (refusal, 400, "The request line is not method, target and version.");
  *target++ = '\0';
  *version++ = '\0';

  if (!is_token (line, strlen (line)) || strlen (line) > TESSERA_HEAD_MAX_METHOD)
    return tessera_refuse (refusal, 400, "The method is not one.");
  if (strlen (target) > TESSERA_DOOR_MAX_TARGET)
    return tessera_refuse (refusal, 414, "The target is longer than 8 KiB.");

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
    return tessera_refuse (refusal, 400, "There must be exactly one Host.");
  if (!is_host (host))
    return tessera_refuse (refusal, 400, "The Host is none.");
  if (tessera_request_look_up (request, "Content-Length", &length) > 1)
    return tessera_refuse (refusal, 400, "There is more than one Content-Length.");
  if (length != NULL && !read_length (length, &request->length))
    return tessera_refuse (refusal, 400, "The Content-Length is no number.");
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
parse (TesseraHead *head, const TesseraHeadLines *lines, TesseraRefusal *refusal)
{
  TesseraRequest *request = &head->request;
  gboolean good_fields = read_fields (head, head->text + lines->fields);

  if (tessera_request_count_field (request, "Transfer-Encoding") != 0)
    return tessera_refuse (refusal, 411, "Send a Content-Length; a Transfer-Encoding is not taken.");
  if (!read_request_line (head, head->text + lines->request, refusal))
    return FALSE;
  if (!good_fields)
    return tessera_refuse (refusal, 400, "A field is not a name, a colon and a value.");
  if (!check_framing_fields (request, refusal))
    return FALSE;

  head->expects_continue = head->keep_alive && lists_option (request, "Expect", "100-continue");
  head->keep_alive = head->keep_alive && !lists_option (request, "Connection", "close");
  return TRUE;
}

static void
begin (TesseraHead *head, const char *bytes, const TesseraHeadLines *lines)
{
  *head = (TesseraHead) { .text_length = lines->end };
  head->fields = g_malloc (lines->n_fields * sizeof (TesseraField) + lines->end + 1);
  head->text = (char *) (head->fields + lines->n_fields);
  memcpy (head->text, bytes, lines->end);
  head->text[lines->end] = '\0';
}

gboolean
tessera_head_read (TesseraHead *head, const char *bytes, const TesseraHeadLines *lines, TesseraRefusal *refusal)
{
  begin (head, bytes, lines);
  if (parse (head, lines, refusal))
    return TRUE;

  tessera_head_clear (head);
  return FALSE;
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
