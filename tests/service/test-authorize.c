/* What the authorize door answers, over HTTP, with real tokens in a real database. */

#include "test-calls.h"

#include <string.h>

static TestService *service;

/* A draft that grants @permissions, an object in JSON. (transfer full) */
static char *
draft (const char *name, const char *permissions)
{
  g_autoptr (JsonBuilder) quoted = json_builder_new ();
  g_autoptr (JsonNode) root = json_node_init_string (json_node_alloc (), name);
  g_autofree char *text = json_to_string (root, FALSE);

  return g_strdup_printf ("{\"name\":%s,\"type\":\"api_key\",\"permissions\":%s,\"expires_at\":null}", text, permissions);
}

/* (transfer full): the 201 */
static TestAnswer *
create (const char *name, const char *permissions)
{
  g_autofree char *body = draft (name, permissions);
  TestAnswer *answer = test_call (service, "POST", "/v1/tokens", NULL, body);

  g_assert_cmpuint (answer->status, ==, 201);
  return answer;
}

/* Asks whether a request with @secret may pass, as a proxy does. */
static TestAnswer *
ask (const char *secret, const char *method, const char *target)
{
  g_autofree char *method_field = g_strdup_printf ("X-Forwarded-Method: %s", method);
  g_autofree char *target_field = g_strdup_printf ("X-Forwarded-Uri: %s", target);
  g_autofree char *secret_field = g_strdup_printf ("X-Api-Key: %s", secret);
  const char *const fields[] = { method_field, target_field, secret != NULL ? secret_field : NULL, NULL };

  return test_http_call (test_service_get_authorize_url (service), "GET", "/v1/authorize", fields, NULL);
}

static void
assert_asked (const char *secret, const char *method, const char *target, guint status)
{
  g_autoptr (TestAnswer) answer = ask (secret, method, target);

  g_test_message ("%s %s", method, target);
  g_assert_cmpuint (answer->status, ==, status);
}

static void
assert_field (const TestAnswer *answer, const char *name, const char *value)
{
  g_autofree char *field = test_answer_get_field (answer, name);

  g_assert_cmpstr (field, ==, value);
}

static void
test_a_tick_is_what_passes (void)
{
  g_autoptr (TestAnswer) token = create ("Shop & Co – ä", "{\"products\":[\"read\"],\"reports\":[\"write\"]}");
  const char *secret = test_answer_get_string (token, "secret");
  g_autoptr (TestAnswer) answer = ask (secret, "GET", "/api/1/products/17?page=2");

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpuint (answer->length, ==, 0);
  assert_field (answer, "X-Token-Id", test_answer_get_string (token, "id"));
  assert_field (answer, "X-Token-Name", "Shop%20%26%20Co%20%E2%80%93%20%C3%A4");
  assert_field (answer, "X-Token-Type", "api_key");
  assert_field (answer, "Cache-Control", "no-store");

  assert_asked (secret, "HEAD", "/api/1/products", 200);
  assert_asked (secret, "POST", "/api/1/products", 403);
  assert_asked (secret, "DELETE", "/api/1/reports/", 200);
  assert_asked (secret, "GET", "/api/1/reports", 403);
  assert_asked (secret, "GET", "/api/1/people", 403);
  assert_asked (secret, "GET", "/api/1/nothing", 403);
}

static void
test_a_missing_scope_is_named (void)
{
  g_autoptr (TestAnswer) token = create ("Reader", "{\"products\":[\"read\"]}");
  g_autoptr (TestAnswer) answer = ask (test_answer_get_string (token, "secret"), "PUT", "/api/1/products");
  g_autofree char *challenge = test_answer_get_field (answer, "WWW-Authenticate");

  test_answer_assert_problem (answer, 403, "insufficient-scope");
  g_assert_true (g_str_has_prefix (challenge, "Bearer error=\"insufficient_scope\", error_description=\""));
  g_assert_nonnull (strstr (challenge, "scope=\"products:write\""));
}

static void
test_no_credential_is_told_without_an_error (void)
{
  g_autoptr (TestAnswer) answer = ask (NULL, "GET", "/api/1/products");

  test_answer_assert_problem (answer, 401, "no-credential");
  assert_field (answer, "WWW-Authenticate", "Bearer");
}

static void
assert_invalid_token (const char *secret, const char *word)
{
  g_autoptr (TestAnswer) answer = ask (secret, "GET", "/api/1/reports");
  g_autofree char *challenge = test_answer_get_field (answer, "WWW-Authenticate");

  test_answer_assert_problem (answer, 401, "invalid-token");
  g_assert_true (g_str_has_prefix (challenge, "Bearer error=\"invalid_token\", error_description=\""));
  g_assert_nonnull (strstr (challenge, word));
}

static void
test_a_token_that_does_not_pass_says_why (void)
{
  g_autoptr (TestAnswer) token = test_create (service, "Short-lived");
  g_autofree char *path = test_path_of (token, ""), *rotate = test_path_of (token, "/rotate");
  g_autofree char *tag = test_if_match (token);
  const char *first = test_answer_get_string (token, "secret");
  g_autoptr (TestAnswer) rotated = test_call (service, "POST", rotate, tag, "{\"grace_seconds\":0}");
  g_autoptr (TestAnswer) revoked = NULL;

  assert_invalid_token ("frt_nothing", "unknown");
  assert_invalid_token (test_service_get_manager_key (service), "unknown");
  assert_invalid_token (first, "revoked");
  assert_asked (test_answer_get_string (rotated, "secret"), "GET", "/api/1/reports", 200);

  revoked = test_call (service, "DELETE", path, NULL, NULL);
  g_assert_cmpuint (revoked->status, ==, 200);
  assert_invalid_token (first, "revoked");
  assert_invalid_token (test_answer_get_string (rotated, "secret"), "revoked");
}

static void
test_both_secrets_pass_during_grace (void)
{
  g_autoptr (TestAnswer) token = test_create (service, "Rotating");
  g_autofree char *rotate = test_path_of (token, "/rotate"), *tag = test_if_match (token), *newer_tag = NULL;
  g_autoptr (TestAnswer) second = test_call (service, "POST", rotate, tag, "{\"grace_seconds\":3600}");
  g_autoptr (TestAnswer) third = NULL;

  assert_asked (test_answer_get_string (token, "secret"), "GET", "/api/1/reports", 200);
  assert_asked (test_answer_get_string (second, "secret"), "GET", "/api/1/reports", 200);

  newer_tag = test_if_match (second);
  third = test_call (service, "POST", rotate, newer_tag, "{\"grace_seconds\":3600}");
  assert_asked (test_answer_get_string (token, "secret"), "GET", "/api/1/reports", 401);
  assert_asked (test_answer_get_string (second, "secret"), "GET", "/api/1/reports", 200);
  assert_asked (test_answer_get_string (third, "secret"), "GET", "/api/1/reports", 200);
}

static void
test_an_update_counts_from_its_answer_on (void)
{
  g_autoptr (TestAnswer) token = create ("Changing", "{\"products\":[\"read\"]}");
  g_autofree char *path = test_path_of (token, ""), *tag = test_if_match (token);
  g_autofree char *body = draft ("Changed", "{\"triggers\":[\"read\"]}");
  g_autoptr (TestAnswer) updated = NULL;
  g_autoptr (TestAnswer) answer = NULL;
  const char *secret = test_answer_get_string (token, "secret");

  assert_asked (secret, "GET", "/api/1/products", 200);
  updated = test_call (service, "PUT", path, tag, body);
  g_assert_cmpuint (updated->status, ==, 200);
  assert_asked (secret, "GET", "/api/1/products", 403);
  answer = ask (secret, "GET", "/api/1/triggers");
  g_assert_cmpuint (answer->status, ==, 200);
  assert_field (answer, "X-Token-Name", "Changed");
}

static void
test_tokens_pass_again_after_a_restart (void)
{
  g_autoptr (TestAnswer) token = test_create (service, "Lasting");
  g_autoptr (TestAnswer) gone = test_create (service, "Revoked");
  g_autofree char *path = test_path_of (gone, "");
  g_autoptr (TestAnswer) revoked = test_call (service, "DELETE", path, NULL, NULL);

  test_service_restart (service);

  assert_asked (test_answer_get_string (token, "secret"), "GET", "/api/1/reports", 200);
  assert_invalid_token (test_answer_get_string (gone, "secret"), "revoked");
}

static void
test_faults_of_the_question_are_denied (void)
{
  g_autoptr (TestAnswer) token = test_create (service, "Faulty");
  const char *secret = test_answer_get_string (token, "secret");
  g_autofree char *key = g_strdup_printf ("X-Api-Key: %s", secret);
  g_autofree char *bearer = g_strdup_printf ("Authorization: Bearer %s", secret);
  g_autofree char *joined = g_strdup_printf ("X-Api-Key: %s, %s", secret, secret);
  const struct
  {
    const char *method, *target, *fields[6];
  } cases[] = {
    { "GET", "/v1/authorize", { "X-Forwarded-Uri: /api/1/reports", key } },
    { "GET", "/v1/authorize", { "X-Forwarded-Method: GET", key } },
    { "GET", "/v1/authorize", { "X-Forwarded-Method: GET", "X-Forwarded-Method: GET", "X-Forwarded-Uri: /api/1/reports", key } },
    { "GET", "/v1/authorize", { "X-Forwarded-Method: GET", "X-Forwarded-Uri: /api/1/reports", "x-forwarded-uri: /api/1/reports", key } },
    { "GET", "/v1/authorize", { "X-Forwarded-Method: GET, GET", "X-Forwarded-Uri: /api/1/reports", key } },
    { "GET", "/v1/authorize", { "X-Forwarded-Method: GET", "X-Forwarded-Uri: /api/1/reports", key, bearer } },
    { "GET", "/v1/authorize", { "X-Forwarded-Method: GET", "X-Forwarded-Uri: /api/1/reports", key, key } },
    { "GET", "/v1/authorize", { "X-Forwarded-Method: GET", "X-Forwarded-Uri: /api/1/reports", joined } },
    { "GET", "/v1/authorize", { "X-Forwarded-Method: GET", "X-Forwarded-Uri: /api/1/reports", "X-HTTP-Method-Override: GET", key } },
    { "GET", "/v1/authorize", { "X-Forwarded-Method: GET", "X-Forwarded-Uri: /api/1/reports", "X-Method-Override: GET", key } },
    { "GET", "/v1/authorize", { "X-Forwarded-Method: GET", "X-Forwarded-Uri: /api/1/reports", "X_HTTP_Method-Override: GET", key } },
    { "GET", "/v1/authorize", { "X-Forwarded-Method: GET", "X-Forwarded-Uri: /api/1/reports", "x-http-method: GET", key } },
    { "GET", "/v1/authorize", { "X-Forwarded-Method: GET", "X-Forwarded-Uri: /api/1/reports?access_token=x", key } },
    { "GET", "/v1/authorize?x", { "X-Forwarded-Method: GET", "X-Forwarded-Uri: /api/1/reports", key } },
    { "POST", "/v1/authorize", { "X-Forwarded-Method: GET", "X-Forwarded-Uri: /api/1/reports", key } },
    { "PATCH", "/v1/ext-authz/api/1/reports", { key } },
    { "GET", "/v1/ext-authz//api/1/reports", { key } },
    { "GET", "/v1/ext-authz/api/1/reports/../slots", { key } },
    { "GET", "/v1/ext-authz/api/1/reports", { "X-HTTP-Method-Override: GET", key } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TestAnswer) answer = test_http_call (test_service_get_authorize_url (service), cases[i].method, cases[i].target, cases[i].fields, NULL);
      g_autofree char *challenge = test_answer_get_field (answer, "WWW-Authenticate");

      g_test_message ("%" G_GSIZE_FORMAT ": %s %s", i, cases[i].method, cases[i].target);
      g_assert_cmpuint (answer->status, ==, 403);
      g_assert_true (g_str_has_prefix (challenge, "Bearer error=\"invalid_request\""));
    }
}

static void
test_a_repeated_request_is_judged_itself (void)
{
  g_autoptr (TestAnswer) token = test_create (service, "Repeated");
  g_autofree char *bearer = g_strdup_printf ("Authorization: bearer %s", test_answer_get_string (token, "secret"));
  const char *const fields[] = { bearer, "X-Forwarded-Method: DELETE", "X-Forwarded-Uri: /nothing", NULL };
  g_autoptr (TestAnswer) read = test_http_call (test_service_get_authorize_url (service), "GET", "/v1/ext-authz/api/1/reports?a=b", fields, NULL);
  g_autoptr (TestAnswer) write = test_http_call (test_service_get_authorize_url (service), "DELETE", "/v1/ext-authz/api/1/reports", fields, NULL);

  g_assert_cmpuint (read->status, ==, 200);
  g_assert_cmpuint (write->status, ==, 403);
}

static void
test_the_doors_are_never_mixed (void)
{
  static const char *const questions[] = { "/v1/authorize", "/v1/ext-authz/api/1/reports" };
  g_autoptr (TestAnswer) page = test_http_call (test_service_get_authorize_url (service), "GET", "/v1/tokens", NULL, NULL);

  g_assert_cmpuint (page->status, ==, 404);
  for (gsize i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      g_autoptr (TestAnswer) answer = test_call (service, "GET", questions[i], NULL, NULL);

      g_assert_cmpuint (answer->status, ==, 404);
    }
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/authorize/a-tick-is-what-passes", test_a_tick_is_what_passes);
  g_test_add_func ("/authorize/a-missing-scope-is-named", test_a_missing_scope_is_named);
  g_test_add_func ("/authorize/no-credential-is-told-without-an-error", test_no_credential_is_told_without_an_error);
  g_test_add_func ("/authorize/a-token-that-does-not-pass-says-why", test_a_token_that_does_not_pass_says_why);
  g_test_add_func ("/authorize/both-secrets-pass-during-grace", test_both_secrets_pass_during_grace);
  g_test_add_func ("/authorize/an-update-counts-from-its-answer-on", test_an_update_counts_from_its_answer_on);
  g_test_add_func ("/authorize/tokens-pass-again-after-a-restart", test_tokens_pass_again_after_a_restart);
  g_test_add_func ("/authorize/faults-of-the-question-are-denied", test_faults_of_the_question_are_denied);
  g_test_add_func ("/authorize/a-repeated-request-is-judged-itself", test_a_repeated_request_is_judged_itself);
  g_test_add_func ("/authorize/the-doors-are-never-mixed", test_the_doors_are_never_mixed);

  service = test_service_start (NULL);
  status = test_http_run ();
  test_service_free (service);
  return status;
}
