/* The disk is full: changes are refused in clear words, judgements go on, nothing is lost, and it works again by itself. */

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "faults-bed.h"
#include "sound-file.h"

static gboolean has_small_disk;

/* The same as a full disk, for one program: no file of the service may grow beyond @size. */
static void
limit_files (TestService *service, rlim_t size)
{
  struct rlimit limit;

  g_assert_no_errno (prlimit (test_service_get_pid (service), RLIMIT_FSIZE, NULL, &limit));
  limit.rlim_cur = size;
  g_assert_no_errno (prlimit (test_service_get_pid (service), RLIMIT_FSIZE, &limit, NULL));
}

static rlim_t
get_size (const char *path)
{
  GStatBuf status;

  g_assert_no_errno (g_stat (path, &status));
  return (rlim_t) status.st_size;
}

/* Creates until that is refused. Returns: how many were acknowledged */
static gint64
create_until_refused (TestService *service)
{
  g_autofree char *body = test_draft ("One of many");

  for (gint64 n = 0; n < 500; n++)
    {
      g_autoptr (TestAnswer) answer = test_call (service, "POST", "/v1/tokens", NULL, body);

      if (answer->status != 201)
        {
          test_answer_assert_problem (answer, 503, "unavailable");
          return n;
        }
    }

  g_error ("500 tokens fit into a file that must not grow");
}

/* SIGXFSZ comes with it, which ends whoever has not thought of it. */
static void
test_a_file_that_may_not_grow_loses_nothing (void)
{
  g_autoptr (TestService) service = test_service_start (NULL);
  g_autoptr (TestAnswer) token = test_create (service, "Before"), after = NULL;
  gint64 n_created;

  limit_files (service, get_size (test_service_get_database (service)));
  n_created = create_until_refused (service);
  faults_assert_no_change (service, "SQLite result");
  g_assert_cmpuint (faults_ask (service, token), ==, 200);
  g_assert_cmpint (faults_count_tokens (service), ==, 1 + n_created);

  limit_files (service, RLIM_INFINITY);
  after = test_create (service, "After");
  g_assert_cmpint (faults_count_tokens (service), ==, 2 + n_created);
  g_assert_cmpint (faults_get_use (service, token), ==, 1);
  test_service_stop (service);
  sound_file_assert (test_service_get_database (service));
}

/* Without room even for a journal, so that nothing at all can be written. */
static void
fill_up (TestService *service)
{
  g_autofree char *journal = g_strconcat (test_service_get_database (service), "-journal", NULL);

  g_unlink (journal);
  faults_fill_disk ();
}

static void
test_a_full_disk_refuses_changes_and_judges_on (void)
{
  g_autoptr (TestService) service = NULL;
  g_autoptr (TestAnswer) token = NULL, after = NULL;

  if (!has_small_disk)
    {
      g_test_skip ("The system allows no disk of one's own");
      return;
    }

  service = test_service_start (NULL);
  token = test_create (service, "Before");
  fill_up (service);
  faults_assert_no_change (service, "full");
  g_assert_cmpuint (faults_ask (service, token), ==, 200);
  g_assert_cmpuint (faults_ask_health (service), ==, 200);
  g_assert_cmpint (faults_count_tokens (service), ==, 1);
  faults_wait_for_log (service, "could not be written, and is kept in memory");
  g_assert_cmpuint (faults_ask (service, token), ==, 200);
  g_assert_cmpint (faults_get_use (service, token), ==, 2);

  faults_clear_disk ();
  after = test_create (service, "After");
  faults_wait_for_last_use (service, token);
  faults_wait_for_log (service, "the use of tokens is written again");
  test_service_kill (service);
  sound_file_assert (test_service_get_database (service));
  test_service_restart (service);
  g_assert_cmpint (faults_get_use (service, token), ==, 2);
  g_assert_cmpint (faults_count_tokens (service), ==, 2);
}

/* A revocation that could not be written must not be believed: neither by who asked for it, nor by the door for proxies. */
static void
test_a_revocation_that_failed_is_none (void)
{
  g_autoptr (TestService) service = NULL;
  g_autoptr (TestAnswer) token = NULL, refused = NULL, revoked = NULL;
  g_autofree char *path = NULL;

  if (!has_small_disk)
    {
      g_test_skip ("The system allows no disk of one's own");
      return;
    }

  service = test_service_start (NULL);
  token = test_create (service, "To be revoked");
  path = test_path_of (token, "");
  fill_up (service);
  refused = test_call (service, "DELETE", path, NULL, NULL);
  test_answer_assert_problem (refused, 503, "unavailable");
  g_assert_cmpuint (faults_ask (service, token), ==, 200);

  faults_clear_disk ();
  revoked = test_call (service, "DELETE", path, NULL, NULL);
  g_assert_cmpuint (revoked->status, ==, 200);
  g_assert_cmpuint (faults_ask (service, token), ==, 401);
}

int
main (int argc, char *argv[])
{
  int status;

  has_small_disk = faults_enter_small_disk ("4m");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/full-disk/a-file-that-may-not-grow-loses-nothing", test_a_file_that_may_not_grow_loses_nothing);
  g_test_add_func ("/full-disk/changes-are-refused-and-judging-goes-on", test_a_full_disk_refuses_changes_and_judges_on);
  g_test_add_func ("/full-disk/a-revocation-that-failed-is-none", test_a_revocation_that_failed_is_none);
  status = test_http_run ();
  faults_leave_small_disk ();
  return status;
}
