/* One line for each change and each refusal, with who, what and why; with --verbose one for each request. */

#include "test-calls.h"

#include <string.h>

#include "tessera-secret.h"

static TestService *quiet, *verbose;

/* (transfer full): the lines written since @before, once there are @n of them; the test fails if more come */
static char **
wait_for_lines (TestService *service, const char *before, guint n)
{
  for (gint64 deadline = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;; g_usleep (G_USEC_PER_SEC / 100))
    {
      g_autofree char *log = test_service_read_log (service);
      g_auto (GStrv) lines = g_strsplit (log + strlen (before), "\n", -1);

      if (g_strv_length (lines) == n + 1)
        return g_steal_pointer (&lines);
      g_assert_cmpuint (g_strv_length (lines), <=, n + 1);
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
    }
}

/* What the call leaves in the log: one line that begins with the time and matches @pattern. */
static void
assert_logs (const char *method, const char *target, const char *field, const char *body, const char *pattern)
{
  g_autofree char *before = test_service_read_log (quiet);
  g_autoptr (TestAnswer) answer = test_call (quiet, method, target, field, body);
  g_auto (GStrv) lines = wait_for_lines (quiet, before, 1);
  g_autofree char *whole = g_strconcat ("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z ", pattern, "$", NULL);

  g_test_message ("%s", lines[0]);
  g_assert_true (g_regex_match_simple (whole, lines[0], 0, 0));
  g_assert_nonnull (answer);
}

/* Nothing of it is in the log: what follows is the next line. */
static void
assert_logs_nothing (const char *method, const char *target, const char *field, const char *body)
{
  g_autofree char *before = test_service_read_log (quiet);
  g_autoptr (TestAnswer) answer = test_call (quiet, method, target, field, body);
  g_autoptr (TestAnswer) next = test_call (quiet, "GET", "/v1/next", NULL, NULL);
  g_auto (GStrv) lines = wait_for_lines (quiet, before, 1);

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_nonnull (strstr (lines[0], "\"/v1/next\""));
  g_assert_cmpuint (next->status, ==, 404);
}

#define MARA "\"Mara\" from 127\\.0\\.0\\.1[^ ]*"

static void
test_each_change_is_a_line (void)
{
  g_autofree char *draft = test_draft ("Nightly \\\"export\\\"");
  g_autoptr (TestAnswer) token = NULL;
  g_autoptr (TestAnswer) page = NULL;
  g_autoptr (TestAnswer) rotated = NULL;
  g_autofree char *path = NULL, *tag = NULL, *rotate = NULL, *created = NULL, *pattern = NULL, *now = NULL;
  JsonObject *first;

  assert_logs ("POST", "/v1/tokens", NULL, draft, "created tok_[^ ]+ \"Nightly \\\\\"export\\\\\"\" by " MARA);
  page = test_call (quiet, "GET", "/v1/tokens?limit=1", NULL, NULL);
  first = json_array_get_object_element (json_object_get_array_member (page->object, "tokens"), 0);
  path = g_strconcat ("/v1/tokens/", json_object_get_string_member (first, "id"), NULL);
  rotate = g_strconcat (path, "/rotate", NULL);
  tag = g_strdup_printf ("If-Match: \"%s\"", json_object_get_string_member (first, "revision"));
  pattern = g_strdup_printf ("updated %s \"Nightly \\\\\"export\\\\\"\" by " MARA, path + strlen ("/v1/tokens/"));
  assert_logs ("PUT", path, tag, draft, pattern);

  token = test_call (quiet, "GET", path, NULL, NULL);
  now = test_if_match (token);
  assert_logs ("POST", rotate, now, "{\"grace_seconds\": 0}", "rotated tok_[^ ]+ \"Nightly .*\" by " MARA);
  assert_logs ("DELETE", path, NULL, NULL, "revoked tok_[^ ]+ \"Nightly .*\" by " MARA);
  assert_logs_nothing ("DELETE", path, NULL, NULL);
}

static void
test_reading_and_replaying_leave_no_line (void)
{
  static const char key[] = "Idempotency-Key: log";
  g_autofree char *body = test_draft ("Replayed");
  g_autoptr (TestAnswer) created = test_call (quiet, "POST", "/v1/tokens", key, body);
  g_autofree char *path = test_path_of (created, "");

  assert_logs_nothing ("GET", "/v1/tokens", NULL, NULL);
  assert_logs_nothing ("GET", "/v1/catalogue", NULL, NULL);
  assert_logs_nothing ("GET", "/v1/health", NULL, NULL);
  assert_logs_nothing ("GET", path, NULL, NULL);
  assert_logs_nothing ("POST", "/v1/tokens", key, body);
}

static void
test_each_refusal_is_a_line (void)
{
  assert_logs ("POST", "/v1/tokens", NULL, "{\"type\": 1, \"b\\nb\": 2}",
               "refused 422 POST \"/v1/tokens\" by " MARA ": invalid-members \"[^\"]+\" \"/b\\\\u\\{a\\}b\" \"/name\" "
               "\"/type\" \"/permissions\" \"/expires_at\"");
  assert_logs ("POST", "/v1/tokens", NULL, "{", "refused 400 POST \"/v1/tokens\" by " MARA ": bad-json \"not JSON at .*\"");
  assert_logs ("GET", "/v1/tokens/tok_0", NULL, NULL,
               "refused 404 GET \"/v1/tokens/tok_0\" by " MARA ": no-such-token \"[^\"]+\"");
  assert_logs ("PUT", "/v1/health", NULL, NULL, "refused 405 PUT \"/v1/health\" by .*: method-not-allowed \"[^\"]+\"");
  assert_logs ("GET", "/v1/tokens", "X-Api-Key: a", NULL, "refused 400 GET \"/v1/tokens\" by 127\\.0\\.0\\.1[^ ]*: "
                                                          "bad-request \"[^\"]+\"");
  assert_logs ("GET", "/v1/tokens", "Bad Name: a", NULL, "refused 400 a broken request by 127\\.0\\.0\\.1[^ ]*: .+");
}

/* Wherever somebody puts one by mistake. */
static void
test_no_secret_and_no_key_is_logged (void)
{
  g_autoptr (TesseraSecret) minted = tessera_secret_mint (TESSERA_SECRET_TOKEN);
  const char *secret = tessera_secret_peek (minted);
  const char *key = test_service_get_manager_key (quiet);
  const char *const places[] = { "/v1/tokens/%s", "/v1/%s", "/v1/tokens?token=%s", "/v1/tokens?%s", "/%s/x" };
  g_autofree char *path = g_strconcat ("/v1/tokens/frt%5F", secret + 4, NULL);
  g_autofree char *encoded = g_strconcat ("/v1/tokens/%66rt%5f", secret + 4, NULL);
  g_autofree char *member = g_strdup_printf ("{\"%s\": \"%s\"}", secret, key);
  g_autofree char *type = g_strdup_printf ("\"%s\"", secret);
  g_autofree char *body = test_body (type, type, NULL, type);
  g_autoptr (TestAnswer) named = test_call (quiet, "POST", "/v1/tokens", NULL, member);
  g_autoptr (TestAnswer) valued = test_call (quiet, "POST", "/v1/tokens", NULL, body);
  g_autoptr (TestAnswer) as_key = test_call_with_key (quiet, secret, "GET", "/v1/tokens", NULL, NULL);
  g_autoptr (TestAnswer) as_path = test_call (quiet, "GET", path, NULL, NULL);
  g_autoptr (TestAnswer) as_escapes = test_call (verbose, "GET", encoded, NULL, NULL);
  g_autofree char *log = NULL, *log_of_all = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (GString) one = g_string_new (places[i]);
      g_autoptr (GString) other = g_string_new (places[i]);

      g_string_replace (one, "%s", secret, 0);
      g_string_replace (other, "%s", key, 0);
      test_answer_free (test_call (quiet, "GET", one->str, NULL, NULL));
      test_answer_free (test_call (quiet, "GET", other->str, NULL, NULL));
    }

  log = test_service_read_log (quiet);
  log_of_all = test_service_read_log (verbose);
  g_assert_null (strstr (log, secret + 4));
  g_assert_null (strstr (log, key + 4));
  g_assert_null (strstr (log_of_all, secret + 4));
}

static void
test_verbose_tells_each_request (void)
{
  g_autofree char *before = test_service_read_log (verbose);
  g_autoptr (TestAnswer) health = test_call (verbose, "GET", "/v1/health", NULL, NULL);
  g_autoptr (TestAnswer) page = test_call (verbose, "GET", "/v1/tokens?limit=3", NULL, NULL);
  g_autoptr (TestAnswer) nothing = test_call (verbose, "GET", "/v1/nothing", NULL, NULL);
  g_auto (GStrv) lines = wait_for_lines (verbose, before, 4);

  g_assert_nonnull (strstr (lines[0], " answered 200 GET \"/v1/health\" from 127.0.0.1"));
  g_assert_nonnull (strstr (lines[1], " answered 200 GET \"/v1/tokens\" from 127.0.0.1"));
  g_assert_nonnull (strstr (lines[2], " refused 404 GET \"/v1/nothing\" by \"Mara\" from 127.0.0.1"));
  g_assert_nonnull (strstr (lines[3], " answered 404 GET \"/v1/nothing\" from 127.0.0.1"));
}

int
main (int argc, char *argv[])
{
  static const char *const arguments[] = { "--verbose", NULL };
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service-log/each-change-is-a-line", test_each_change_is_a_line);
  g_test_add_func ("/service-log/reading-and-replaying-leave-no-line", test_reading_and_replaying_leave_no_line);
  g_test_add_func ("/service-log/each-refusal-is-a-line", test_each_refusal_is_a_line);
  g_test_add_func ("/service-log/no-secret-and-no-key-is-logged", test_no_secret_and_no_key_is_logged);
  g_test_add_func ("/service-log/verbose-tells-each-request", test_verbose_tells_each_request);
  quiet = test_service_start (NULL);
  verbose = test_service_start (arguments);
  status = test_http_run ();
  test_service_free (quiet);
  test_service_free (verbose);
  return status;
}
