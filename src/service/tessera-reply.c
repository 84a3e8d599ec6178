#include "tessera-reply.h"

#include <string.h>

#include "tessera-secret.h"

/* Room for the head that most answers have. */
#define USUAL_HEAD 400

/**
 * TesseraReply:
 * @fields: the lines, each with its end; %NULL once they were taken
 */
struct _TesseraReply
{
  guint status;
  GString *fields;
  GBytes *body;
  gboolean close;
};

/* Text that may hold a secret, and its end. */
typedef struct
{
  char *text;
  gsize length;
} WipedText;

static void
wiped_text_free (gpointer data)
{
  WipedText *wiped = data;

  tessera_wipe (wiped->text, wiped->length);
  g_free (wiped->text);
  g_free (wiped);
}

static GBytes *
bytes_from_object (JsonObject *object)
{
  WipedText *wiped = g_new0 (WipedText, 1);

  wiped->text = tessera_json_to_string (object);
  wiped->length = strlen (wiped->text);

  return g_bytes_new_with_free_func (wiped->text, wiped->length, wiped_text_free, wiped);
}

TesseraReply *
tessera_reply_new (guint status)
{
  TesseraReply *reply = g_new0 (TesseraReply, 1);

  reply->status = status;
  reply->fields = g_string_sized_new (USUAL_HEAD);

  return reply;
}

static TesseraReply *
reply_new_text (guint status, const char *media_type, JsonObject *object)
{
  TesseraReply *reply = tessera_reply_new (status);

  reply->body = bytes_from_object (object);
  tessera_reply_add_field (reply, "Content-Type", media_type);

  return reply;
}

TesseraReply *
tessera_reply_new_json (guint status, JsonObject *object)
{
  g_autoptr (JsonObject) taken = object;

  return reply_new_text (status, "application/json", taken);
}

TesseraReply *
tessera_reply_new_json_text (guint status, GString *text)
{
  TesseraReply *reply = tessera_reply_new (status);

  reply->body = g_string_free_to_bytes (text);
  tessera_reply_add_field (reply, "Content-Type", "application/json");
  return reply;
}

TesseraReply *
tessera_reply_new_problem (TesseraProblem *problem)
{
  g_autoptr (TesseraProblem) taken = problem;
  g_autoptr (JsonObject) object = tessera_problem_to_object (taken);
  TesseraReply *reply = reply_new_text (taken->status, "application/problem+json", object);

  tessera_reply_add_field (reply, "Cache-Control", "no-store");
  if (taken->status == 401)
    tessera_reply_add_field (reply, "WWW-Authenticate", "Bearer");

  return reply;
}

static gboolean
has_no_controls (const char *text)
{
  for (; *text != '\0'; text++)
    if ((guchar) *text < 0x20 || *text == 0x7f)
      return FALSE;

  return TRUE;
}

/* Room for @length bytes more at the end of @text, in one step. */
static char *
extend (GString *text, gsize length)
{
  gsize before = text->len;

  g_string_set_size (text, before + length);
  return text->str + before;
}

void
tessera_reply_add_field (TesseraReply *reply, const char *name, const char *value)
{
  gsize name_length = strlen (name), value_length = strlen (value);
  char *line;

  g_return_if_fail (has_no_controls (name) && has_no_controls (value));

  line = extend (reply->fields, name_length + strlen (": ") + value_length + strlen ("\r\n"));
  line = mempcpy (line, name, name_length);
  line = mempcpy (line, ": ", strlen (": "));
  line = mempcpy (line, value, value_length);
  memcpy (line, "\r\n", strlen ("\r\n"));
}

void
tessera_reply_set_field (TesseraReply *reply, const char *name, const char *value)
{
  gsize at = 0, length = strlen (name);

  while (at < reply->fields->len)
    {
      const char *line = reply->fields->str + at;
      gssize size = strstr (line, "\r\n") + strlen ("\r\n") - line;

      if (g_ascii_strncasecmp (line, name, length) == 0 && line[length] == ':')
        g_string_erase (reply->fields, (gssize) at, size);
      else
        at += (gsize) size;
    }

  tessera_reply_add_field (reply, name, value);
}

void
tessera_reply_set_close (TesseraReply *reply)
{
  reply->close = TRUE;
}

guint
tessera_reply_get_status (const TesseraReply *reply)
{
  return reply->status;
}

GBytes *
tessera_reply_get_body (const TesseraReply *reply)
{
  return reply->body;
}

gboolean
tessera_reply_get_close (const TesseraReply *reply)
{
  return reply->close;
}

void
tessera_reply_free (TesseraReply *reply)
{
  if (reply->fields != NULL)
    g_string_free (reply->fields, TRUE);
  g_clear_pointer (&reply->body, g_bytes_unref);
  g_free (reply);
}

/* The reason phrases of RFC 9110, 15; an unknown status has none, which is allowed. */
static const char *
reason (guint status)
{
  static const struct
  {
    guint status;
    const char *phrase;
  } reasons[] = {
    { 200, "OK" },
    { 201, "Created" },
    { 204, "No Content" },
    { 400, "Bad Request" },
    { 401, "Unauthorized" },
    { 403, "Forbidden" },
    { 404, "Not Found" },
    { 405, "Method Not Allowed" },
    { 409, "Conflict" },
    { 411, "Length Required" },
    { 412, "Precondition Failed" },
    { 413, "Content Too Large" },
    { 414, "URI Too Long" },
    { 415, "Unsupported Media Type" },
    { 422, "Unprocessable Content" },
    { 428, "Precondition Required" },
    { 431, "Request Header Fields Too Large" },
    { 500, "Internal Server Error" },
    { 503, "Service Unavailable" },
    { 505, "HTTP Version Not Supported" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (reasons[i].status == status)
      return reasons[i].phrase;

  return "";
}

/* IMF-fixdate (RFC 9110, 5.6.7); strftime() would speak the locale's language. */
static void
print_date (gint64 now, char *line, gsize size)
{
  static const char days[][4] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
  static const char months[][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  time_t seconds = (time_t) now;
  struct tm utc;

  if (gmtime_r (&seconds, &utc) == NULL)
    return;

  g_snprintf (line, size, "Date: %s, %02d %s %04d %02d:%02d:%02d GMT\r\n", days[utc.tm_wday], utc.tm_mday,
              months[utc.tm_mon], utc.tm_year + 1900, utc.tm_hour, utc.tm_min, utc.tm_sec);
}

/* A door answers many thousand requests a second: their line is printed once. */
static const char *
get_date_line (gint64 now)
{
  static _Thread_local gint64 printed = G_MININT64;
  static _Thread_local char line[64];

  if (now != printed)
    print_date (now, line, sizeof line);
  printed = now;
  return line;
}

static void
prepend_first_lines (GString *head, guint status, gint64 now)
{
  char lines[160], *end = lines;

  end = stpcpy (end, "HTTP/1.1 ");
  *end++ = (char) ('0' + status / 100 % 10);
  *end++ = (char) ('0' + status / 10 % 10);
  *end++ = (char) ('0' + status % 10);
  *end++ = ' ';
  end = stpcpy (end, reason (status));
  end = stpcpy (end, "\r\n");
  end = stpcpy (end, get_date_line (now));
  g_string_prepend_len (head, lines, end - lines);
}

static void
append_length (GString *head, gsize length)
{
  if (length == 0)
    g_string_append (head, "Content-Length: 0\r\n");
  else
    g_string_append_printf (head, "Content-Length: %" G_GSIZE_FORMAT "\r\n", length);
}

GString *
tessera_reply_take_head (TesseraReply *reply, gint64 now, gboolean closing)
{
  GString *head = g_steal_pointer (&reply->fields);

  prepend_first_lines (head, reply->status, now);
  /* RFC 9110, 8.6: none with 204. */
  if (reply->status != 204)
    append_length (head, reply->body != NULL ? g_bytes_get_size (reply->body) : 0);
  if (closing)
    g_string_append (head, "Connection: close\r\n");
  g_string_append (head, "\r\n");

  return head;
}
