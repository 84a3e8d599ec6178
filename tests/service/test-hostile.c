/* Thousands of requests with bytes changed, left out, doubled and mixed. A second reader, written with regular
 * expressions straight from the grammar, says what of them may be handled; the door must neither differ nor hang. */

#include <string.h>
#include <unistd.h>

#include "raw-client.h"
#include "test-door-fixture.h"

#define TOKEN "[!#$%&'*+.^_`|~0-9A-Za-z-]"
#define VALUE "[\\t\\x20-\\x7e\\x80-\\xff]*"

typedef struct
{
  GRegex *head;
  GRegex *field;
  GRegex *host;
  GRegex *close;
} Grammar;

static GRegex *
compile (const char *pattern, GRegexCompileFlags flags)
{
  g_autoptr (GError) error = NULL;
  GRegex *regex = g_regex_new (pattern, G_REGEX_RAW | G_REGEX_DOLLAR_ENDONLY | flags, 0, &error);

  g_assert_no_error (error);
  return regex;
}

static void
grammar_init (Grammar *grammar)
{
  grammar->head = compile ("\\A(?:\\r\\n)?(" TOKEN "{1,32}) ([^\\x00-\\x20\\x7f]{1,8192}) HTTP/1\\.([01])\\r\\n"
                           "((?:" TOKEN "+:" VALUE "\\r\\n)*)\\r\\n",
                           0);
  grammar->field = compile ("(" TOKEN "+):[ \\t]*(" VALUE "?)[ \\t]*\\r\\n", 0);
  grammar->host = compile ("\\A[0-9A-Za-z._~%!$&'()*+,;=:\\[\\]-]*\\z", 0);
  grammar->close = compile ("(?:\\A|,)[ \\t]*close[ \\t]*(?:,|\\z)", G_REGEX_CASELESS);
}

static void
grammar_clear (Grammar *grammar)
{
  g_regex_unref (grammar->head);
  g_regex_unref (grammar->field);
  g_regex_unref (grammar->host);
  g_regex_unref (grammar->close);
}

/* What the fields say. */
typedef struct
{
  guint hosts, lengths, codings;
  gboolean good;
  gboolean close;
  guint64 length;
} Fields;

static void
read_field (const Grammar *grammar, const char *name, const char *value, Fields *fields)
{
  if (g_ascii_strcasecmp (name, "Host") == 0)
    {
      fields->hosts++;
      fields->good = fields->good && g_regex_match (grammar->host, value, 0, NULL);
    }
  else if (g_ascii_strcasecmp (name, "Content-Length") == 0)
    {
      fields->lengths++;
      fields->good = fields->good && *value != '\0' && value[strspn (value, "0123456789")] == '\0';
      fields->length = g_ascii_strtoull (value, NULL, 10);
    }
  else if (g_ascii_strcasecmp (name, "Transfer-Encoding") == 0)
    fields->codings++;
  else if (g_ascii_strcasecmp (name, "Connection") == 0)
    fields->close = fields->close || g_regex_match (grammar->close, value, 0, NULL);
}

static Fields
read_fields (const Grammar *grammar, const char *text)
{
  Fields fields = { .good = TRUE };
  g_autoptr (GMatchInfo) match = NULL;

  for (g_regex_match (grammar->field, text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *name = g_match_info_fetch (match, 1), *value = g_match_info_fetch (match, 2);

      read_field (grammar, name, value, &fields);
    }

  fields.good = fields.good && fields.hosts == 1 && fields.lengths <= 1 && fields.codings == 0
                && strlen (text) <= TESSERA_DOOR_MAX_FIELDS;
  return fields;
}

/* Reads one request, adds to @handled what the service sees of it. Returns: its length; 0 when nothing follows it */
static gsize
read_request (const Grammar *grammar, const char *bytes, gsize length, GPtrArray *handled)
{
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *method = NULL, *target = NULL, *version = NULL, *lines = NULL;
  Fields fields;
  int start, end;

  if (!g_regex_match_full (grammar->head, bytes, (gssize) length, 0, 0, &match, NULL))
    return 0;

  method = g_match_info_fetch (match, 1);
  target = g_match_info_fetch (match, 2);
  version = g_match_info_fetch (match, 3);
  lines = g_match_info_fetch (match, 4);
  g_match_info_fetch_pos (match, 0, &start, &end);
  fields = read_fields (grammar, lines);
  if (!fields.good || fields.length > length - (gsize) end || fields.length > TESSERA_DOOR_MAX_BODY)
    return 0;

  if (strcmp (target, "/refused") != 0 && !g_str_has_prefix (target, "/refused?"))
    {
      g_autofree char *body = g_strndup (bytes + end, fields.length);

      g_ptr_array_add (handled, g_strdup_printf ("%s %s %s", method, target, body));
    }
  else if (fields.length > 0)
    return 0;

  return fields.close || *version == '0' ? 0 : (gsize) end + fields.length;
}

static const char *const good[] = {
  "GET /a?b=c HTTP/1.1\r\nHost: x\r\nAccept: */*\r\n\r\n",
  "POST /tokens HTTP/1.1\r\nHost: x:80\r\nContent-Length: 11\r\nContent-Type: application/json\r\n\r\n{\"a\": null}",
  "PUT /a HTTP/1.1\r\nhost:x\r\ncontent-length:35\r\nIf-Match: \"r\"\r\n\r\nGET /body HTTP/1.1\r\nHost: body\r\n\r\n\n",
  "DELETE /a HTTP/1.1\r\nHost: x\r\nX-Api-Key: k\r\nX-Api-Key: k\r\n\r\n",
  "GET /refused HTTP/1.1\r\nHost: x\r\nConnection: keep-alive\r\n\r\n",
  "GET /old HTTP/1.0\r\nHost: x\r\n\r\n",
};

/* Pieces that a request is tempted to be misread by. */
static const char *const pieces[] = {
  "\r", "\n", "\r\n", "\r\n\r\n", " ", "\t", ":", ": ", "?", ",", "\r\n ", "\r\n\t", "\n\n", "\177", "\033", "\303\244",
  "Transfer-Encoding: chunked\r\n", "Content-Length: 3\r\n", "Content-Length: 0\r\n", "Host: y\r\n",
  "Connection: close\r\n", "Expect: 100-continue\r\n", "HTTP/1.1", "HTTP/2.0", "0", "9", "-", "+", "0x",
};

static void
insert_piece (GString *bytes, gssize at)
{
  /* A NUL, once in a while. */
  if (g_test_rand_int_range (0, 20) == 0)
    g_string_insert_len (bytes, at, "", 1);
  else
    g_string_insert (bytes, at, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
}

static void
mutate (GString *bytes)
{
  gssize at = g_test_rand_int_range (0, (gint32) bytes->len);
  gssize length = g_test_rand_int_range (0, (gint32) MIN (40, (gssize) bytes->len - at) + 1);

  switch (g_test_rand_int_range (0, 6))
    {
    case 0:
      bytes->str[at] = (char) g_test_rand_int_range (0, 256);
      break;
    case 1:
      g_string_erase (bytes, at, MIN (length, 3));
      break;
    case 2:
      insert_piece (bytes, at);
      break;
    case 3:
      {
        g_autofree char *part = g_memdup2 (bytes->str + at, (gsize) length);

        g_string_insert_len (bytes, at, part, length);
        break;
      }
    case 4:
      bytes->str[at] ^= (char) (1 << g_test_rand_int_range (0, 8));
      break;
    default:
      if (length > 30)
        g_string_truncate (bytes, (gsize) at);
      break;
    }
  if (bytes->len == 0)
    g_string_append_c (bytes, 'G');
}

static GString *
make_hostile (void)
{
  GString *bytes = g_string_new (NULL);

  for (int n = g_test_rand_int_range (1, 4); n > 0; n--)
    g_string_append (bytes, good[g_test_rand_int_range (0, G_N_ELEMENTS (good))]);
  for (int n = g_test_rand_int_range (0, 4); n > 0; n--)
    mutate (bytes);

  return bytes;
}

static void
say_bytes (const GString *bytes)
{
  g_autofree char *shown = g_strescape (bytes->str, NULL);

  g_test_message ("%u bytes: %s", (guint) bytes->len, shown);
}

static void
assert_same (TestDoor *test, guint before, const GPtrArray *expected, const GString *bytes)
{
  gboolean same = test_door_count_handled (test) == before + expected->len;

  for (guint i = 0; i < expected->len && same; i++)
    {
      g_autofree char *handled = test_door_get_handled (test, before + i);

      same = strcmp (handled, g_ptr_array_index (expected, i)) == 0;
    }

  if (!same)
    say_bytes (bytes);
  g_assert_true (same);
}

static void
test_only_the_grammar_is_handled (void)
{
  g_autoptr (TestDoor) test = test_door_open_unix (NULL);
  guint rounds = g_test_quick () ? 20000 : 100000, handled = 0;
  Grammar grammar;

  grammar_init (&grammar);
  for (guint i = 0; i < rounds; i++)
    {
      g_autoptr (GString) bytes = make_hostile (), answers = NULL;
      g_autoptr (GPtrArray) expected = g_ptr_array_new_with_free_func (g_free);
      guint before = test_door_count_handled (test);
      gsize used, at = 0;
      int fd = raw_connect (test->address);

      while ((used = read_request (&grammar, bytes->str + at, bytes->len - at, expected)) > 0)
        at += used;
      raw_send (fd, bytes->str, bytes->len);
      raw_half_close (fd);
      answers = raw_read_to_end (fd);
      assert_same (test, before, expected, bytes);
      handled += expected->len;
      close (fd);
    }

  /* Otherwise the changes were too wild to try anything. */
  g_assert_cmpuint (handled, >, rounds / 4);
  grammar_clear (&grammar);
}

static void
test_noise_is_survived (void)
{
  g_autoptr (TestDoor) test = test_door_open (NULL);
  int fd;

  for (guint i = 0; i < 500; i++)
    {
      gsize length = (gsize) g_test_rand_int_range (1, 3000);
      g_autofree char *noise = g_malloc (length);

      for (gsize j = 0; j < length; j++)
        noise[j] = (char) g_test_rand_int_range (0, 256);
      fd = raw_connect (test->address);
      raw_send (fd, noise, length);
      raw_half_close (fd);
      g_string_free (raw_read_to_end (fd), TRUE);
      close (fd);
    }

  fd = raw_connect (test->address);
  raw_assert_get (fd, "/a", 200);
  g_assert_cmpuint (test_door_count_handled (test), ==, 1);
  close (fd);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hostile/only-the-grammar-is-handled", test_only_the_grammar_is_handled);
  g_test_add_func ("/hostile/noise-is-survived", test_noise_is_survived);
  return g_test_run ();
}
