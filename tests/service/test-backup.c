/* `tesserad backup` beside a running service, and starting with what it wrote. */

#include "tessera-config.h"
#include "test-calls.h"

#include <glib/gstdio.h>
#include <string.h>

#define PROGRAM TESSERA_BUILD_DIR "/src/service/tesserad"

static TestService *service;

/* @said: (out) (transfer full): what it wrote to both outputs. Returns: the exit status */
static int
back_up (const char *database, const char *file, char **said)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE, &error, PROGRAM, "backup",
                        file, "--database", database, NULL);

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, said, NULL, &error);
  g_assert_no_error (error);
  return g_subprocess_get_exit_status (process);
}

static char *
in_folder (const char *name)
{
  return g_build_filename (test_service_get_folder (service), name, NULL);
}

/* Starts a service on @database, with @key_file, that ends when it is ready or fails. Returns: whether it got ready */
static gboolean
starts (const char *database, const char *key_file, char **said)
{
  g_autofree char *socket = in_folder ("other-socket");
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *lines = NULL;

  /* Its standard input is at its end already. */
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE,
                              &error, PROGRAM, "--database", database, "--key-file", key_file, "--socket", socket,
                              "--exit-with-stdin", NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, "", NULL, &lines, said, &error);
  g_assert_no_error (error);
  return strstr (lines, "ready\n") != NULL;
}

static void
test_a_copy_is_whole_and_private (void)
{
  g_autoptr (TestAnswer) token = test_create (service, "Kept");
  g_autofree char *copy = in_folder ("copy.db"), *key = g_strconcat (test_service_get_database (service), ".key", NULL);
  g_autofree char *said = NULL, *log = NULL;
  GStatBuf status;

  g_assert_cmpint (back_up (test_service_get_database (service), copy, &said), ==, 0);
  g_assert_nonnull (strstr (said, "key file"));
  g_assert_cmpint (g_stat (copy, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  g_assert_true (starts (copy, key, &log));
  g_assert_cmpint (g_unlink (copy), ==, 0);
}

static void
test_a_copy_without_its_key_file_is_refused (void)
{
  g_autofree char *copy = in_folder ("alone.db"), *missing = in_folder ("missing.key"), *wrong = in_folder ("wrong.key");
  g_autofree char *said = NULL, *of_missing = NULL, *of_wrong = NULL;
  char bytes[32] = { 1, 2, 3 };

  g_assert_cmpint (back_up (test_service_get_database (service), copy, &said), ==, 0);
  g_assert_true (g_file_set_contents_full (wrong, bytes, sizeof bytes, G_FILE_SET_CONTENTS_NONE, 0600, NULL));

  g_assert_false (starts (copy, missing, &of_missing));
  g_assert_nonnull (strstr (of_missing, missing));
  g_assert_false (starts (copy, wrong, &of_wrong));
  g_assert_nonnull (strstr (of_wrong, "does not belong"));
  g_assert_false (g_file_test (missing, G_FILE_TEST_EXISTS));
  g_unlink (copy);
  g_unlink (wrong);
}

static void
test_no_file_is_overwritten (void)
{
  g_autofree char *there = in_folder ("there"), *said = NULL, *content = NULL;

  g_assert_true (g_file_set_contents (there, "precious", -1, NULL));
  g_assert_cmpint (back_up (test_service_get_database (service), there, &said), !=, 0);
  g_assert_nonnull (strstr (said, "already"));
  g_assert_true (g_file_get_contents (there, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "precious");
  g_unlink (there);
}

static void
test_where_nothing_can_be_written_nothing_is_left (void)
{
  g_autofree char *said = NULL;

  g_assert_cmpint (back_up (test_service_get_database (service), "/nowhere/copy.db", &said), !=, 0);
  g_assert_nonnull (strstr (said, "/nowhere/copy.db"));
}

static gpointer
create_many (gpointer data)
{
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *name = g_strdup_printf ("Meanwhile %u", i);
      g_autoptr (TestAnswer) answer = test_create (service, name);
    }

  return NULL;
}

static void
test_the_service_goes_on_meanwhile (void)
{
  GThread *thread = g_thread_new ("creates", create_many, NULL);
  g_autofree char *key = g_strconcat (test_service_get_database (service), ".key", NULL);

  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *copy = in_folder ("meanwhile.db"), *said = NULL, *log = NULL;

      g_assert_cmpint (back_up (test_service_get_database (service), copy, &said), ==, 0);
      g_assert_true (starts (copy, key, &log));
      g_unlink (copy);
    }
  g_thread_join (thread);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backup/a-copy-is-whole-and-private", test_a_copy_is_whole_and_private);
  g_test_add_func ("/backup/a-copy-without-its-key-file-is-refused", test_a_copy_without_its_key_file_is_refused);
  g_test_add_func ("/backup/no-file-is-overwritten", test_no_file_is_overwritten);
  g_test_add_func ("/backup/where-nothing-can-be-written-nothing-is-left", test_where_nothing_can_be_written_nothing_is_left);
  g_test_add_func ("/backup/the-service-goes-on-meanwhile", test_the_service_goes_on_meanwhile);
  service = test_service_start (NULL);
  status = test_http_run ();
  test_service_free (service);
  return status;
}
