/* RFC 7662 on the management door. */

#include "test-calls.h"

#include <string.h>

#define FORM "Content-Type: application/x-www-form-urlencoded"

static TestService *service;

static TestAnswer *
introspect_with (const char *key, const char *token)
{
  g_autofree char *body = g_strconcat ("token=", token, NULL);

  return test_call_with_key (service, key, "POST", "/v1/introspect", FORM, body);
}

static TestAnswer *
introspect (const char *token)
{
  return introspect_with (test_service_get_manager_key (service), token);
}

static void
assert_inactive (const char *token)
{
  g_autoptr (TestAnswer) answer = introspect (token);

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpstr (answer->body, ==, "{\"active\":false}");
}

static void
test_an_active_token_is_described (void)
{
  static const char body[] = "{\"name\":\"Nightly export\",\"type\":\"mobile\",\"expires_at\":\"2999-01-01T00:00:00Z\","
                             "\"permissions\":{\"reports\":[\"write\",\"read\"],\"content\":[\"read\"]}}";
  g_autoptr (TestAnswer) token = test_call (service, "POST", "/v1/tokens", NULL, body);
  g_autoptr (TestAnswer) answer = introspect (test_answer_get_string (token, "secret"));
  g_autofree char *caching = test_answer_get_field (answer, "Cache-Control");

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_true (json_object_get_boolean_member (answer->object, "active"));
  g_assert_cmpstr (test_answer_get_string (answer, "scope"), ==, "content:read reports:read reports:write");
  g_assert_cmpint (json_object_get_int_member (answer->object, "exp"), ==, G_GINT64_CONSTANT (32472144000));
  g_assert_cmpint (json_object_get_int_member (answer->object, "iat"), >, 1700000000);
  g_assert_cmpstr (test_answer_get_string (answer, "sub"), ==, test_answer_get_string (token, "id"));
  g_assert_cmpstr (test_answer_get_string (answer, "client_id"), ==, "Nightly export");
  g_assert_cmpstr (test_answer_get_string (answer, "token_type"), ==, "mobile");
  g_assert_cmpstr (caching, ==, "no-store");
}

static void
test_a_token_without_end_has_no_exp (void)
{
  g_autoptr (TestAnswer) token = test_create (service, "Endless");
  g_autoptr (TestAnswer) answer = introspect (test_answer_get_string (token, "secret"));

  g_assert_true (json_object_get_boolean_member (answer->object, "active"));
  g_assert_false (json_object_has_member (answer->object, "exp"));
}

static void
test_what_is_not_active_is_only_that (void)
{
  g_autoptr (TestAnswer) token = test_create (service, "Revoked");
  g_autofree char *path = test_path_of (token, "");
  g_autoptr (TestAnswer) revoked = test_call (service, "DELETE", path, NULL, NULL);

  g_assert_cmpuint (revoked->status, ==, 200);
  assert_inactive (test_answer_get_string (token, "secret"));
  assert_inactive ("");
  assert_inactive ("frt_unknown");
  assert_inactive (test_service_get_manager_key (service));
}

static void
test_a_viewer_may_ask (void)
{
  g_autoptr (TestAnswer) token = test_create (service, "Seen");
  g_autoptr (TestAnswer) answer =
      introspect_with (test_service_get_viewer_key (service), test_answer_get_string (token, "secret"));

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_true (json_object_get_boolean_member (answer->object, "active"));
}

static void
test_what_is_no_question_is_refused (void)
{
  static const struct
  {
    const char *field, *body;
    guint status;
    const char *slug;
  } cases[] = {
    { FORM, "", 400, "bad-request" },
    { FORM, "tokens=x", 400, "bad-request" },
    { FORM, "token=a&token=b", 400, "bad-request" },
    { FORM, "token=%zz", 400, "bad-request" },
    { "Content-Type: application/json", "{\"token\":\"x\"}", 415, "unsupported-media-type" },
    { "Content-Type: text/plain", "token=x", 415, "unsupported-media-type" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TestAnswer) answer = test_call (service, "POST", "/v1/introspect", cases[i].field, cases[i].body);

      g_test_message ("%s", cases[i].body);
      test_answer_assert_problem (answer, cases[i].status, cases[i].slug);
    }
}

static void
test_an_api_token_may_not_ask (void)
{
  g_autoptr (TestAnswer) token = test_create (service, "Curious");
  const char *secret = test_answer_get_string (token, "secret");
  g_autoptr (TestAnswer) answer = introspect_with (secret, secret);

  test_answer_assert_problem (answer, 403, "not-an-admin-key");
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/introspect/an-active-token-is-described", test_an_active_token_is_described);
  g_test_add_func ("/introspect/a-token-without-end-has-no-exp", test_a_token_without_end_has_no_exp);
  g_test_add_func ("/introspect/what-is-not-active-is-only-that", test_what_is_not_active_is_only_that);
  g_test_add_func ("/introspect/a-viewer-may-ask", test_a_viewer_may_ask);
  g_test_add_func ("/introspect/what-is-no-question-is-refused", test_what_is_no_question_is_refused);
  g_test_add_func ("/introspect/an-api-token-may-not-ask", test_an_api_token_may_not_ask);
  service = test_service_start (NULL);
  status = test_http_run ();
  test_service_free (service);
  return status;
}
