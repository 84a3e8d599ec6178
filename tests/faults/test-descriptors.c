/* The service may open nothing more: who is connected is answered, nobody is left waiting, and it works again by itself. */

#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "faults-bed.h"
#include "raw-client.h"
#include "test-process.h"

/* None of them leaves before the last one has come. */
#define N_NEWCOMERS 20

static void
limit_descriptors (TestService *service, rlim_t most)
{
  struct rlimit limit;

  g_assert_no_errno (prlimit (test_service_get_pid (service), RLIMIT_NOFILE, NULL, &limit));
  limit.rlim_cur = most;
  g_assert_no_errno (prlimit (test_service_get_pid (service), RLIMIT_NOFILE, &limit, NULL));
}

/* What is open stays; the next one would be one too many. */
static void
use_descriptors_up (TestService *service)
{
  limit_descriptors (service, test_process_find_free_descriptor (test_service_get_pid (service)));
}

static void
give_descriptors_back (TestService *service)
{
  limit_descriptors (service, 4096);
}

/* (transfer full): how a proxy asks about @token */
static char *
make_question (const TestAnswer *token)
{
  return g_strdup_printf ("GET /v1/authorize HTTP/1.1\r\nHost: x\r\nX-Forwarded-Method: GET\r\n"
                          "X-Forwarded-Uri: /api/1/reports\r\nX-Api-Key: %s\r\n\r\n",
                          test_answer_get_string (token, "secret"));
}

static char *
make_create (TestService *service)
{
  g_autofree char *body = test_draft ("Through an open connection");

  return g_strdup_printf ("POST /v1/tokens HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n"
                          "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
                          test_service_get_manager_key (service), strlen (body), body);
}

static void
assert_answered (int fd, const char *request, guint status)
{
  g_autofree char *answer = NULL;

  g_assert_true (raw_send_text (fd, request));
  answer = raw_read_answer (fd);
  g_assert_cmpuint (raw_status (answer), ==, status);
}

static int
connect_to (const char *url)
{
  int fd = raw_connect (url + strlen ("http://"));

  raw_assert_get (fd, "/v1/health", 200);
  return fd;
}

static void
test_who_is_connected_is_answered_until_there_are_some_again (void)
{
  g_autoptr (TestService) service = test_service_start (NULL);
  g_autoptr (TestAnswer) token = test_create (service, "Before"), after = NULL;
  g_autofree char *question = make_question (token), *create = make_create (service);
  int manager = connect_to (test_service_get_url (service));
  int proxy = connect_to (test_service_get_authorize_url (service));

  use_descriptors_up (service);
  assert_answered (proxy, question, 200);
  assert_answered (manager, create, 503); /* there is none for the journal */
  faults_wait_for_log (service, "unable to open database file");
  assert_answered (proxy, question, 200);

  give_descriptors_back (service);
  after = test_create (service, "After");
  assert_answered (proxy, question, 200);
  g_assert_cmpint (faults_count_tokens (service), ==, 2);
  g_assert_cmpint (faults_get_use (service, token), ==, 3);
  close (manager);
  close (proxy);
}

/* A newcomer takes the place of somebody idle, or is closed. */
static void
test_nobody_is_left_waiting (void)
{
  g_autoptr (TestService) service = test_service_start (NULL);
  g_autoptr (TestAnswer) token = test_create (service, "Asked about");
  g_autofree char *question = make_question (token);
  int fds[N_NEWCOMERS], idle = connect_to (test_service_get_authorize_url (service));

  use_descriptors_up (service);
  for (guint i = 0; i < N_NEWCOMERS; i++)
    {
      g_autofree char *answer = NULL;

      fds[i] = raw_connect (test_service_get_authorize_url (service) + strlen ("http://"));
      answer = raw_send_text (fds[i], question) ? raw_read_answer (fds[i]) : NULL;
      if (answer != NULL)
        g_assert_cmpuint (raw_status (answer), ==, 200);
    }
  for (guint i = 0; i < N_NEWCOMERS; i++)
    close (fds[i]);

  give_descriptors_back (service);
  g_assert_cmpuint (faults_ask (service, token), ==, 200);
  close (idle);
}

int
main (int argc, char *argv[])
{
  signal (SIGPIPE, SIG_IGN);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/descriptors/who-is-connected-is-answered-until-there-are-some-again",
                   test_who_is_connected_is_answered_until_there_are_some_again);
  g_test_add_func ("/descriptors/nobody-is-left-waiting", test_nobody_is_left_waiting);
  return test_http_run ();
}
