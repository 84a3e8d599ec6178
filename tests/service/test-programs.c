/* Starting, ending and refusing to start: lines, exit statuses, files. */

#include "test-http.h"
#include "test-program-fixture.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "tessera-config.h"
#include "tessera-secret.h"

static void
test_each_address_has_its_line_before_ready (Place *place, gconstpointer data)
{
  g_autoptr (GSubprocess) process = program_start (place, "--database d --socket m --listen 127.0.0.1:0 --authorize-socket a "
                                                  "--authorize-listen 127.0.0.1:0");
  g_auto (GStrv) lines = program_wait_until_ready (process);
  g_autofree char *socket = g_strdup_printf ("management unix:%s/m", place->folder);
  g_autofree char *authorize = g_strdup_printf ("authorize unix:%s/a", place->folder);

  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  g_assert_true (g_regex_match_simple ("^management http://127\\.0\\.0\\.1:[1-9][0-9]*$", lines[0], 0, 0));
  g_assert_cmpstr (lines[1], ==, socket);
  g_assert_true (g_regex_match_simple ("^authorize http://127\\.0\\.0\\.1:[1-9][0-9]*$", lines[2], 0, 0));
  g_assert_cmpstr (lines[3], ==, authorize);

  g_assert_cmpint (program_mode_of (place, "m"), ==, 0600);
  g_assert_cmpint (program_mode_of (place, "a"), ==, 0660);
  g_assert_cmpuint (program_group_of (place, "a"), ==, getegid ());
  g_assert_cmpint (program_mode_of (place, "d"), ==, 0600);
  g_assert_cmpint (program_mode_of (place, "d.key"), ==, 0600);
  program_end (process);
  g_assert_false (program_is_there (place, "m") || program_is_there (place, "a"));
}

static void
test_ready_means_that_it_answers (Place *place, gconstpointer data)
{
  g_autoptr (GSubprocess) process = program_start (place, "--database d --socket m --authorize-listen 127.0.0.1:0");
  g_auto (GStrv) lines = program_wait_until_ready (process);
  g_autofree char *socket = g_build_filename (place->folder, "m", NULL);
  g_autoptr (TestAnswer) managed = test_http_call (socket, "GET", "/v1/health", NULL, NULL);
  g_autoptr (TestAnswer) judged = test_http_call (lines[1] + strlen ("authorize "), "GET", "/v1/health", NULL, NULL);

  g_assert_cmpuint (managed->status, ==, 200);
  g_assert_cmpuint (judged->status, ==, 200);
  program_end (process);
}

static void
test_a_signal_ends_it_well (Place *place, gconstpointer data)
{
  static const int numbers[] = { SIGTERM, SIGINT };

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (GSubprocess) process = program_start (place, "--database d --socket m");
      g_auto (GStrv) lines = program_wait_until_ready (process);

      g_subprocess_send_signal (process, numbers[i]);
      program_assert_ends_well (process);
    }
}

/* What is written there means nothing. */
static void
test_the_end_of_standard_input_ends_it_when_asked (Place *place, gconstpointer data)
{
  g_autoptr (GSubprocess) process = program_start (place, "--database d --socket m --exit-with-stdin");
  g_auto (GStrv) lines = program_wait_until_ready (process);
  GOutputStream *input = g_subprocess_get_stdin_pipe (process);
  g_autofree char *socket = g_build_filename (place->folder, "m", NULL);
  g_autoptr (TestAnswer) answer = NULL;

  g_assert_true (g_output_stream_write_all (input, "stop\nquit\n\x04", 11, NULL, NULL, NULL));
  answer = test_http_call (socket, "GET", "/v1/health", NULL, NULL);
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_true (g_output_stream_close (input, NULL, NULL));
  program_assert_ends_well (process);
}

static void
test_the_end_of_standard_input_is_nothing_unasked (Place *place, gconstpointer data)
{
  g_autoptr (GSubprocess) process = program_start (place, "--database d --socket m");
  g_auto (GStrv) lines = program_wait_until_ready (process);
  g_autofree char *socket = g_build_filename (place->folder, "m", NULL);

  g_assert_true (g_output_stream_close (g_subprocess_get_stdin_pipe (process), NULL, NULL));
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (TestAnswer) answer = test_http_call (socket, "GET", "/v1/health", NULL, NULL);

      g_assert_cmpuint (answer->status, ==, 200);
    }
  program_end (process);
}

static void
test_a_second_service_exits_with_75 (Place *place, gconstpointer data)
{
  g_autoptr (GSubprocess) process = program_start (place, "--database d --socket m");
  g_auto (GStrv) lines = program_wait_until_ready (process);
  g_autofree char *socket = g_build_filename (place->folder, "m", NULL);
  g_autoptr (TestAnswer) answer = NULL;

  program_assert_fails (place, "--database d --socket n", 75, "Another service has the database");
  program_assert_fails (place, "--database ./d --listen 127.0.0.1:0", 75, "Another service has the database");
  answer = test_http_call (socket, "GET", "/v1/health", NULL, NULL);
  g_assert_cmpuint (answer->status, ==, 200);
  program_end (process);
}

/* Nor does what a killed one left behind keep the next one out. */
static void
test_a_killed_one_leaves_the_way_free (Place *place, gconstpointer data)
{
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GSubprocess) process = program_start (place, "--database d --socket m");
      g_auto (GStrv) lines = program_wait_until_ready (process);

      g_subprocess_send_signal (process, SIGKILL);
      g_subprocess_wait (process, NULL, NULL);
      g_assert_true (program_is_there (place, "m"));
    }
}

static guint
ask (const char *url, const char *key)
{
  g_autofree char *credential = g_strdup_printf ("Authorization: Bearer %.*s", (int) strcspn (key, "\n"), key);
  const char *const fields[] = { credential, NULL };
  g_autoptr (TestAnswer) answer = test_http_call (url, "GET", "/v1/tokens", fields, NULL);

  return answer->status;
}

static void
test_admins_come_and_go_beside_a_running_service (Place *place, gconstpointer data)
{
  g_autoptr (GSubprocess) process = program_start (place, "--database d --listen 127.0.0.1:0");
  g_auto (GStrv) lines = program_wait_until_ready (process);
  const char *url = lines[0] + strlen ("management ");
  g_autofree char *mara = program_add_admin (place, "Mara --role manager"), *jonas = NULL, *list = NULL, *err = NULL;

  g_assert_cmpuint (ask (url, mara), ==, 200);
  jonas = program_add_admin (place, "'Jonas Öberg' --role viewer");
  g_assert_cmpuint (ask (url, jonas), ==, 200);
  g_assert_cmpint (program_run (place, "admin list --database d", &list, &err), ==, 0);
  g_assert_cmpstr (list, ==, "viewer   Jonas Öberg\nmanager  Mara\n");
  g_assert_cmpint (program_run (place, "admin remove Mara --database d", NULL, NULL), ==, 0);
  g_assert_cmpuint (ask (url, mara), ==, 401);
  g_assert_cmpuint (ask (url, jonas), ==, 200);
  program_end (process);
}

static void
test_admin_add_makes_what_is_missing_and_prints_the_key_once (Place *place, gconstpointer data)
{
  g_autofree char *key = program_add_admin (place, "Mara --role manager"), *list = NULL;
  TesseraSecretKind kind;

  g_assert_cmpuint (strlen (key), ==, TESSERA_SECRET_LENGTH + 1);
  g_assert_true (tessera_secret_recognise (key, TESSERA_SECRET_LENGTH, &kind));
  g_assert_cmpint (kind, ==, TESSERA_SECRET_ADMIN_KEY);
  g_assert_cmpint (program_mode_of (place, "d"), ==, 0600);
  g_assert_cmpint (program_mode_of (place, "d.key"), ==, 0600);
  g_assert_cmpint (program_run (place, "admin list --database d", &list, NULL), ==, 0);
  g_assert_null (strstr (list, "fra_"));
}

static void
test_what_an_admin_command_can_t_do_it_says (Place *place, gconstpointer data)
{
  g_autofree char *key = NULL;

  program_assert_fails (place, "admin list --database d", 1, "There is no database");
  program_assert_fails (place, "admin remove Mara --database d", 1, "There is no database");
  g_assert_false (program_is_there (place, "d"));
  key = program_add_admin (place, "Mara --role manager");
  program_assert_fails (place, "admin add Mara --role viewer --database d", 1, "There is an admin Mara already");
  program_assert_fails (place, "admin add owner --role viewer --database d", 1, "belongs to the user who owns the database");
  program_assert_fails (place, "admin add 'Ma\nra' --role viewer --database d", 1, "no name for an admin");
  program_assert_fails (place, "admin add '' --role viewer --database d", 1, "no name for an admin");
  program_assert_fails (place, "admin remove Jonas --database d", 1, "There is no admin Jonas");
}

static void
test_an_admin_whose_key_can_t_be_written_is_none (Place *place, gconstpointer data)
{
  const char *const arguments[] = { "/bin/sh", "-c", "exec \"$0\" admin add Mara --role manager --database d >/dev/full",
                                    TESSERA_BUILD_DIR "/src/service/tesserad", NULL };
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *err = NULL, *list = NULL;

  g_subprocess_launcher_set_cwd (launcher, place->folder);
  process = g_subprocess_launcher_spawnv (launcher, arguments, NULL);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &err, NULL));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
  g_assert_nonnull (strstr (err, "The key could not be written, so Mara was not added."));
  g_assert_cmpint (program_run (place, "admin list --database d", &list, NULL), ==, 0);
  g_assert_cmpstr (list, ==, "");
}

static void
test_nonsense_is_a_usage_error (Place *place, gconstpointer data)
{
  static const struct
  {
    const char *line, *words;
  } cases[] = {
    { "", "--database FILE" },
    { "--database d", "--socket PATH" },
    { "--database d --authorize-listen 127.0.0.1:0", "--socket PATH" },
    { "--socket m", "--database FILE" },
    { "--database d --socket m --colour", "--colour" },
    { "--database d --socket m serve", "serve" },
    { "--database d --socket", "--socket" },
    { "admin", "--database FILE" },
    { "admin rename Mara --database d", "add, list or remove" },
    { "admin add Mara --database d", "--role" },
    { "admin add Mara --role owner --database d", "--role" },
    { "admin list --database d --listen 127.0.0.1:0", "--key-file" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    program_assert_fails (place, cases[i].line, 64, cases[i].words);
  g_assert_false (program_is_there (place, "d"));
}

/* 192.0.2.1 is nobody's (RFC 5737), so that nothing is opened to anybody here: behind a proxy the address itself fails. */
static void
test_plain_http_to_everybody_needs_a_proxy_in_front (Place *place, gconstpointer data)
{
  static const char *const options[] = { "--listen", "--socket m --authorize-listen" };
  static const char *const addresses[] = { "0.0.0.0:0", "'[::]:0'", "192.0.2.1:0" };

  for (gsize i = 0; i < G_N_ELEMENTS (options); i++)
    {
      g_autofree char *behind = g_strdup_printf ("--database d %s 192.0.2.1:0 --behind-proxy", options[i]);

      for (gsize j = 0; j < G_N_ELEMENTS (addresses); j++)
        {
          g_autofree char *line = g_strdup_printf ("--database d %s %s", options[i], addresses[j]);

          program_assert_fails (place, line, 1, "--behind-proxy");
        }
      program_assert_fails (place, behind, 1, g_strerror (EADDRNOTAVAIL));
    }
}

static void
test_a_taken_address_is_no_busy_database (Place *place, gconstpointer data)
{
  g_autoptr (GSubprocess) process = program_start (place, "--database d --listen 127.0.0.1:0 --socket m");
  g_auto (GStrv) lines = program_wait_until_ready (process);
  g_autofree char *line = g_strdup_printf ("--database e --listen %s", lines[0] + strlen ("management http://"));

  program_assert_fails (place, line, 1, "Can't listen on 127.0.0.1");
  program_assert_fails (place, "--database e --socket m", 1, "m");
  program_end (process);
}

static void
spoil_key (Place *place, const char *bytes, int mode)
{
  g_autofree char *path = g_build_filename (place->folder, "d.key", NULL);

  g_unlink (path);
  if (bytes != NULL)
    g_assert_true (g_file_set_contents_full (path, bytes, -1, G_FILE_SET_CONTENTS_CONSISTENT, mode, NULL));
  if (bytes != NULL)
    g_assert_no_errno (g_chmod (path, mode));
}

/* Not a service that says 401 to everybody. */
static void
test_a_key_file_that_is_not_right_is_said (Place *place, gconstpointer data)
{
  static const struct
  {
    const char *bytes;
    int mode;
    const char *words;
  } cases[] = {
    { NULL, 0, "is missing" },
    { "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk", 0644, "is open to others" },
    { "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk", 0600, "does not belong to the database" },
    { "short", 0600, "is not a key file" },
  };
  g_autofree char *key = program_add_admin (place, "Mara --role manager");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      spoil_key (place, cases[i].bytes, cases[i].mode);
      program_assert_fails (place, "--database d --socket m", 1, cases[i].words);
      program_assert_fails (place, "admin list --database d", 1, cases[i].words);
      program_assert_fails (place, "admin add Ada --role viewer --database d", 1, cases[i].words);
      program_assert_fails (place, "--database d --socket m --key-file d.key", 1, cases[i].words);
    }
  g_assert_false (program_is_there (place, "m"));
}

static void
test_a_catalogue_that_is_not_there_is_said (Place *place, gconstpointer data)
{
  program_assert_fails (place, "--database d --socket m --catalogue nowhere.json", 1, "nowhere.json");
  g_assert_false (program_is_there (place, "d"));
}

#define ADD(name, function) g_test_add ("/programs/" name, Place, NULL, program_set_up, function, program_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("each-address-has-its-line-before-ready", test_each_address_has_its_line_before_ready);
  ADD ("ready-means-that-it-answers", test_ready_means_that_it_answers);
  ADD ("a-signal-ends-it-well", test_a_signal_ends_it_well);
  ADD ("the-end-of-standard-input-ends-it-when-asked", test_the_end_of_standard_input_ends_it_when_asked);
  ADD ("the-end-of-standard-input-is-nothing-unasked", test_the_end_of_standard_input_is_nothing_unasked);
  ADD ("a-second-service-exits-with-75", test_a_second_service_exits_with_75);
  ADD ("a-killed-one-leaves-the-way-free", test_a_killed_one_leaves_the_way_free);
  ADD ("admins-come-and-go-beside-a-running-service", test_admins_come_and_go_beside_a_running_service);
  ADD ("admin-add-makes-what-is-missing-and-prints-the-key-once",
       test_admin_add_makes_what_is_missing_and_prints_the_key_once);
  ADD ("what-an-admin-command-can-t-do-it-says", test_what_an_admin_command_can_t_do_it_says);
  ADD ("an-admin-whose-key-can-t-be-written-is-none", test_an_admin_whose_key_can_t_be_written_is_none);
  ADD ("nonsense-is-a-usage-error", test_nonsense_is_a_usage_error);
  ADD ("plain-http-to-everybody-needs-a-proxy-in-front", test_plain_http_to_everybody_needs_a_proxy_in_front);
  ADD ("a-taken-address-is-no-busy-database", test_a_taken_address_is_no_busy_database);
  ADD ("a-key-file-that-is-not-right-is-said", test_a_key_file_that_is_not_right_is_said);
  ADD ("a-catalogue-that-is-not-there-is-said", test_a_catalogue_that_is_not_there_is_said);
  return test_http_run ();
}
