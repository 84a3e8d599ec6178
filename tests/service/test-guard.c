#include "tessera-guard.h"

#include <string.h>

#include "broken-requests.h"

/* Reads @bytes whole, and again byte for byte: the verdict must not depend on how they arrive. */
static TesseraVerdict
read_both_ways (const char *bytes, gsize length, TesseraHead *head, TesseraRefusal *refusal)
{
  g_auto (TesseraHead) dripped = { 0 };
  TesseraGuard whole = { 0 }, drip = { 0 };
  TesseraRefusal drip_refusal = { 0 };
  TesseraVerdict verdict, drip_verdict = TESSERA_GUARD_MORE;

  verdict = tessera_guard_read (&whole, bytes, length, head, refusal);
  for (gsize i = 1; i <= length && drip_verdict == TESSERA_GUARD_MORE; i++)
    {
      /* A copy of the right size, so that a sanitizer sees a byte read too far. */
      g_autofree char *part = g_memdup2 (bytes, i);

      drip_verdict = tessera_guard_read (&drip, part, i, &dripped, &drip_refusal);
    }

  g_assert_cmpint (verdict, ==, drip_verdict);
  if (verdict == TESSERA_GUARD_REFUSED)
    g_assert_cmpuint (refusal->status, ==, drip_refusal.status);
  if (verdict == TESSERA_GUARD_WHOLE)
    g_assert_cmpuint (whole.scanned, ==, drip.scanned);

  return verdict;
}

static void
test_is_refused (gconstpointer data)
{
  const BrokenRequest *one = data;
  g_auto (TesseraHead) head = { 0 };
  TesseraRefusal refusal = { 0 };

  g_assert_cmpint (read_both_ways (one->bytes, one->length, &head, &refusal), ==, TESSERA_GUARD_REFUSED);
  g_assert_cmpuint (refusal.status, ==, one->status);
  g_assert_nonnull (refusal.why);
}

/* Wherever a byte of a good request becomes a control character, or a line's end loses a part. */
static void
test_no_control_character_passes_anywhere (void)
{
  static const char good[] = "GET /a?b=c HTTP/1.1\r\nHost: x\r\nAccept: a, b\r\nContent-Length: 0\r\n\r\n";

  for (gsize at = 0; at < sizeof good - 1; at++)
    for (int c = 0; c <= 0x7f; c++)
      {
        g_autofree char *bytes = g_memdup2 (good, sizeof good);
        g_auto (TesseraHead) head = { 0 };
        TesseraRefusal refusal = { 0 };

        if (c == good[at] || c == '\t' || (c >= ' ' && c != 0x7f && good[at] != '\r' && good[at] != '\n'))
          continue;
        bytes[at] = (char) c;
        g_assert_cmpint (read_both_ways (bytes, sizeof good - 1, &head, &refusal), !=, TESSERA_GUARD_WHOLE);
      }
}

static void
test_legal_forms_are_understood (void)
{
  static const struct
  {
    const char *bytes;
    const char *method, *target, *path, *query, *value;
  } cases[] = {
    { "GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n\r\n", "GET", "/", "/", NULL, "b" },
    { "GET / HTTP/1.1\r\nHost:x\r\nA:b\r\n\r\n", "GET", "/", "/", NULL, "b" },
    { "GET / HTTP/1.1\r\nHost: x  \r\nA:\t b \t\r\n\r\n", "GET", "/", "/", NULL, "b" },
    { "GET / HTTP/1.1\r\nHost:\r\nA:\r\n\r\n", "GET", "/", "/", NULL, "" },
    { "GET / HTTP/1.1\r\nHost: [::1]:80\r\na:  b\tc  d\r\n\r\n", "GET", "/", "/", NULL, "b\tc  d" },
    { "GET / HTTP/1.1\r\nHost: x\r\nA: b:c\303\244\r\n\r\n", "GET", "/", "/", NULL, "b:c\303\244" },
    { "\r\nGET / HTTP/1.1\r\nHost: x\r\nA: b\r\n\r\n", "GET", "/", "/", NULL, "b" },
    { "get /%41?%42=+&?# HTTP/1.0\r\nHost: x\r\nA: b\r\n\r\n", "get", "/%41?%42=+&?#", "/%41", "%42=+&?#", "b" },
    { "GET /a? HTTP/1.1\r\nHost: x\r\nA: b\r\nA: c\r\n\r\n", "GET", "/a?", "/a", "", "b" },
    { "M-SEARCH * HTTP/1.1\r\nHost: x\r\nA: b\r\n\r\n", "M-SEARCH", "*", "*", NULL, "b" },
    { "GET http://x/\303\244 HTTP/1.1\r\nHost: x\r\nA: b\r\n\r\n", "GET", "http://x/\303\244", "http://x/\303\244", NULL,
      "b" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (TesseraHead) head = { 0 };
      TesseraRefusal refusal = { 0 };

      g_assert_cmpint (read_both_ways (cases[i].bytes, strlen (cases[i].bytes), &head, &refusal), ==,
                       TESSERA_GUARD_WHOLE);
      g_assert_cmpstr (head.request.method, ==, cases[i].method);
      g_assert_cmpstr (head.request.target, ==, cases[i].target);
      g_assert_cmpstr (head.request.path, ==, cases[i].path);
      g_assert_cmpstr (head.request.query, ==, cases[i].query);
      g_assert_cmpstr (tessera_request_get_field (&head.request, "A"), ==, cases[i].value);
    }
}

static void
test_doubled_fields_are_all_seen (void)
{
  static const char bytes[] = "GET / HTTP/1.1\r\nX-Api-Key: a\r\nHost: x\r\nx-api-key: b\r\nX-API-KEY: c\r\n\r\n";
  g_auto (TesseraHead) head = { 0 };
  TesseraRefusal refusal = { 0 };

  g_assert_cmpint (read_both_ways (BYTES (bytes), &head, &refusal), ==, TESSERA_GUARD_WHOLE);
  g_assert_cmpuint (tessera_request_count_field (&head.request, "X-Api-Key"), ==, 3);
  g_assert_cmpuint (tessera_request_count_field (&head.request, "X-Api"), ==, 0);
  g_assert_cmpuint (head.request.n_fields, ==, 4);
  g_assert_cmpstr (head.request.fields[3].name, ==, "X-API-KEY");
  g_assert_cmpstr (head.request.fields[3].value, ==, "c");
}

static void
test_lengths_are_numbers (void)
{
  static const struct
  {
    const char *sent;
    guint64 length;
  } cases[] = {
    { "0", 0 },
    { "3", 3 },
    { "0003", 3 },
    { "65536", 65536 },
    { "18446744073709551615", G_MAXUINT64 },
    { "18446744073709551616", G_MAXUINT64 },
    { "184467440737095516150000000000000003", G_MAXUINT64 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *bytes = g_strdup_printf ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %s\r\n\r\n",
                                                cases[i].sent);
      g_auto (TesseraHead) head = { 0 };
      TesseraRefusal refusal = { 0 };

      g_assert_cmpint (read_both_ways (bytes, strlen (bytes), &head, &refusal), ==, TESSERA_GUARD_WHOLE);
      g_assert_true (head.request.has_length);
      g_assert_cmpuint (head.request.length, ==, cases[i].length);
    }
}

static void
test_connection_options_are_read (void)
{
  static const struct
  {
    const char *version, *fields;
    gboolean keep_alive, expects_continue;
  } cases[] = {
    { "1.1", "", TRUE, FALSE },
    { "1.0", "", FALSE, FALSE },
    { "1.0", "Connection: keep-alive\r\n", FALSE, FALSE },
    { "1.1", "Connection: close\r\n", FALSE, FALSE },
    { "1.1", "Connection: TE, Close\r\n", FALSE, FALSE },
    { "1.1", "Connection: TE\r\nconnection: close\r\n", FALSE, FALSE },
    { "1.1", "Connection: closed\r\n", TRUE, FALSE },
    { "1.1", "Expect: 100-Continue\r\n", TRUE, TRUE },
    { "1.0", "Expect: 100-continue\r\n", FALSE, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *bytes = g_strdup_printf ("GET / HTTP/%s\r\nHost: x\r\n%s\r\n", cases[i].version,
                                                cases[i].fields);
      g_auto (TesseraHead) head = { 0 };
      TesseraRefusal refusal = { 0 };

      g_assert_cmpint (read_both_ways (bytes, strlen (bytes), &head, &refusal), ==, TESSERA_GUARD_WHOLE);
      g_assert_cmpint (head.keep_alive, ==, cases[i].keep_alive);
      g_assert_cmpint (head.expects_continue, ==, cases[i].expects_continue);
    }
}

static char *
repeat (char c, gsize times)
{
  char *text = g_malloc (times + 1);

  memset (text, c, times);
  text[times] = '\0';
  return text;
}

static guint
status_of (const char *bytes)
{
  g_auto (TesseraHead) head = { 0 };
  TesseraRefusal refusal = { 0 };
  TesseraGuard guard = { 0 };

  switch (tessera_guard_read (&guard, bytes, strlen (bytes), &head, &refusal))
    {
    case TESSERA_GUARD_WHOLE:
      return 200;
    case TESSERA_GUARD_REFUSED:
      return refusal.status;
    case TESSERA_GUARD_MORE:
    default:
      return 0;
    }
}

static void
assert_target_of (gsize length, const char *rest, guint status)
{
  g_autofree char *target = repeat ('a', length - 1);
  g_autofree char *bytes = g_strdup_printf ("GET /%s%s", target, rest);

  g_assert_cmpuint (status_of (bytes), ==, status);
}

static void
test_targets_are_limited_to_the_byte (void)
{
  assert_target_of (TESSERA_DOOR_MAX_TARGET, " HTTP/1.1\r\nHost: x\r\n\r\n", 200);
  assert_target_of (TESSERA_DOOR_MAX_TARGET + 1, " HTTP/1.1\r\nHost: x\r\n\r\n", 414);
  /* One that never ends is not waited for. */
  assert_target_of (TESSERA_DOOR_MAX_TARGET + 100, "", 414);
}

static void
assert_fields_of (gsize length, const char *rest, guint status)
{
  static const char others[] = "Host: x\r\nA: \r\n";
  g_autofree char *value = repeat ('a', length - strlen (others));
  g_autofree char *bytes = g_strdup_printf ("GET / HTTP/1.1\r\nHost: x\r\nA: %s%s", value, rest);

  g_assert_cmpuint (status_of (bytes), ==, status);
}

static void
test_fields_are_limited_to_the_byte (void)
{
  assert_fields_of (TESSERA_DOOR_MAX_FIELDS, "\r\n\r\n", 200);
  assert_fields_of (TESSERA_DOOR_MAX_FIELDS + 1, "\r\n\r\n", 431);
  assert_fields_of (TESSERA_DOOR_MAX_FIELDS + 1, "\r\nB: c\r\n\r\n", 431);
  assert_fields_of (TESSERA_DOOR_MAX_FIELDS + 100, "", 431);
}

static void
test_thousands_of_small_fields_fit (void)
{
  g_autoptr (GString) bytes = g_string_new ("GET / HTTP/1.1\r\nHost:x\r\n");

  for (guint i = 0; i < (TESSERA_DOOR_MAX_FIELDS - 8) / 4; i++)
    g_string_append (bytes, "a:\r\n");
  g_assert_cmpuint (status_of (bytes->str), ==, 0);
  g_string_append (bytes, "\r\n");
  g_assert_cmpuint (status_of (bytes->str), ==, 200);
}

static void
test_head_ends_where_the_body_begins (void)
{
  static const char bytes[] = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\n\r\n\r\nGET / HTTP/1.1\r\n";
  g_auto (TesseraHead) head = { 0 };
  TesseraRefusal refusal = { 0 };
  TesseraGuard guard = { 0 };

  g_assert_cmpint (tessera_guard_read (&guard, BYTES (bytes), &head, &refusal), ==, TESSERA_GUARD_WHOLE);
  g_assert_cmpstr (bytes + guard.scanned, ==, "\r\n\r\nGET / HTTP/1.1\r\n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (broken_requests); i++)
    {
      g_autofree char *path = g_strdup_printf ("/guard/is-refused/%s", broken_requests[i].name);

      g_test_add_data_func (path, &broken_requests[i], test_is_refused);
    }
  g_test_add_func ("/guard/no-control-character-passes-anywhere", test_no_control_character_passes_anywhere);
  g_test_add_func ("/guard/legal-forms-are-understood", test_legal_forms_are_understood);
  g_test_add_func ("/guard/doubled-fields-are-all-seen", test_doubled_fields_are_all_seen);
  g_test_add_func ("/guard/lengths-are-numbers", test_lengths_are_numbers);
  g_test_add_func ("/guard/connection-options-are-read", test_connection_options_are_read);
  g_test_add_func ("/guard/targets-are-limited-to-the-byte", test_targets_are_limited_to_the_byte);
  g_test_add_func ("/guard/fields-are-limited-to-the-byte", test_fields_are_limited_to_the_byte);
  g_test_add_func ("/guard/thousands-of-small-fields-fit", test_thousands_of_small_fields_fit);
  g_test_add_func ("/guard/head-ends-where-the-body-begins", test_head_ends_where_the_body_begins);
  return g_test_run ();
}
