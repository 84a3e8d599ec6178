/* The door's reader of heads: its verdict does not depend on how the bytes arrive, and a head that it lets through means to
 * it what it means when it is written again in the plainest way. */

#include "fuzz.h"

#include <string.h>

#include "tessera-guard.h"

static void
check_drip (const char *bytes, gsize size, TesseraVerdict verdict, gsize scanned, guint status)
{
  g_auto (TesseraHead) head = { 0 };
  TesseraGuard guard = { 0 };
  TesseraRefusal refusal = { 0 };
  TesseraVerdict dripped = TESSERA_GUARD_MORE;

  for (gsize i = 1; i <= size && dripped == TESSERA_GUARD_MORE; i++)
    dripped = tessera_guard_read (&guard, bytes, i, &head, &refusal);

  g_assert_cmpint (dripped, ==, verdict);
  if (verdict == TESSERA_GUARD_WHOLE)
    g_assert_cmpuint (guard.scanned, ==, scanned);
  g_assert_cmpuint (refusal.status, ==, status);
}

static void
check_fields (const TesseraRequest *request)
{
  guint n_lengths = tessera_request_count_field (request, "Content-Length");

  g_assert_cmpuint (tessera_request_count_field (request, "Host"), ==, 1);
  g_assert_cmpuint (tessera_request_count_field (request, "Transfer-Encoding"), ==, 0);
  g_assert_cmpuint (n_lengths, ==, request->has_length ? 1 : 0);
  g_assert_true (request->has_length || request->length == 0);

  for (guint i = 0; i < request->n_fields; i++)
    {
      const char *name = request->fields[i].name, *value = request->fields[i].value;

      g_assert_true (*name != '\0' && strpbrk (name, " \t:\"(),/;<=>?@[\\]{}") == NULL);
      for (; *name != '\0'; name++)
        g_assert_true (g_ascii_isgraph (*name));
      g_assert_true (*value != ' ' && *value != '\t' && !g_str_has_suffix (value, " ") && !g_str_has_suffix (value, "\t"));
      for (; *value != '\0'; value++)
        g_assert_true (!g_ascii_iscntrl (*value) || *value == '\t');
    }
}

static void
check_request_line (const TesseraRequest *request)
{
  gsize path = strlen (request->path);

  g_assert_true (*request->method != '\0' && *request->target != '\0');
  g_assert_null (strpbrk (request->method, " \t/"));
  for (const char *c = request->target; *c != '\0'; c++)
    g_assert_true (*c != ' ' && !g_ascii_iscntrl (*c));

  g_assert_true (strncmp (request->target, request->path, path) == 0);
  if (request->query != NULL)
    g_assert_true (request->query == request->target + path + 1 && request->target[path] == '?');
  else
    g_assert_cmpint (request->target[path], ==, '\0');
}

/* (transfer full) */
static GString *
write_plainly (const TesseraHead *head)
{
  const TesseraRequest *request = &head->request;
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s %s HTTP/1.%d\r\n", request->method, request->target, head->keep_alive ? 1 : 0);
  for (guint i = 0; i < request->n_fields; i++)
    g_string_append_printf (text, "%s:%s\r\n", request->fields[i].name, request->fields[i].value);
  g_string_append (text, "\r\n");

  return text;
}

static void
check_same (const TesseraRequest *a, const TesseraRequest *b)
{
  g_assert_cmpstr (a->method, ==, b->method);
  g_assert_cmpstr (a->target, ==, b->target);
  g_assert_cmpstr (a->path, ==, b->path);
  g_assert_cmpstr (a->query, ==, b->query);
  g_assert_cmpuint (a->length, ==, b->length);
  g_assert_cmpuint (a->n_fields, ==, b->n_fields);
  for (guint i = 0; i < a->n_fields; i++)
    {
      g_assert_cmpstr (a->fields[i].name, ==, b->fields[i].name);
      g_assert_cmpstr (a->fields[i].value, ==, b->fields[i].value);
    }
}

static void
check_written_again (const TesseraHead *head)
{
  g_autoptr (GString) text = write_plainly (head);
  g_auto (TesseraHead) again = { 0 };
  TesseraGuard guard = { 0 };
  TesseraRefusal refusal = { 0 };

  g_assert_cmpint (tessera_guard_read (&guard, text->str, text->len, &again, &refusal), ==, TESSERA_GUARD_WHOLE);
  g_assert_cmpuint (guard.scanned, ==, text->len);
  check_same (&head->request, &again.request);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const char *bytes = (const char *) data;
  g_auto (TesseraHead) head = { 0 };
  TesseraGuard guard = { 0 };
  TesseraRefusal refusal = { 0 };
  TesseraVerdict verdict = TESSERA_GUARD_MORE;

  if (size == 0)
    return 0;

  verdict = tessera_guard_read (&guard, bytes, size, &head, &refusal);
  g_assert_cmpuint (guard.scanned, <=, size);
  check_drip (bytes, size, verdict, guard.scanned, refusal.status);

  if (verdict == TESSERA_GUARD_REFUSED)
    g_assert_true (refusal.why != NULL && refusal.status >= 400);
  if (verdict == TESSERA_GUARD_WHOLE)
    {
      check_request_line (&head.request);
      check_fields (&head.request);
      check_written_again (&head);
    }
  return 0;
}
