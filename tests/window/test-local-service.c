#include "tessera-local-paths.h"
#include "tessera-local-service.h"
#include "test-folder.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>

static TesseraLocalService *
make_service (guint *restarts)
{
  TesseraLocalService *service = tessera_local_service_new ();

  if (restarts != NULL)
    {
      *restarts = 0;
      g_signal_connect_swapped (service, "restarted", G_CALLBACK (g_atomic_int_inc), restarts);
    }
  return service;
}

typedef struct
{
  gboolean done, ok;
  GError *error;
} Started;

static void
did_start (GObject *source, GAsyncResult *result, gpointer data)
{
  Started *started = data;

  started->ok = tessera_local_service_start_finish (TESSERA_LOCAL_SERVICE (source), result, &started->error);
  started->done = TRUE;
}

static void
start (TesseraLocalService *service)
{
  Started started = { 0 };

  tessera_local_service_start_async (service, NULL, did_start, &started);
  while (!started.done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (started.error);
  g_assert_true (started.ok);
}

static gboolean
is_answering (TesseraLocalService *service)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (tessera_local_service_get_socket (service));
  g_autoptr (GSocketConnection) connection
    = g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, NULL);

  return connection != NULL;
}

/* Until its process is gone, too, and lets go of the database that the next test wants. */
static void
stop (TesseraLocalService *service)
{
  GPid process = tessera_local_service_get_pid (service);

  tessera_local_service_stop (service);
  while (process > 0 && kill (process, 0) == 0)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
}

static void
wait_for (guint *count)
{
  while (*count == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_it_answers_on_a_private_socket (void)
{
  g_autoptr (TesseraLocalService) service = make_service (NULL);
  g_autofree char *folder = g_path_get_dirname (tessera_local_service_get_socket (service));
  struct stat info;

  start (service);
  g_assert_true (is_answering (service));
  g_assert_cmpint (g_stat (folder, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
  g_assert_cmpint (g_stat (tessera_local_service_get_socket (service), &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_true (g_file_test (tessera_local_service_get_database (service), G_FILE_TEST_IS_REGULAR));

  stop (service);
  g_assert_false (is_answering (service));
}

static void
test_it_is_restarted_when_it_is_killed (void)
{
  guint restarts;
  g_autoptr (TesseraLocalService) service = make_service (&restarts);
  GPid first;

  start (service);
  first = tessera_local_service_get_pid (service);
  g_assert_cmpint (kill (first, SIGKILL), ==, 0);
  wait_for (&restarts);
  g_assert_true (is_answering (service));
  g_assert_cmpint (tessera_local_service_get_pid (service), !=, first);

  stop (service);
}

static void
keep_words (TesseraLocalService *service, const char *words, char **said)
{
  g_free (*said);
  *said = g_strdup (words);
}

static void
test_one_that_ends_again_and_again_is_given_up_and_said (void)
{
  guint restarts, kills = 0;
  g_autoptr (TesseraLocalService) service = make_service (&restarts);
  g_autofree char *said = NULL;

  g_signal_connect (service, "failed", G_CALLBACK (keep_words), &said);
  start (service);
  while (said == NULL)
    {
      g_assert_cmpuint (kills++, <, 20);    /* a slow machine's ends are none in a row */
      restarts = 0;
      g_assert_cmpint (kill (tessera_local_service_get_pid (service), SIGKILL), ==, 0);
      while (restarts == 0 && said == NULL)
        g_main_context_iteration (NULL, TRUE);
    }
  g_assert_cmpuint (kills, >=, 3);
  g_assert_nonnull (strstr (said, "This computer's own token service can't be started: "));
  g_assert_cmpint (tessera_local_service_get_pid (service), ==, 0);
  g_assert_false (is_answering (service));

  stop (service);
}

static void
test_a_second_window_uses_the_first_ones_and_takes_over (void)
{
  guint restarts;
  g_autoptr (TesseraLocalService) first = make_service (NULL), second = make_service (&restarts);

  start (first);
  start (second);
  g_assert_cmpint (tessera_local_service_get_pid (first), >, 0);
  g_assert_cmpint (tessera_local_service_get_pid (second), ==, 0);

  tessera_local_service_stop (first);
  wait_for (&restarts);
  g_assert_cmpint (tessera_local_service_get_pid (second), >, 0);
  g_assert_true (is_answering (second));

  stop (second);
}

static void
test_one_that_cannot_start_says_why (void)
{
  g_autoptr (TesseraLocalService) service = make_service (NULL);
  g_autofree char *key = g_strconcat (tessera_local_service_get_database (service), ".key", NULL);
  Started started = { 0 };

  g_assert_cmpint (g_chmod (key, 0644), ==, 0);
  tessera_local_service_start_async (service, NULL, did_start, &started);
  while (!started.done)
    g_main_context_iteration (NULL, TRUE);

  g_assert_false (started.ok);
  g_assert_nonnull (strstr (started.error->message, key));
  g_clear_error (&started.error);
  g_assert_cmpint (g_chmod (key, 0600), ==, 0);
  stop (service);
}

static void
test_a_long_runtime_folder_still_gives_a_short_path (void)
{
  g_autofree char *path = tessera_local_paths_get_socket ();

  g_assert_cmpuint (strlen (path), <, 108);
}

int
main (int argc, char *argv[])
{
  g_autofree char *home = g_dir_make_tmp ("tessera-local-XXXXXX", NULL);
  g_autofree char *data = g_build_filename (home, "data", NULL), *run = g_build_filename (home, "run", NULL);
  int code;

  g_assert_cmpint (g_mkdir (run, 0700), ==, 0);
  g_setenv ("XDG_DATA_HOME", data, TRUE);
  g_setenv ("XDG_RUNTIME_DIR", run, TRUE);

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/local-service/it-answers-on-a-private-socket", test_it_answers_on_a_private_socket);
  g_test_add_func ("/local-service/it-is-restarted-when-it-is-killed", test_it_is_restarted_when_it_is_killed);
  g_test_add_func ("/local-service/one-that-ends-again-and-again-is-given-up-and-said",
                   test_one_that_ends_again_and_again_is_given_up_and_said);
  g_test_add_func ("/local-service/a-second-window-uses-the-first-ones-and-takes-over",
                   test_a_second_window_uses_the_first_ones_and_takes_over);
  g_test_add_func ("/local-service/one-that-cannot-start-says-why", test_one_that_cannot_start_says_why);
  g_test_add_func ("/local-service/a-socket-path-fits-into-an-address",
                   test_a_long_runtime_folder_still_gives_a_short_path);
  code = g_test_run ();
  test_folder_remove (home);

  return code;
}
