/* The service ends, gently or not: what becomes of the use that was counted and not yet written. */

#include <signal.h>
#include <sqlite3.h>

#include "faults-bed.h"
#include "sound-file.h"

#define N_CLIENTS 6

/* Clients that ask whether @token passes, one question after the other. */
typedef struct
{
  const char *address;
  const TestAnswer *token;
  GThread *threads[N_CLIENTS];
} Asking;

/* (transfer full): a connection that nobody else gets past */
static sqlite3 *
hold (TestService *service)
{
  sqlite3 *other;

  g_assert_cmpint (sqlite3_open (test_service_get_database (service), &other), ==, SQLITE_OK);
  sqlite3_busy_timeout (other, 20000);
  g_assert_cmpint (sqlite3_exec (other, "BEGIN EXCLUSIVE", NULL, NULL, NULL), ==, SQLITE_OK);
  return other;
}

/* Asks until there is no answer. Returns: how often it was told 200 */
static gpointer
ask_on (gpointer data)
{
  const Asking *asking = data;
  guint n = 0;

  while (TRUE)
    {
      g_autofree char *key = g_strconcat ("X-Api-Key: ", test_answer_get_string (asking->token, "secret"), NULL);
      const char *const fields[] = { "X-Forwarded-Method: GET", "X-Forwarded-Uri: /api/1/reports", key, NULL };
      g_autoptr (TestAnswer) answer = test_http_try (asking->address, "GET", "/v1/authorize", fields, NULL);

      if (answer == NULL)
        return GUINT_TO_POINTER (n);
      g_assert_cmpuint (answer->status, ==, 200);
      n++;
    }
}

static void
start_asking (Asking *asking, TestService *service, const TestAnswer *token)
{
  asking->address = test_service_get_authorize_url (service);
  asking->token = token;
  for (gsize i = 0; i < N_CLIENTS; i++)
    asking->threads[i] = g_thread_new ("asks", ask_on, asking);
}

static gint64
join_asking (Asking *asking)
{
  gint64 n = 0;

  for (gsize i = 0; i < N_CLIENTS; i++)
    n += GPOINTER_TO_UINT (g_thread_join (asking->threads[i]));
  return n;
}

/* Waits until at least so many of them passed. */
static void
wait_for_use (TestService *service, const TestAnswer *token, gint64 n)
{
  gint64 deadline = g_get_monotonic_time () + 60 * G_TIME_SPAN_SECOND;

  while (faults_get_use (service, token) < n)
    g_assert_cmpint (g_get_monotonic_time (), <, deadline);
}

/* Every 200 is counted, and nothing is that no client asked for: of each client one answer may be under way. */
static void
test_sigterm_writes_all_of_it_while_many_ask (void)
{
  g_autoptr (TestService) service = test_service_start (NULL);
  g_autoptr (TestAnswer) token = test_create (service, "Busy");
  Asking asking;
  gint64 passed, counted;

  test_http_set_keeping (FALSE);
  start_asking (&asking, service, token);
  wait_for_use (service, token, 100);
  test_service_stop (service);
  passed = join_asking (&asking);
  test_service_restart (service);

  counted = faults_get_use (service, token);
  g_assert_cmpint (counted, >=, passed);
  g_assert_cmpint (counted, <=, passed + N_CLIENTS);
  test_http_set_keeping (TRUE);
}

/* What was written stays, what was not is lost, and nothing else is. */
static void
test_a_kill_loses_what_was_not_written_yet_and_no_more (void)
{
  g_autoptr (TestService) service = test_service_start (NULL);
  g_autoptr (TestAnswer) token = test_create (service, "Cut off");
  gint64 written = 3, counted, since = g_get_monotonic_time ();
  Asking asking;
  gint64 passed;

  test_http_set_keeping (FALSE);
  for (gint64 i = 0; i < written; i++)
    g_assert_cmpuint (faults_ask (service, token), ==, 200);
  faults_wait_for_last_use (service, token);
  start_asking (&asking, service, token);
  wait_for_use (service, token, written + 50);
  test_service_kill (service);
  passed = join_asking (&asking);
  g_test_message ("killed %.1f s after the first use", (double) (g_get_monotonic_time () - since) / G_USEC_PER_SEC);
  sound_file_assert (test_service_get_database (service));
  test_service_restart (service);

  counted = faults_get_use (service, token);
  g_assert_cmpint (counted, >=, written);
  g_assert_cmpint (counted, <=, written + passed + N_CLIENTS);
  test_http_set_keeping (TRUE);
}

/* Somebody who has the database until the service's doors are closed: what is left to do then is to write the use, and
 * when nobody has answered for a while, that has been tried. */
#define N_REFUSALS 100

typedef struct
{
  const char *address;
  sqlite3 *database;
} Holder;

static gpointer
let_go_at_the_end (gpointer data)
{
  Holder *holder = data;

  for (guint n = 0; n < N_REFUSALS;)
    {
      g_autoptr (TestAnswer) answer = test_http_try (holder->address, "GET", "/v1/health", NULL, NULL);

      n += answer == NULL;
    }

  g_assert_cmpint (sqlite3_close (holder->database), ==, SQLITE_OK);
  return NULL;
}

/* The end waits a little for what was counted. */
static void
test_use_is_written_at_the_end_though_somebody_has_the_database (void)
{
  g_autoptr (TestService) service = test_service_start (NULL);
  g_autoptr (TestAnswer) token = test_create (service, "Used at last");
  g_autoptr (GTimer) timer = NULL;
  Holder holder = { test_service_get_authorize_url (service), hold (service) };
  GThread *thread;

  g_assert_cmpuint (faults_ask (service, token), ==, 200);
  thread = g_thread_new ("lets go", let_go_at_the_end, &holder);
  timer = g_timer_new ();
  test_service_stop (service);
  g_assert_cmpfloat (g_timer_elapsed (timer, NULL), <, 5.0);
  g_thread_join (thread);

  test_service_restart (service);
  g_assert_cmpint (faults_get_use (service, token), ==, 1);
}

/* And does not wait longer than the end may take: then the log says what was lost. */
static void
test_use_that_is_lost_at_the_end_is_told (void)
{
  g_autoptr (TestService) service = test_service_start (NULL);
  g_autoptr (TestAnswer) token = test_create (service, "Used in vain");
  g_autoptr (GTimer) timer = NULL;
  sqlite3 *other = hold (service);

  g_assert_cmpuint (faults_ask (service, token), ==, 200);
  timer = g_timer_new ();
  test_service_stop (service);
  g_assert_cmpfloat (g_timer_elapsed (timer, NULL), <, 5.0);
  faults_wait_for_log (service, "the last use of tokens could not be written, and is lost");
  g_assert_cmpint (sqlite3_close (other), ==, SQLITE_OK);
}

int
main (int argc, char *argv[])
{
  signal (SIGPIPE, SIG_IGN);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/end/sigterm-writes-all-of-it-while-many-ask", test_sigterm_writes_all_of_it_while_many_ask);
  g_test_add_func ("/end/a-kill-loses-what-was-not-written-yet-and-no-more",
                   test_a_kill_loses_what_was_not_written_yet_and_no_more);
  g_test_add_func ("/end/use-is-written-though-somebody-has-the-database",
                   test_use_is_written_at_the_end_though_somebody_has_the_database);
  g_test_add_func ("/end/use-that-is-lost-is-told", test_use_that_is_lost_at_the_end_is_told);
  return test_http_run ();
}
