#include "tessera-reply.h"

#include <string.h>

/* 2026-11-24 04:05:06 UTC, a Tuesday. */
#define NOW G_GINT64_CONSTANT (1795493106)

static void
test_head_is_written_as_the_standard_says (void)
{
  JsonObject *object = json_object_new ();
  g_autoptr (TesseraReply) reply = NULL;
  g_autoptr (GString) head = NULL;

  json_object_set_int_member (object, "a", 1);
  reply = tessera_reply_new_json (201, object);
  tessera_reply_add_field (reply, "Location", "/v1/tokens/tok_1");
  head = tessera_reply_take_head (reply, NOW, FALSE);
  g_assert_cmpstr (head->str, ==,
                   "HTTP/1.1 201 Created\r\n"
                   "Date: Tue, 24 Nov 2026 04:05:06 GMT\r\n"
                   "Content-Type: application/json\r\n"
                   "Location: /v1/tokens/tok_1\r\n"
                   "Content-Length: 7\r\n"
                   "\r\n");
  g_assert_cmpmem (g_bytes_get_data (tessera_reply_get_body (reply), NULL), 7, "{\"a\":1}", 7);
}

static void
test_closing_is_said (void)
{
  g_autoptr (TesseraReply) reply = tessera_reply_new (505);
  g_autoptr (GString) head = tessera_reply_take_head (reply, NOW, TRUE);

  g_assert_true (g_str_has_suffix (head->str, "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
  g_assert_null (tessera_reply_get_body (reply));
}

static void
test_no_content_has_no_length (void)
{
  g_autoptr (TesseraReply) reply = tessera_reply_new (204);
  g_autoptr (GString) head = tessera_reply_take_head (reply, NOW, FALSE);

  g_assert_null (strstr (head->str, "Content-Length"));
}

static void
test_unauthorized_brings_a_challenge (void)
{
  g_autoptr (TesseraReply) reply
      = tessera_reply_new_problem (tessera_problem_new (TESSERA_PROBLEM_NO_CREDENTIAL, "Send a key."));
  g_autoptr (GString) head = tessera_reply_take_head (reply, NOW, FALSE);

  g_assert_true (g_str_has_prefix (head->str, "HTTP/1.1 401 Unauthorized\r\n"));
  g_assert_nonnull (strstr (head->str, "\r\nContent-Type: application/problem+json\r\n"));
  g_assert_nonnull (strstr (head->str, "\r\nWWW-Authenticate: Bearer\r\n"));
}

static void
test_fields_take_no_controls (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (TesseraReply) reply = tessera_reply_new (200);

      tessera_reply_add_field (reply, "X-Token-Name", "a\r\nX-Evil: b");
      return;
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*has_no_controls*");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reply/head-is-written-as-the-standard-says", test_head_is_written_as_the_standard_says);
  g_test_add_func ("/reply/closing-is-said", test_closing_is_said);
  g_test_add_func ("/reply/no-content-has-no-length", test_no_content_has_no_length);
  g_test_add_func ("/reply/unauthorized-brings-a-challenge", test_unauthorized_brings_a_challenge);
  g_test_add_func ("/reply/fields-take-no-controls", test_fields_take_no_controls);
  return g_test_run ();
}
