#include "test-program-fixture.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "tessera-config.h"

#define PROGRAM TESSERA_BUILD_DIR "/src/service/tesserad"

void
program_set_up (Place *place, gconstpointer data)
{
  place->folder = g_dir_make_tmp ("tessera-programs-XXXXXX", NULL);
  g_assert_nonnull (place->folder);
}

void
program_tear_down (Place *place, gconstpointer data)
{
  g_autoptr (GDir) folder = g_dir_open (place->folder, 0, NULL);

  for (const char *name = g_dir_read_name (folder); name != NULL; name = g_dir_read_name (folder))
    {
      g_autofree char *path = g_build_filename (place->folder, name, NULL);

      g_unlink (path);
    }
  g_assert_no_errno (g_rmdir (place->folder));
  g_free (place->folder);
}

GSubprocess *
program_start (Place *place, const char *line)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
    G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autofree char *command = g_strconcat (PROGRAM " ", line, NULL);
  g_auto (GStrv) arguments = NULL;
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  g_assert_true (g_shell_parse_argv (command, NULL, &arguments, NULL));
  g_subprocess_launcher_set_cwd (launcher, place->folder);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) arguments, &error);
  g_assert_no_error (error);
  return process;
}

int
program_run (Place *place, const char *line, char **out, char **err)
{
  g_autoptr (GSubprocess) process = program_start (place, line);
  g_autoptr (GError) error = NULL;

  g_subprocess_communicate_utf8 (process, NULL, NULL, out, err, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  return g_subprocess_get_exit_status (process);
}

void
program_assert_fails (Place *place, const char *line, int status, const char *words)
{
  g_autofree char *out = NULL, *err = NULL;
  int got = program_run (place, line, &out, &err);

  g_test_message ("%s: %s", line, err);
  g_assert_cmpint (got, ==, status);
  g_assert_cmpstr (out, ==, "");
  g_assert_nonnull (strstr (err, words));
  g_assert_cmpint (err[strlen (err) - 1], ==, '\n');
}

char *
program_add_admin (Place *place, const char *rest)
{
  g_autofree char *line = g_strconcat ("admin add --database d ", rest, NULL);
  char *out = NULL;
  g_autofree char *err = NULL;

  g_assert_cmpint (program_run (place, line, &out, &err), ==, 0);
  g_assert_cmpstr (err, ==, "");
  return out;
}

char **
program_wait_until_ready (GSubprocess *process)
{
  g_autoptr (GDataInputStream) stream = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (stream), FALSE);
  while (TRUE)
    {
      g_autofree char *line = g_data_input_stream_read_line_utf8 (stream, NULL, NULL, NULL);

      g_assert_nonnull (line);
      if (strcmp (line, "ready") == 0)
        return g_strv_builder_end (lines);
      g_strv_builder_add (lines, line);
    }
}

void
program_assert_ends_well (GSubprocess *process)
{
  g_autoptr (GTimer) timer = g_timer_new ();

  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
  g_assert_cmpfloat (g_timer_elapsed (timer, NULL), <, 5.0);
}

void
program_end (GSubprocess *process)
{
  g_subprocess_send_signal (process, SIGTERM);
  program_assert_ends_well (process);
}

guint
program_mode_of (Place *place, const char *name)
{
  g_autofree char *path = g_build_filename (place->folder, name, NULL);
  GStatBuf status;

  g_assert_no_errno (g_lstat (path, &status));
  return status.st_mode & 07777;
}

guint
program_group_of (Place *place, const char *name)
{
  g_autofree char *path = g_build_filename (place->folder, name, NULL);
  GStatBuf status;

  g_assert_no_errno (g_lstat (path, &status));
  return status.st_gid;
}

gboolean
program_is_there (Place *place, const char *name)
{
  g_autofree char *path = g_build_filename (place->folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}
