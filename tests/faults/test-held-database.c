/* Another program has the database. Judgements never wait for it; everybody else is told in time. */

#include <signal.h>
#include <sqlite3.h>
#include <string.h>

#include "faults-bed.h"
#include "sound-file.h"

#define N_CLIENTS 8

/* Five seconds once, and some for a machine under load; not five for each. */
#define TOLD_WITHIN 15.0

/* (transfer full): a connection that has the database as @sql says */
static sqlite3 *
hold (TestService *service, const char *sql)
{
  sqlite3 *other;

  g_assert_cmpint (sqlite3_open (test_service_get_database (service), &other), ==, SQLITE_OK);
  sqlite3_busy_timeout (other, 20000);
  g_assert_cmpint (sqlite3_exec (other, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  return other;
}

static gpointer
try_create (gpointer service)
{
  g_autofree char *body = test_draft ("Held up");
  g_autoptr (TestAnswer) answer = test_call (service, "POST", "/v1/tokens", NULL, body);

  return GUINT_TO_POINTER (answer->status);
}

static void
start_all (TestService *service, GThread **threads)
{
  for (gsize i = 0; i < N_CLIENTS; i++)
    threads[i] = g_thread_new ("creates", try_create, service);
}

static void
join_all (GThread **threads, guint status)
{
  for (gsize i = 0; i < N_CLIENTS; i++)
    g_assert_cmpuint (GPOINTER_TO_UINT (g_thread_join (threads[i])), ==, status);
}

static void
test_everybody_is_told_in_time_and_judgements_do_not_wait (void)
{
  g_autoptr (TestService) service = test_service_start (NULL);
  g_autoptr (TestAnswer) token = test_create (service, "Judged"), after = NULL;
  g_autoptr (GTimer) timer = NULL;
  GThread *threads[N_CLIENTS];
  sqlite3 *other = hold (service, "BEGIN EXCLUSIVE");
  guint n_asked = 0;

  timer = g_timer_new ();
  start_all (service, threads);
  /* While the clients wait, and the health turns: neither judging nor asking for the health ever waits. */
  do
    g_assert_cmpuint (faults_ask (service, token), ==, 200);
  while (++n_asked < 20 || faults_ask_health (service) != 503);
  join_all (threads, 503);
  g_assert_cmpfloat (g_timer_elapsed (timer, NULL), <, TOLD_WITHIN);
  faults_assert_no_change (service, "database is locked");

  g_assert_cmpint (sqlite3_close (other), ==, SQLITE_OK);
  faults_wait_for_health (service, 200);
  after = test_create (service, "After");
  g_assert_cmpint (faults_count_tokens (service), ==, 2);
  g_assert_cmpint (faults_get_use (service, token), ==, n_asked);
  test_service_restart (service);
  g_assert_cmpint (faults_get_use (service, token), ==, n_asked);
}

/* As one who copies the file: it can be read meanwhile, and not written. */
static void
test_who_only_reads_holds_up_changes_alone (void)
{
  g_autoptr (TestService) service = test_service_start (NULL);
  g_autoptr (TestAnswer) token = test_create (service, "Read"), after = NULL;
  sqlite3 *other = hold (service, "BEGIN; SELECT count (*) FROM tokens");

  faults_assert_no_change (service, "database is locked");
  g_assert_cmpint (faults_count_tokens (service), ==, 1);
  g_assert_cmpuint (faults_ask (service, token), ==, 200);
  g_assert_cmpuint (faults_ask_health (service), ==, 200);

  g_assert_cmpint (sqlite3_close (other), ==, SQLITE_OK);
  after = test_create (service, "After");
  test_service_stop (service);
  sound_file_assert (test_service_get_database (service));
}

int
main (int argc, char *argv[])
{
  signal (SIGPIPE, SIG_IGN);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/held-database/everybody-is-told-in-time-and-judgements-do-not-wait",
                   test_everybody_is_told_in_time_and_judgements_do_not_wait);
  g_test_add_func ("/held-database/who-only-reads-holds-up-changes-alone", test_who_only_reads_holds_up_changes_alone);
  return test_http_run ();
}
