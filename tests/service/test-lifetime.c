/* The service stops and starts: what it had it finds again, and it ends in time whatever its clients do. */

#include "raw-client.h"
#include "test-calls.h"

#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

/* "Stops cleanly on SIGTERM within 5 seconds." */
#define STOP_SECONDS 5.0

/* (transfer full): every token with all that is told of it */
static char *
describe_all (TestService *service)
{
  g_autoptr (TestAnswer) page = test_call (service, "GET", "/v1/tokens", NULL, NULL);

  g_assert_cmpuint (page->status, ==, 200);
  return g_strdup (page->body);
}

static void
test_a_restart_finds_everything_again (void)
{
  g_autoptr (TestService) service = test_service_start (NULL);
  g_autofree char *body = test_draft ("Once"), *before = NULL, *after = NULL;
  g_autoptr (TestAnswer) kept = test_create (service, "Kept"), changed = test_create (service, "Changed");
  g_autoptr (TestAnswer) rotated = test_create (service, "Rotated"), revoked = test_create (service, "Revoked");
  g_autoptr (TestAnswer) once = test_call (service, "POST", "/v1/tokens", "Idempotency-Key: form-1", body);
  g_autoptr (TestAnswer) renamed = test_rename (service, changed, "Renamed");
  g_autofree char *rotate = test_path_of (rotated, "/rotate"), *tag = test_if_match (rotated);
  g_autofree char *revoke = test_path_of (revoked, "");
  g_autoptr (TestAnswer) did_rotate = test_call (service, "POST", rotate, tag, "{\"grace_seconds\": 60}");
  g_autoptr (TestAnswer) did_revoke = test_call (service, "DELETE", revoke, NULL, NULL);
  g_autoptr (TestAnswer) again = NULL, stale = NULL, current = NULL, viewed = NULL;

  before = describe_all (service);
  test_service_restart (service);
  after = describe_all (service);
  g_assert_cmpstr (before, ==, after);

  again = test_call (service, "POST", "/v1/tokens", "Idempotency-Key: form-1", body);
  g_assert_cmpuint (again->status, ==, 200);
  g_assert_cmpstr (test_answer_get_string (again, "id"), ==, test_answer_get_string (once, "id"));
  stale = test_rename (service, changed, "Too late");
  test_answer_assert_problem (stale, 412, "stale");
  current = test_rename (service, renamed, "In time");
  g_assert_cmpuint (current->status, ==, 200);
  viewed = test_call_with_key (service, test_service_get_viewer_key (service), "GET", "/v1/catalogue", NULL, NULL);
  g_assert_cmpuint (viewed->status, ==, 200);
}

/* Creates until it is not answered any more. Returns: how many were acknowledged */
static gpointer
create_on (gpointer data)
{
  TestService *service = data;
  g_autofree char *body = test_draft ("Stream");
  guint n = 0;

  while (TRUE)
    {
      g_autoptr (TestAnswer) answer
        = test_http_try (test_service_get_socket (service), "POST", "/v1/tokens", NULL, body);

      if (answer == NULL)
        return GUINT_TO_POINTER (n);
      g_assert_cmpuint (answer->status, ==, 201);
      n++;
    }
}

static void
stop_in_time (TestService *service)
{
  g_autoptr (GTimer) timer = g_timer_new ();

  test_service_stop (service);
  g_assert_cmpfloat (g_timer_elapsed (timer, NULL), <, STOP_SECONDS);
}

static int
connect_to (TestService *service)
{
  return raw_connect (test_service_get_url (service) + strlen ("http://"));
}

static void
wait_for_tokens (TestService *service, gint64 n)
{
  gint64 deadline = g_get_monotonic_time () + 60 * G_USEC_PER_SEC, total = 0;

  while (total < n)
    {
      g_autoptr (TestAnswer) page = test_call (service, "GET", "/v1/tokens?limit=1", NULL, NULL);

      total = json_object_get_int_member (page->object, "total");
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
    }
}

/* Streams of creates, clients that stopped in the middle of a request, and clients that say nothing. */
static void
test_it_stops_in_time_with_requests_under_way (void)
{
  static const char *const halves[] = {
    "", "GET /v1/he", "POST /v1/tokens HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n",
    "POST /v1/tokens HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"name\"",
    "GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n",
  };
  g_autoptr (TestService) service = test_service_start (NULL);
  GThread *threads[3];
  int fds[G_N_ELEMENTS (halves)];
  gint64 acknowledged = 0;
  g_autofree char *log = NULL;

  test_http_set_keeping (FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (halves); i++)
    {
      fds[i] = connect_to (service);
      raw_send_text (fds[i], halves[i]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("creates", create_on, service);
  wait_for_tokens (service, 20);

  stop_in_time (service);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    acknowledged += GPOINTER_TO_UINT (g_thread_join (threads[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (fds); i++)
    close (fds[i]);
  log = test_service_read_log (service);
  g_assert_true (g_str_has_suffix (log, " stopped\n"));
  g_assert_false (g_file_test (test_service_get_socket (service), G_FILE_TEST_EXISTS));

  test_service_restart (service);
  wait_for_tokens (service, acknowledged);
  test_http_set_keeping (TRUE);
}

/* Sends a create that can't be answered yet. */
static void
begin_create (TestService *service, int fd)
{
  g_autofree char *body = test_draft ("Waiting");
  g_autofree char *request
    = g_strdup_printf ("POST /v1/tokens HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n"
                       "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
                       test_service_get_manager_key (service), strlen (body), body);

  g_assert_true (raw_send_text (fd, request));
}

/* Another program that holds the database must not hold the end up, however many requests wait for it. */
static void
test_it_stops_in_time_while_another_program_has_the_database (void)
{
  g_autoptr (TestService) service = test_service_start (NULL);
  sqlite3 *other;
  int fds[6];

  for (gsize i = 0; i < G_N_ELEMENTS (fds); i++)
    {
      fds[i] = connect_to (service);
      raw_assert_get (fds[i], "/v1/health", 200);
    }
  g_assert_cmpint (sqlite3_open (test_service_get_database (service), &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "BEGIN EXCLUSIVE", NULL, NULL, NULL), ==, SQLITE_OK);
  for (gsize i = 0; i < G_N_ELEMENTS (fds); i++)
    begin_create (service, fds[i]);
  g_assert_false (raw_wait (fds[0], 1000));

  stop_in_time (service);
  for (gsize i = 0; i < G_N_ELEMENTS (fds); i++)
    close (fds[i]);
  g_assert_cmpint (sqlite3_close (other), ==, SQLITE_OK);
}

int
main (int argc, char *argv[])
{
  signal (SIGPIPE, SIG_IGN);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lifetime/a-restart-finds-everything-again", test_a_restart_finds_everything_again);
  g_test_add_func ("/lifetime/it-stops-in-time-with-requests-under-way", test_it_stops_in_time_with_requests_under_way);
  g_test_add_func ("/lifetime/it-stops-in-time-while-another-program-has-the-database",
                   test_it_stops_in_time_while_another_program_has_the_database);
  return test_http_run ();
}
