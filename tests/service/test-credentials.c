/* Who may call: keys, roles, and where a credential may stand. */

#include "test-calls.h"

#include <string.h>

#include "tessera-config.h"
#include "tessera-secret.h"

#define PROGRAM TESSERA_BUILD_DIR "/src/service/tesserad"

static TestService *service;

static TestAnswer *
get_with (const char *target, const char *one, const char *other)
{
  const char *const fields[] = { one, other, NULL };

  return test_http_call (test_service_get_url (service), "GET", target, fields, NULL);
}

static void
assert_refused_with (const char *one, const char *other, guint status, const char *slug)
{
  g_autoptr (TestAnswer) answer = get_with ("/v1/catalogue", one, other);
  g_autofree char *challenge = test_answer_get_field (answer, "WWW-Authenticate");

  test_answer_assert_problem (answer, status, slug);
  g_assert_cmpstr (challenge, ==, status == 401 ? "Bearer" : NULL);
}

/* `tesserad admin …` beside the running service. (transfer full): what it prints */
static char *
run_admin (const char *verb, const char *name, const char *role, gboolean succeeds)
{
  const char *const arguments[] = { PROGRAM, "admin", verb, "--database", test_service_get_database (service),
                                    name != NULL ? name : (role != NULL ? "--role" : NULL),
                                    name != NULL && role != NULL ? "--role" : role, role, NULL };
  GSubprocessFlags flags = G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (arguments, flags, &error);
  char *output = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process) == succeeds);
  return g_strchomp (output);
}

static void
test_a_manager_is_told_who_it_is (void)
{
  g_autoptr (TestAnswer) answer = test_call (service, "GET", "/v1/catalogue", NULL, NULL);
  JsonObject *self = json_object_get_object_member (answer->object, "self");

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpstr (json_object_get_string_member (self, "name"), ==, "Mara");
  g_assert_cmpstr (json_object_get_string_member (self, "role"), ==, "manager");
}

static void
assert_viewer_may (const char *method, const char *target, const char *field, const char *body, guint status)
{
  g_autoptr (TestAnswer) answer
    = test_call_with_key (service, test_service_get_viewer_key (service), method, target, field, body);

  if (status == 403)
    test_answer_assert_problem (answer, 403, "not-allowed");
  else
    g_assert_cmpuint (answer->status, ==, status);
}

static void
test_a_viewer_reads_and_changes_nothing (void)
{
  g_autoptr (TestAnswer) token = test_create (service, "Seen");
  g_autofree char *path = test_path_of (token, "");
  g_autofree char *rotate = test_path_of (token, "/rotate");
  g_autofree char *tag = test_if_match (token);
  g_autofree char *body = test_draft ("Not so");
  g_autoptr (TestAnswer) after = NULL;

  assert_viewer_may ("GET", "/v1/catalogue", NULL, NULL, 200);
  assert_viewer_may ("GET", "/v1/tokens", NULL, NULL, 200);
  assert_viewer_may ("GET", path, NULL, NULL, 200);
  assert_viewer_may ("POST", "/v1/tokens", NULL, body, 403);
  assert_viewer_may ("PUT", path, tag, body, 403);
  assert_viewer_may ("POST", rotate, tag, "{\"grace_seconds\": 0}", 403);
  assert_viewer_may ("DELETE", path, NULL, NULL, 403);

  after = test_call (service, "GET", path, NULL, NULL);
  g_assert_cmpstr (test_answer_get_string (after, "revision"), ==, test_answer_get_string (token, "revision"));
}

static void
test_the_scheme_has_no_case (void)
{
  static const char *const schemes[] = { "Bearer ", "bearer ", "BEARER ", "Bearer  " };

  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      g_autofree char *field = g_strconcat ("authorization: ", schemes[i], test_service_get_manager_key (service), NULL);
      g_autoptr (TestAnswer) answer = get_with ("/v1/catalogue", field, NULL);

      g_assert_cmpuint (answer->status, ==, 200);
    }
}

static void
test_no_credential_is_401 (void)
{
  assert_refused_with (NULL, NULL, 401, "no-credential");
}

static void
test_what_is_no_known_key_is_401 (void)
{
  static const char *const fields[] = { "Authorization:", "Authorization: Bearer", "Authorization: Bearer fra_short",
                                        "Authorization: Basic TWFyYTpodXNo", "Authorization: Bearer a b" };
  g_autoptr (TesseraSecret) unknown = tessera_secret_mint (TESSERA_SECRET_ADMIN_KEY);
  g_autofree char *field = g_strconcat ("Authorization: Bearer ", tessera_secret_peek (unknown), NULL);
  g_autofree char *longer = g_strconcat ("Authorization: Bearer ", test_service_get_manager_key (service), "a", NULL);
  g_autofree char *bare = g_strconcat ("Authorization: ", test_service_get_manager_key (service), NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    assert_refused_with (fields[i], NULL, 401, "unknown-credential");
  assert_refused_with (field, NULL, 401, "unknown-credential");
  assert_refused_with (longer, NULL, 401, "unknown-credential");
  assert_refused_with (bare, NULL, 401, "unknown-credential");
}

/* An admin key belongs into Authorization alone. */
static void
test_an_admin_key_as_x_api_key_is_none (void)
{
  g_autofree char *field = g_strconcat ("X-Api-Key: ", test_service_get_manager_key (service), NULL);

  assert_refused_with (field, NULL, 401, "no-credential");
}

/* Revoked or never issued: the check sum alone decides, so nothing was looked up. */
static void
test_anything_like_an_api_token_is_403 (void)
{
  static const char *const places[] = { "Authorization: Bearer ", "Authorization: bearer ", "X-Api-Key: ",
                                        "Authorization: ", "Authorization: Token ", "Authorization: Basic  " };
  g_autoptr (TesseraSecret) unknown = tessera_secret_mint (TESSERA_SECRET_TOKEN);
  g_autoptr (TestAnswer) token = test_create (service, "Issued");

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *never_issued = g_strconcat (places[i], tessera_secret_peek (unknown), NULL);
      g_autofree char *issued = g_strconcat (places[i], test_answer_get_string (token, "secret"), NULL);

      assert_refused_with (never_issued, NULL, 403, "not-an-admin-key");
      assert_refused_with (issued, NULL, 403, "not-an-admin-key");
    }
}

static void
test_an_api_token_with_a_wrong_check_sum_is_401 (void)
{
  g_autoptr (TestAnswer) token = test_create (service, "Mistyped");
  g_autofree char *secret = g_strdup (test_answer_get_string (token, "secret"));
  g_autofree char *field = NULL;

  secret[10] = secret[10] == 'a' ? 'b' : 'a';
  field = g_strconcat ("Authorization: Bearer ", secret, NULL);
  assert_refused_with (field, NULL, 401, "unknown-credential");
}

static void
test_two_credentials_are_400 (void)
{
  g_autofree char *key = g_strconcat ("Authorization: Bearer ", test_service_get_manager_key (service), NULL);
  g_autofree char *other = g_strconcat ("X-Api-Key: ", test_service_get_manager_key (service), NULL);

  assert_refused_with (key, key, 400, "bad-request");
  assert_refused_with (key, other, 400, "bad-request");
  assert_refused_with (other, other, 400, "bad-request");
  assert_refused_with (key, "X-Api-Key:", 400, "bad-request");
}

static void
test_a_credential_in_the_query_is_400_and_not_repeated (void)
{
  static const char *const names[] = { "access_token", "api_token", "token", "Authorization", "api%5Fkey" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *target
        = g_strdup_printf ("/v1/tokens?limit=1&%s=%s", names[i], test_service_get_manager_key (service));
      g_autoptr (TestAnswer) alone = get_with (target, NULL, NULL);
      g_autoptr (TestAnswer) beside = test_call (service, "GET", target, NULL, NULL);

      test_answer_assert_problem (alone, 400, "bad-request");
      test_answer_assert_problem (beside, 400, "bad-request");
      g_assert_null (strstr (alone->body, "fra_"));
    }
}

static void
test_an_unknown_query_parameter_is_400 (void)
{
  static const char *const targets[] = { "/v1/catalogue?x=1", "/v1/health?x", "/v1/tokens?page=2", "/v1/tokens?limit=1&x=",
                                         "/v1/tokens/tok_1?limit=1", "/v1/tokens?Limit=1" };

  for (gsize i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autoptr (TestAnswer) answer = test_call (service, "GET", targets[i], NULL, NULL);

      test_answer_assert_problem (answer, 400, "bad-request");
    }
}

static void
test_health_needs_no_credential (void)
{
  g_autoptr (TestAnswer) answer = get_with ("/v1/health", NULL, NULL);
  g_autoptr (TestAnswer) strange = get_with ("/v1/health", "Authorization: Bearer nonsense", NULL);

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpstr (answer->body, ==, "{\"status\":\"ok\"}");
  g_assert_cmpuint (strange->status, ==, 200);
}

static void
test_admins_come_and_go_while_it_runs (void)
{
  g_autofree char *key = run_admin ("add", "Jonas", "viewer", TRUE);
  g_autofree char *again = run_admin ("add", "Jonas", "manager", FALSE);
  g_autofree char *list = run_admin ("list", NULL, NULL, TRUE);
  g_autoptr (TestAnswer) known = test_call_with_key (service, key, "GET", "/v1/catalogue", NULL, NULL);
  g_autofree char *removed = run_admin ("remove", "Jonas", NULL, TRUE);
  g_autoptr (TestAnswer) unknown = test_call_with_key (service, key, "GET", "/v1/catalogue", NULL, NULL);

  g_assert_cmpuint (known->status, ==, 200);
  g_assert_cmpstr (again, ==, "");
  g_assert_nonnull (strstr (list, "viewer   Jonas"));
  g_assert_nonnull (strstr (list, "manager  Mara"));
  g_assert_null (strstr (list, "fra_"));
  g_assert_cmpstr (removed, ==, "");
  test_answer_assert_problem (unknown, 401, "unknown-credential");
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/credentials/a-manager-is-told-who-it-is", test_a_manager_is_told_who_it_is);
  g_test_add_func ("/credentials/a-viewer-reads-and-changes-nothing", test_a_viewer_reads_and_changes_nothing);
  g_test_add_func ("/credentials/the-scheme-has-no-case", test_the_scheme_has_no_case);
  g_test_add_func ("/credentials/no-credential-is-401", test_no_credential_is_401);
  g_test_add_func ("/credentials/what-is-no-known-key-is-401", test_what_is_no_known_key_is_401);
  g_test_add_func ("/credentials/an-admin-key-as-x-api-key-is-none", test_an_admin_key_as_x_api_key_is_none);
  g_test_add_func ("/credentials/anything-like-an-api-token-is-403", test_anything_like_an_api_token_is_403);
  g_test_add_func ("/credentials/an-api-token-with-a-wrong-check-sum-is-401",
                   test_an_api_token_with_a_wrong_check_sum_is_401);
  g_test_add_func ("/credentials/two-credentials-are-400", test_two_credentials_are_400);
  g_test_add_func ("/credentials/a-credential-in-the-query-is-400-and-not-repeated",
                   test_a_credential_in_the_query_is_400_and_not_repeated);
  g_test_add_func ("/credentials/an-unknown-query-parameter-is-400", test_an_unknown_query_parameter_is_400);
  g_test_add_func ("/credentials/health-needs-no-credential", test_health_needs_no_credential);
  g_test_add_func ("/credentials/admins-come-and-go-while-it-runs", test_admins_come_and_go_while_it_runs);
  service = test_service_start (NULL);
  status = test_http_run ();
  test_service_free (service);
  return status;
}
