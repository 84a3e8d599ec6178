/* Answers that are none: each call makes a sentence of them, and the next call works. */

#include "client-bed.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *raw; /* (nullable): bytes as they are; then the connection is cut */
  BedAnswer answer;
  TesseraError code;
  const char *words; /* that the sentence must have */
} Strange;

#define JSON "application/json"
#define HEAD "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"

static const Strange table[] = {
  { "html", NULL, { 200, "text/html", NULL, "<!DOCTYPE html><title>Welcome</title>" }, TESSERA_ERROR_NOT_UNDERSTOOD, "web page" },
  { "html-with-charset", NULL, { 200, "Text/HTML; charset=utf-8", NULL, "<p>" }, TESSERA_ERROR_NOT_UNDERSTOOD, "web page" },
  { "xhtml", NULL, { 200, "application/xhtml+xml", NULL, "<p/>" }, TESSERA_ERROR_NOT_UNDERSTOOD, "web page" },
  { "html-as-json", NULL, { 200, JSON, NULL, "<!DOCTYPE html>" }, TESSERA_ERROR_NOT_UNDERSTOOD, "not JSON" },
  { "plain-text", NULL, { 200, "text/plain", NULL, "{}" }, TESSERA_ERROR_NOT_UNDERSTOOD, "not marked as JSON" },
  { "other-json", NULL, { 200, "application/jsonp", NULL, "{}" }, TESSERA_ERROR_NOT_UNDERSTOOD, "not marked as JSON" },
  { "problem-as-success", NULL, { 200, "application/problem+json", NULL, "{}" }, TESSERA_ERROR_NOT_UNDERSTOOD, "not marked" },
  { "no-media-type", NULL, { 200, NULL, NULL, "{}" }, TESSERA_ERROR_NOT_UNDERSTOOD, "not marked as JSON" },
  { "empty", NULL, { 200, JSON, NULL, NULL }, TESSERA_ERROR_NOT_UNDERSTOOD, "not JSON" },
  { "half-json", NULL, { 200, JSON, NULL, "{\"id\": \"tok_" }, TESSERA_ERROR_NOT_UNDERSTOOD, "not JSON" },
  { "array", NULL, { 200, JSON, NULL, "[]" }, TESSERA_ERROR_NOT_UNDERSTOOD, "it is no object" },
  { "null", NULL, { 200, JSON, NULL, "null" }, TESSERA_ERROR_NOT_UNDERSTOOD, "it is no object" },
  { "string", NULL, { 200, JSON, NULL, "\"tok_1\"" }, TESSERA_ERROR_NOT_UNDERSTOOD, "it is no object" },
  { "empty-object", NULL, { 200, JSON, NULL, "{}" }, TESSERA_ERROR_NOT_UNDERSTOOD, "missing" },
  { "two-documents", NULL, { 200, JSON, NULL, "{}{}" }, TESSERA_ERROR_NOT_UNDERSTOOD, "not JSON" },
  { "doubled-member", NULL, { 200, JSON, NULL, "{\"id\": \"a\", \"id\": \"b\"}" }, TESSERA_ERROR_NOT_UNDERSTOOD, "twice" },
  { "nested-too-deep", NULL, { 200, JSON, NULL, "{\"a\":[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]}" },
    TESSERA_ERROR_NOT_UNDERSTOOD, "nested" },
  { "not-utf-8", NULL, { 200, JSON, NULL, "{\"name\": \"\xff\"}" }, TESSERA_ERROR_NOT_UNDERSTOOD, "UTF-8" },
  { "compressed", NULL, { 200, JSON, "Content-Encoding: gzip\r\n", "\x1f\x8b" }, TESSERA_ERROR_NOT_UNDERSTOOD, "compressed" },
  { "no-content", NULL, { 204, NULL, NULL, NULL }, TESSERA_ERROR_NOT_UNDERSTOOD, "status" },
  { "partial-content", NULL, { 206, JSON, NULL, "{}" }, TESSERA_ERROR_NOT_UNDERSTOOD, "status" },
  { "not-modified", NULL, { 304, JSON, NULL, NULL }, TESSERA_ERROR_NOT_UNDERSTOOD, "status" },
  { "redirect-to-nowhere", NULL, { 302, JSON, NULL, "{}" }, TESSERA_ERROR_NOT_UNDERSTOOD, "status" },
  { "half-a-body", HEAD "Content-Length: 5000\r\n\r\n{\"id\": ", { 0 }, TESSERA_ERROR_INTERRUPTED, "broke off" },
  { "half-a-chunk", HEAD "Transfer-Encoding: chunked\r\n\r\n50\r\n{\"id\"", { 0 }, TESSERA_ERROR_INTERRUPTED, "broke off" },
  { "broken-chunk", HEAD "Transfer-Encoding: chunked\r\n\r\nzz\r\n{\"id\"", { 0 }, TESSERA_ERROR_NOT_UNDERSTOOD, "not JSON" },
  { "half-a-head", "HTTP/1.1 200 OK\r\nContent-Ty", { 0 }, TESSERA_ERROR_NOT_UNDERSTOOD, "as a web server does" },
  { "nothing", "", { 0 }, TESSERA_ERROR_INTERRUPTED, "without an answer" },
  { "another-protocol", "SSH-2.0-OpenSSH_9.2\r\n\r\n", { 0 }, TESSERA_ERROR_NOT_UNDERSTOOD, "as a web server does" },
};

static void
say_strange (TestMockPeer *peer, const TestMockRequest *request, gpointer data)
{
  const Strange *strange = data;

  if (strange->raw == NULL)
    {
      bed_say (peer, request, (gpointer) &strange->answer);
      return;
    }

  test_mock_peer_send (peer, strange->raw);
  test_mock_peer_cut (peer);
}

static void
test_is_an_error_and_the_next_call_works (gconstpointer data)
{
  const Strange *strange = data;
  g_autoptr (TestMockServer) mock = test_mock_server_start (TEST_MOCK_TCP, bed_serve, NULL);
  g_autoptr (TesseraClient) client = bed_new_client (test_mock_server_get_url (mock));

  for (BedCall call = 0; call < BED_N_CALLS; call++)
    {
      g_auto (BedResult) result = { 0 }, next = { 0 };

      test_mock_server_set_script (mock, say_strange, (gpointer) strange);
      bed_call (client, call, &result);
      bed_assert_sentence (&result);
      g_assert_error (result.error, TESSERA_ERROR, (int) strange->code);
      g_assert_nonnull (strstr (result.error->message, strange->words));

      test_mock_server_set_script (mock, bed_serve, NULL);
      bed_call (client, call, &next);
      bed_assert_success (&next);
    }
}

static void
test_every_call_works_with_a_right_server (void)
{
  g_autoptr (TestMockServer) mock = test_mock_server_start (TEST_MOCK_TCP, bed_serve, NULL);
  g_autoptr (TesseraClient) client = bed_new_client (test_mock_server_get_url (mock));

  for (BedCall call = 0; call < BED_N_CALLS; call++)
    {
      g_auto (BedResult) result = { 0 };

      bed_call (client, call, &result);
      bed_assert_success (&result);
    }
}

/* One answer that is right but for its status. */
static void
test_created_belongs_to_creating_alone (void)
{
  for (BedCall call = 0; call < BED_N_CALLS; call++)
    {
      g_autofree char *text = bed_answer_text (call);
      BedAnswer answer = { 201, JSON, NULL, text };
      g_autoptr (TestMockServer) mock = test_mock_server_start (TEST_MOCK_TCP, bed_say, &answer);
      g_autoptr (TesseraClient) client = bed_new_client (test_mock_server_get_url (mock));
      g_auto (BedResult) result = { 0 };

      bed_call (client, call, &result);
      if (call == BED_CREATE)
        bed_assert_success (&result);
      else
        bed_assert_sentence (&result);
    }
}

int
main (int argc, char *argv[])
{
  int code;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/answers/every-call-works-with-a-right-server", test_every_call_works_with_a_right_server);
  g_test_add_func ("/answers/created-belongs-to-creating-alone", test_created_belongs_to_creating_alone);
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *path = g_strdup_printf ("/answers/strange/%s-is-an-error-and-the-next-call-works", table[i].name);

      g_test_add_data_func (path, &table[i], test_is_an_error_and_the_next_call_works);
    }
  code = g_test_run ();
  bed_tear_down ();

  return code;
}
