/* A commit fails and is in the file all the same: nobody is told that nothing was changed, and what is judged is what the
 * file says. */

#include <glib/gstdio.h>
#include <string.h>

#include "faults-bed.h"

static char *fault; /* a file: while it is there, commits fail */

static TestService *
start_service (void)
{
  TestService *service = test_service_start (NULL);

  g_assert_false (g_file_test (fault, G_FILE_TEST_EXISTS));
  return service;
}

/* Asks for a change whose commit fails. */
static void
change_in_vain (TestService *service, const char *method, const char *path, const char *match, const char *body)
{
  g_autoptr (TestAnswer) answer = NULL;

  g_assert_true (g_file_set_contents (fault, "", 0, NULL));
  answer = test_call (service, method, path, match, body);
  g_assert_no_errno (g_unlink (fault));
  test_answer_assert_problem (answer, 503, "outcome-unknown");
  g_assert_nonnull (strstr (test_answer_get_string (answer, "detail"), "is not known"));
  g_assert_null (strstr (answer->body, "Nothing was changed"));
}

static void
test_a_revocation_in_the_file_cuts_the_secret (void)
{
  g_autoptr (TestService) service = start_service ();
  g_autoptr (TestAnswer) token = test_create (service, "Nightly export"), now = NULL, again = NULL;
  g_autofree char *path = test_path_of (token, "");

  g_assert_cmpuint (faults_ask (service, token), ==, 200);
  change_in_vain (service, "DELETE", path, NULL, NULL);
  now = test_call (service, "GET", path, NULL, NULL);
  g_assert_cmpstr (test_answer_get_string (now, "status"), ==, "revoked");
  g_assert_cmpuint (faults_ask (service, token), ==, 401);

  again = test_call (service, "DELETE", path, NULL, NULL);
  g_assert_cmpuint (again->status, ==, 200);
  g_assert_cmpuint (faults_ask (service, token), ==, 401);
}

static void
test_a_rotation_in_the_file_ends_the_old_secret (void)
{
  g_autoptr (TestService) service = start_service ();
  g_autoptr (TestAnswer) token = test_create (service, "Price feed"), now = NULL;
  g_autofree char *path = test_path_of (token, ""), *rotate = test_path_of (token, "/rotate");
  g_autofree char *match = g_strdup_printf ("If-Match: \"%s\"", test_answer_get_string (token, "revision"));

  change_in_vain (service, "POST", rotate, match, "{\"grace_seconds\": 0}");
  now = test_call (service, "GET", path, NULL, NULL);
  g_assert_cmpstr (test_answer_get_string (now, "hint"), !=, test_answer_get_string (token, "hint"));
  g_assert_cmpuint (faults_ask (service, token), ==, 401);
}

static void
test_a_permission_that_the_file_lacks_is_gone (void)
{
  g_autoptr (TestService) service = start_service ();
  g_autoptr (TestAnswer) token = test_create (service, "Dashboard"), other = NULL;
  g_autofree char *path = test_path_of (token, "");
  g_autofree char *match = g_strdup_printf ("If-Match: \"%s\"", test_answer_get_string (token, "revision"));

  change_in_vain (service, "PUT", path, match,
                  "{\"name\": \"Dashboard\", \"type\": \"api_key\", \"expires_at\": \"2090-01-01T00:00:00Z\", "
                  "\"permissions\": {\"content\": [\"read\"]}}");
  g_assert_cmpuint (faults_ask (service, token), ==, 403);
  other = test_create (service, "Afterwards");
  g_assert_cmpuint (faults_ask (service, other), ==, 200);
}

static void
test_use_in_the_file_is_counted_once (void)
{
  g_autoptr (TestService) service = start_service ();
  g_autoptr (TestAnswer) token = test_create (service, "Nightly export");

  g_assert_true (g_file_set_contents (fault, "", 0, NULL));
  for (guint i = 0; i < 5; i++)
    g_assert_cmpuint (faults_ask (service, token), ==, 200);
  faults_wait_for_last_use (service, token);
  g_assert_no_errno (g_unlink (fault));
  g_assert_cmpint (faults_get_use (service, token), ==, 5);
  test_service_kill (service);
  test_service_restart (service);
  g_assert_cmpint (faults_get_use (service, token), ==, 5);
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("tessera-commit-XXXXXX", NULL);
  g_autofree char *sanitizer = g_strconcat (g_getenv ("ASAN_OPTIONS") != NULL ? g_getenv ("ASAN_OPTIONS") : "",
                                            ":verify_asan_link_order=0", NULL);
  int code;

  g_test_init (&argc, &argv, NULL);
  fault = g_build_filename (folder, "fault", NULL);
  g_setenv ("ASAN_OPTIONS", sanitizer, TRUE);
  g_setenv ("TESSERA_TEST_FAULT", fault, TRUE);
  g_setenv ("LD_PRELOAD", g_getenv ("TESSERA_VOID_JOURNAL"), TRUE); /* of the programs that are started from now on */

  g_test_add_func ("/failed-commit/a-revocation-in-the-file-cuts-the-secret", test_a_revocation_in_the_file_cuts_the_secret);
  g_test_add_func ("/failed-commit/a-rotation-in-the-file-ends-the-old-secret", test_a_rotation_in_the_file_ends_the_old_secret);
  g_test_add_func ("/failed-commit/a-permission-that-the-file-lacks-is-gone", test_a_permission_that_the_file_lacks_is_gone);
  g_test_add_func ("/failed-commit/use-in-the-file-is-counted-once", test_use_in_the_file_is_counted_once);
  code = g_test_run ();

  g_assert_no_errno (g_rmdir (folder));
  g_free (fault);
  return code;
}
