#include "watched-run.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>

#include "bench-figures.h"
#include "tessera-config.h"

#define FILL TESSERA_BUILD_DIR "/tests/bench/tessera-fill"

/* The sum of the fields of /proc/PID/smaps_rollup whose names begin with @name, in MiB. */
static double
read_memory (GPid pid, const char *name)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/smaps_rollup", pid);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  double kib = 0;

  figures_require (g_file_get_contents (path, &text, NULL, NULL), "The program's memory can't be read.");
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    if (g_str_has_prefix (*line, name))
      kib += g_ascii_strtod (strchr (*line, ':') + 1, NULL);
  return kib / 1024;
}

static GPid
start (const char *program, char **environment)
{
  char *arguments[] = { (char *) program, NULL };
  g_autoptr (GError) error = NULL;
  GPid pid = 0;

  g_spawn_async (NULL, arguments, environment, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, &error);
  figures_require (error == NULL, error != NULL ? error->message : NULL);
  return pid;
}

void
watched_run (ScreenWatch *watch, const char *program, char **environment, guint least_lines, guint quiet_ms,
             RunFunc at_rest, gpointer data, RunFigures *figures)
{
  ScreenStory story;
  gint64 began;
  int status;
  GPid pid;

  screen_watch_begin (watch, least_lines);
  began = g_get_monotonic_time ();
  pid = start (program, environment);
  figures_require (screen_watch_follow (watch, quiet_ms, &story),
                   "The window did not show what it should, or did not come to rest.");

  *figures = (RunFigures){
    .first = (double) (story.first - began) / 1000,
    .told = (double) (story.told - began) / 1000,
    .shown = (double) (story.shown - began) / 1000,
    .last = (double) (story.last - began) / 1000,
    .longest_gap = (double) story.longest_gap / 1000,
    .longest_wait = (double) story.longest_wait / 1000,
    .proportional = read_memory (pid, "Pss:"),
    .private = read_memory (pid, "Private_"),
  };
  if (at_rest != NULL)
    at_rest (data);

  screen_watch_close_window (watch);
  figures_require (waitpid (pid, &status, 0) == pid && WIFEXITED (status) && WEXITSTATUS (status) == 0,
                   "The program did not end well.");
}

char **
watched_run_prepare_home (guint n_tokens)
{
  g_autofree char *home = g_strdup_printf ("%s/with-%u", g_get_user_data_dir (), n_tokens);
  g_autofree char *database = g_build_filename (home, "tessera", "tokens.db", NULL);
  g_autofree char *folder = g_path_get_dirname (database);
  g_autofree char *number = g_strdup_printf ("%u", n_tokens);
  char *arguments[] = { (char *) FILL, (char *) "--database", database, (char *) "--tokens", number, NULL };
  g_autoptr (GError) error = NULL;
  int status = 0;

  figures_require (g_mkdir_with_parents (folder, 0700) == 0, "There is no room for a database.");
  figures_require (g_spawn_sync (NULL, arguments, NULL, 0, NULL, NULL, NULL, NULL, &status, &error)
                       && g_spawn_check_wait_status (status, &error),
                   error != NULL ? error->message : NULL);
  return g_environ_setenv (g_get_environ (), "XDG_DATA_HOME", home, TRUE);
}
