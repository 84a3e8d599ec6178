/* How a proxy may put its question, and how it may not; and what every answer to it carries. */

#include "test-calls.h"

#include <string.h>
#include <unistd.h>

#include "raw-client.h"

#define METHOD "X-Forwarded-Method: GET"
#define TARGET "X-Forwarded-Uri: /api/1/reports"

static TestService *service;
static TestAnswer *token;

static TestAnswer *
ask_door (const char *method, const char *target, const char *const *fields, const char *body)
{
  return test_http_call (test_service_get_authorize_url (service), method, target, fields, body);
}

/* With `$` for a good secret. (transfer full) */
static char *
with_secret (const char *text)
{
  GString *field = g_string_new (text);

  g_string_replace (field, "$", test_answer_get_string (token, "secret"), 0);
  return g_string_free (field, FALSE);
}

/* The status, and what `error` says: "" for none. */
static void
assert_judged (const TestAnswer *answer, guint status, const char *error)
{
  g_autofree char *challenge = test_answer_get_field (answer, "WWW-Authenticate");
  g_autofree char *caching = test_answer_get_field (answer, "Cache-Control");
  g_autofree char *start = g_strdup_printf ("Bearer error=\"%s\", error_description=\"", error);
  const char *rest = *error != '\0' && challenge != NULL ? challenge + MIN (strlen (start), strlen (challenge)) : "";

  g_assert_cmpuint (answer->status, ==, status);
  g_assert_cmpstr (caching, ==, "no-store");
  if (*error == '\0')
    g_assert_cmpstr (challenge, ==, status == 200 ? NULL : "Bearer");
  else
    g_assert_true (g_str_has_prefix (challenge, start));

  /* RFC 6750, 3: printable ASCII without quotation marks and backslashes; the next one ends it. */
  for (const char *c = rest; *c != '\0' && *c != '"'; c++)
    g_assert_true (*c >= 0x20 && *c < 0x7f && *c != '\\');
}

static void
test_credentials_have_these_forms (void)
{
  static const struct
  {
    const char *fields[3];
    guint status;
    const char *error;
  } cases[] = {
    { { "X-Api-Key: $" }, 200, "" },
    { { "x-API-key:    $   " }, 200, "" },
    { { "Authorization: Bearer $" }, 200, "" },
    { { "Authorization: BEARER $" }, 200, "" },
    { { "Authorization: bearer   $" }, 200, "" },
    { { NULL }, 401, "" },
    { { "X-Api-Key:" }, 401, "" },
    { { "Authorization:" }, 401, "" },
    { { "Authorization: Bearer" }, 401, "" },
    { { "Authorization: Bearer " }, 401, "" },
    { { "Authorization: Basic $" }, 401, "" },
    { { "Authorization: $" }, 401, "" },
    { { "Authorization: Bearer$" }, 401, "" },
    { { "Authorization: Bearer\t$" }, 401, "" },
    { { "Authorization: Token $" }, 401, "" },
    { { "Proxy-Authorization: Bearer $" }, 401, "" },
    { { "Cookie: api_token=$" }, 401, "" },
    { { "X-Api-Token: $" }, 401, "" },
    { { "X_Api_Key: $" }, 401, "" },
    { { "X-Api-Key: Bearer $" }, 401, "invalid_token" },
    { { "X-Api-Key: \"$\"" }, 401, "invalid_token" },
    { { "X-Api-Key: $ $" }, 401, "invalid_token" },
    { { "X-Api-Key: $=" }, 401, "invalid_token" },
    { { "X-Api-Key: \xc3\xa4" }, 401, "invalid_token" },
    { { "Authorization: Bearer $ x" }, 401, "invalid_token" },
    { { "Authorization: Bearer Bearer $" }, 401, "invalid_token" },
    { { "X-Api-Key: $", "X-Api-Key: $" }, 403, "invalid_request" },
    { { "X-Api-Key: $", "x-api-key:" }, 403, "invalid_request" },
    { { "X-Api-Key:", "Authorization: Bearer $" }, 403, "invalid_request" },
    { { "X-Api-Key: $", "Authorization: Bearer $" }, 403, "invalid_request" },
    { { "X-Api-Key: $", "Authorization: Basic x" }, 403, "invalid_request" },
    { { "Authorization: Bearer $", "Authorization: Bearer $" }, 403, "invalid_request" },
    { { "X-Api-Key: $,$" }, 403, "invalid_request" },
    { { "X-Api-Key: ,$" }, 403, "invalid_request" },
    { { "Authorization: Bearer $, Bearer x" }, 403, "invalid_request" },
    { { "Authorization: Basic x, Bearer $" }, 403, "invalid_request" },
    { { "Authorization: Bearer x,$" }, 403, "invalid_request" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *one = cases[i].fields[0] != NULL ? with_secret (cases[i].fields[0]) : NULL;
      g_autofree char *other = cases[i].fields[1] != NULL ? with_secret (cases[i].fields[1]) : NULL;
      const char *const forwarded[] = { METHOD, TARGET, one, other, NULL }, *const repeated[] = { one, other, NULL };
      g_autoptr (TestAnswer) answer = ask_door ("GET", "/v1/authorize", forwarded, NULL);
      g_autoptr (TestAnswer) same = ask_door ("GET", "/v1/ext-authz/api/1/reports", repeated, NULL);

      g_test_message ("%" G_GSIZE_FORMAT " %s", i, cases[i].fields[0] != NULL ? cases[i].fields[0] : "none");
      assert_judged (answer, cases[i].status, cases[i].error);
      assert_judged (same, cases[i].status, cases[i].error);
    }
}

/* Each of these has all faults that come after the one it is answered with. */
static void
test_the_request_is_judged_before_the_credential_and_that_before_the_permission (void)
{
  static const struct
  {
    const char *method, *target, *key;
    guint status;
    const char *error;
  } cases[] = {
    { "PATCH", "/api/1/people", "X-Api-Key: frt_wrong", 403, "invalid_request" },
    { "DELETE", "/api/1/../people", "X-Api-Key: frt_wrong", 403, "invalid_request" },
    { "DELETE", "/nobodys", "X-Api-Key: frt_wrong", 403, "invalid_request" },
    { "DELETE", "/nobodys", "X-Nothing: x", 403, "invalid_request" },
    { "DELETE", "/api/1/people", "X-Api-Key: frt_wrong", 401, "invalid_token" },
    { "DELETE", "/api/1/people", "X-Nothing: x", 401, "" },
    { "DELETE", "/api/1/people", "X-Api-Key: $", 403, "insufficient_scope" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *method = g_strconcat ("X-Forwarded-Method: ", cases[i].method, NULL);
      g_autofree char *target = g_strconcat ("X-Forwarded-Uri: ", cases[i].target, NULL);
      g_autofree char *key = with_secret (cases[i].key);
      const char *const fields[] = { method, target, key, NULL };
      g_autoptr (TestAnswer) answer = ask_door ("GET", "/v1/authorize", fields, NULL);

      assert_judged (answer, cases[i].status, cases[i].error);
    }
}

/* Caddy leaves the judged request's query behind the path that it asks at. */
static void
test_the_judged_query_may_stand_behind_the_path_and_no_other (void)
{
  static const struct
  {
    const char *own, *forwarded;
    guint status;
  } cases[] = {
    { "?page=2&x", "?page=2&x", 200 }, { "?", "?", 200 },         { "?a?b", "?a?b", 200 }, { "", "?page=2", 200 },
    { "?page=2", "", 403 },            { "?", "", 403 },          { "?a", "?b", 403 },     { "?a", "?A", 403 },
    { "?api_token=x", "?api_token=x", 403 }, { "?access_token=x", "", 403 },
  };
  g_autofree char *key = with_secret ("X-Api-Key: $");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/v1/authorize", cases[i].own, NULL);
      g_autofree char *target = g_strconcat (TARGET, cases[i].forwarded, NULL);
      const char *const fields[] = { METHOD, target, key, NULL };
      g_autoptr (TestAnswer) answer = ask_door ("GET", path, fields, NULL);

      g_test_message ("%s for %s", path, target);
      assert_judged (answer, cases[i].status, cases[i].status == 200 ? "" : "invalid_request");
    }
}

static void
test_only_get_asks (void)
{
  static const char *const methods[] = { "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "get", "TRACE" };
  g_autofree char *key = with_secret ("X-Api-Key: $");
  int fd = raw_connect (test_service_get_authorize_url (service) + strlen ("http://"));

  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autofree char *request = g_strdup_printf ("%s /v1/authorize HTTP/1.1\r\nHost: x\r\n" METHOD "\r\n"
                                                  TARGET "\r\n%s\r\n\r\n",
                                                  methods[i], key);
      g_autofree char *answer = NULL;

      g_assert_true (raw_send_text (fd, request));
      answer = i == 0 ? raw_read_head (fd) : raw_read_answer (fd);
      g_assert_cmpuint (raw_status (answer), ==, 403);
      g_assert_nonnull (strstr (answer, "error=\"invalid_request\""));
    }
  close (fd);
}

/* As nginx asks: HTTP/1.0. A body is no part of the question, and never becomes the next one. */
static void
test_the_body_is_no_part_of_it (void)
{
  g_autofree char *key = with_secret ("X-Api-Key: $");
  const char *const fields[] = { METHOD, TARGET, key, NULL };
  g_autofree char *large = g_strnfill (65537, 'x');
  g_autofree char *old = g_strdup_printf ("GET /v1/authorize HTTP/1.0\r\nHost: localhost\r\n" METHOD "\r\n" TARGET
                                          "\r\n%s\r\n\r\n", key);
  static const char next[] = "GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n";
  g_autoptr (TestAnswer) small = ask_door ("GET", "/v1/authorize", fields, next);
  g_autoptr (TestAnswer) refused = ask_door ("GET", "/v1/authorize", fields, large);
  int fd = raw_connect (test_service_get_authorize_url (service) + strlen ("http://"));
  g_autoptr (GString) all = NULL;

  assert_judged (small, 200, "");
  test_answer_assert_problem (refused, 413, "too-large");
  g_assert_true (raw_send_text (fd, old));
  all = raw_read_to_end (fd);
  g_assert_cmpuint (raw_status (all->str), ==, 200);
  close (fd);
}

static void
test_a_name_is_escaped_but_for_what_rfc_3986_reserves_for_nobody (void)
{
  static const struct
  {
    const char *name, *field;
  } cases[] = {
    { "AZaz09-._~", "AZaz09-._~" },
    { "!#$&'()*+,/:;=?@[]", "%21%23%24%26%27%28%29%2A%2B%2C%2F%3A%3B%3D%3F%40%5B%5D" },
    { "a b%20%", "a%20b%2520%25" },
    { "\\\"<>^`{|}", "%5C%22%3C%3E%5E%60%7B%7C%7D" },
    { "ä漢😀", "%C3%A4%E6%BC%A2%F0%9F%98%80" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) name = json_node_init_string (json_node_alloc (), cases[i].name);
      g_autofree char *quoted = json_to_string (name, FALSE);
      g_autofree char *body = test_body (quoted, NULL, NULL, NULL);
      g_autoptr (TestAnswer) made = test_create_from (service, body);
      g_autofree char *key = g_strconcat ("X-Api-Key: ", test_answer_get_string (made, "secret"), NULL);
      const char *const fields[] = { key, NULL };
      g_autoptr (TestAnswer) answer = ask_door ("GET", "/v1/ext-authz/api/1/reports", fields, NULL);
      g_autofree char *field = test_answer_get_field (answer, "X-Token-Name");

      g_assert_cmpstr (field, ==, cases[i].field);
    }
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/question/credentials-have-these-forms", test_credentials_have_these_forms);
  g_test_add_func ("/question/the-request-is-judged-before-the-credential-and-that-before-the-permission",
                   test_the_request_is_judged_before_the_credential_and_that_before_the_permission);
  g_test_add_func ("/question/the-judged-query-may-stand-behind-the-path-and-no-other",
                   test_the_judged_query_may_stand_behind_the_path_and_no_other);
  g_test_add_func ("/question/only-get-asks", test_only_get_asks);
  g_test_add_func ("/question/the-body-is-no-part-of-it", test_the_body_is_no_part_of_it);
  g_test_add_func ("/question/a-name-is-escaped-but-for-what-rfc-3986-reserves-for-nobody",
                   test_a_name_is_escaped_but_for_what_rfc_3986_reserves_for_nobody);

  service = test_service_start (NULL);
  token = test_create (service, "Asking");
  status = test_http_run ();
  test_answer_free (token);
  test_service_free (service);
  return status;
}
