/* watched-run.h: one run of a windowed program, from its start to the window's close, as the screen and the kernel tell it. */

#pragma once

#include "screen-watch.h"

/* Instants in milliseconds since the program's start, sizes in MiB. */
typedef struct
{
  double first, told, shown, last;
  double longest_gap, longest_wait;
  double proportional, private;
} RunFigures;

/* Called while the window is open and at rest. */
typedef void (*RunFunc) (gpointer data);

/**
 * watched_run:
 * @program: its path
 * @environment: (nullable): variables as in environ; the own ones if %NULL
 * @least_lines, @quiet_ms: as for screen_watch_begin() and screen_watch_follow()
 *
 * Ends the benchmark if the program does not do what it should.
 */
void watched_run (ScreenWatch *watch, const char *program, char **environment, guint least_lines, guint quiet_ms,
                  RunFunc at_rest, gpointer data, RunFigures *figures);

/**
 * watched_run_prepare_home:
 * @n_tokens: how many plausible tokens the window's own service is to have
 *
 * Returns: (transfer full): an environment in which the window finds them. They lie under the home folder
 *   of tests/support/with-display, and go with it.
 */
char **watched_run_prepare_home (guint n_tokens);
