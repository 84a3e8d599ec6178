/* What a token did: counted when a request passes, kept over a restart, never a change. */

#include "test-calls.h"

#include <string.h>

static TestService *service;

static void
pass (const TestAnswer *token, const char *method, guint status)
{
  g_autofree char *method_field = g_strdup_printf ("X-Forwarded-Method: %s", method);
  g_autofree char *key = g_strdup_printf ("X-Api-Key: %s", test_answer_get_string (token, "secret"));
  const char *const fields[] = { method_field, "X-Forwarded-Uri: /api/1/reports", key, NULL };
  g_autoptr (TestAnswer) answer =
      test_http_call (test_service_get_authorize_url (service), "GET", "/v1/authorize", fields, NULL);

  g_assert_cmpuint (answer->status, ==, status);
}

static TestAnswer *
get_usage (const TestAnswer *token)
{
  g_autofree char *path = test_path_of (token, "/usage");
  TestAnswer *answer = test_call (service, "GET", path, NULL, NULL);

  g_assert_cmpuint (answer->status, ==, 200);
  return answer;
}

static TestAnswer *
get_token (const TestAnswer *token)
{
  g_autofree char *path = test_path_of (token, "");

  return test_call (service, "GET", path, NULL, NULL);
}

static void
assert_used (const TestAnswer *usage, const char *area, const char *verb, gint64 count)
{
  JsonObject *areas = json_object_get_object_member (usage->object, "areas");
  JsonObject *use = json_object_get_object_member (json_object_get_object_member (areas, area), verb);

  g_assert_cmpint (json_object_get_int_member (use, "count"), ==, count);
  g_assert_true (json_object_get_null_member (use, "last_at") == (count == 0));
}

static void
test_a_new_token_was_never_used (void)
{
  g_autoptr (TestAnswer) token = test_create (service, "New");
  g_autoptr (TestAnswer) usage = get_usage (token);

  g_assert_cmpstr (test_answer_get_string (usage, "since"), ==, test_answer_get_string (token, "created_at"));
  g_assert_cmpuint (json_object_get_size (json_object_get_object_member (usage->object, "areas")), ==, 7);
  assert_used (usage, "reports", "read", 0);
  assert_used (usage, "system_admin", "write", 0);
}

static void
test_only_what_passes_counts (void)
{
  g_autoptr (TestAnswer) token = test_create (service, "Reader");
  g_autoptr (TestAnswer) usage = NULL;

  pass (token, "GET", 200);
  pass (token, "HEAD", 200);
  pass (token, "POST", 403);
  usage = get_usage (token);
  assert_used (usage, "reports", "read", 2);
  assert_used (usage, "reports", "write", 0);
  assert_used (usage, "content", "read", 0);
}

static void
test_use_is_written_when_the_service_ends (void)
{
  g_autoptr (TestAnswer) token = test_create (service, "Lasting");
  g_autoptr (TestAnswer) usage = NULL;
  g_autoptr (TestAnswer) now = NULL;

  for (guint i = 0; i < 3; i++)
    pass (token, "GET", 200);
  test_service_restart (service);
  pass (token, "GET", 200);

  usage = get_usage (token);
  assert_used (usage, "reports", "read", 4);
  now = get_token (token);
  g_assert_nonnull (test_answer_get_string (now, "last_used_at"));
}

static void
test_use_changes_no_revision_and_leaves_no_event (void)
{
  g_autoptr (TestAnswer) token = test_create (service, "Quiet");
  g_autofree char *path = test_path_of (token, "/history");
  g_autoptr (TestAnswer) now = NULL;
  g_autoptr (TestAnswer) history = NULL;

  pass (token, "GET", 200);
  test_service_restart (service);
  now = get_token (token);
  history = test_call (service, "GET", path, NULL, NULL);
  g_assert_cmpstr (test_answer_get_string (now, "revision"), ==, test_answer_get_string (token, "revision"));
  g_assert_cmpstr (test_answer_get_string (now, "updated_at"), ==, test_answer_get_string (token, "updated_at"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (history->object, "events")), ==, 1);
}

/* Returns: microseconds from a use of a new token until that is written */
static gint64
time_writing (void)
{
  g_autoptr (TestAnswer) token = test_create (service, "Watched");
  gint64 since = g_get_monotonic_time (), patience = since + 60 * G_TIME_SPAN_SECOND;
  gboolean written = FALSE;

  pass (token, "GET", 200);
  while (!written && g_get_monotonic_time () < patience)
    {
      g_autoptr (TestAnswer) now = get_token (token);

      written = test_answer_get_string (now, "last_used_at") != NULL;
      if (!written)
        g_usleep (50 * G_TIME_SPAN_MILLISECOND);
    }

  g_assert_true (written);
  return g_get_monotonic_time () - since;
}

/* From one writing to the next: the first use that is waited for comes at any time in between. One that is late may be the
 * machine's fault, which has others to serve; three are the program's. */
static void
test_use_is_written_at_least_every_ten_seconds (void)
{
  gint64 taken = G_MAXINT64;

  time_writing ();
  for (guint i = 0; i < 3 && taken >= 10 * G_TIME_SPAN_SECOND; i++)
    taken = time_writing ();
  g_assert_cmpint (taken, <, 10 * G_TIME_SPAN_SECOND);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/usage/a-new-token-was-never-used", test_a_new_token_was_never_used);
  g_test_add_func ("/usage/only-what-passes-counts", test_only_what_passes_counts);
  g_test_add_func ("/usage/it-is-written-when-the-service-ends", test_use_is_written_when_the_service_ends);
  g_test_add_func ("/usage/it-changes-no-revision-and-leaves-no-event", test_use_changes_no_revision_and_leaves_no_event);
  g_test_add_func ("/usage/it-is-written-at-least-every-ten-seconds", test_use_is_written_at_least_every_ten_seconds);
  service = test_service_start (NULL);
  status = test_http_run ();
  test_service_free (service);
  return status;
}
