/* Files and folders that can be read and not written. */

#include <glib/gstdio.h>
#include <string.h>

#include "faults-bed.h"
#include "sound-file.h"
#include "test-program-fixture.h"

static gboolean has_small_disk;

/* Nobody, not even root, can read or make a journal where a folder is; and without one SQLite touches nothing. */
static void
test_a_journal_that_cannot_be_used_refuses_everything_but_judging (void)
{
  g_autoptr (TestService) service = test_service_start (NULL);
  g_autofree char *journal = g_strconcat (test_service_get_database (service), "-journal", NULL);
  g_autoptr (TestAnswer) token = test_create (service, "Before"), after = NULL;

  g_assert_no_errno (g_unlink (journal));
  g_assert_no_errno (g_mkdir (journal, 0700));
  faults_assert_no_change (service, "disk I/O error");
  g_assert_cmpuint (faults_ask (service, token), ==, 200);
  faults_wait_for_log (service, "could not be written, and is kept in memory");
  g_assert_cmpuint (faults_ask (service, token), ==, 200);
  faults_wait_for_health (service, 503);

  g_assert_no_errno (g_rmdir (journal));
  faults_wait_for_health (service, 200);
  after = test_create (service, "After");
  faults_wait_for_last_use (service, token);
  g_assert_cmpint (faults_get_use (service, token), ==, 2);
  test_service_stop (service);
  sound_file_assert (test_service_get_database (service));
}

static void
test_a_read_only_disk_is_named_at_the_start (Place *place, gconstpointer data)
{
  g_autofree char *key = NULL;
  GSubprocess *process;

  if (!has_small_disk)
    {
      g_test_skip ("The system allows no disk of one's own");
      return;
    }

  key = program_add_admin (place, "Mara --role manager");
  g_assert_true (faults_set_disk_read_only (TRUE));
  program_assert_fails (place, "--database d --listen 127.0.0.1:0", 1, "Read-only file system");
  g_assert_true (faults_set_disk_read_only (FALSE));

  process = program_start (place, "--database d --listen 127.0.0.1:0");
  g_strfreev (program_wait_until_ready (process));
  program_end (process);
  g_object_unref (process);
}

int
main (int argc, char *argv[])
{
  int status;

  has_small_disk = faults_enter_small_disk ("4m");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/read-only/a-journal-that-cannot-be-used-refuses-everything-but-judging",
                   test_a_journal_that_cannot_be_used_refuses_everything_but_judging);
  g_test_add ("/read-only/a-disk-is-named-at-the-start", Place, NULL, program_set_up,
              test_a_read_only_disk_is_named_at_the_start, program_tear_down);
  status = test_http_run ();
  faults_leave_small_disk ();
  return status;
}
