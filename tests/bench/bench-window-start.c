/* bench-window-start: from exec to the first frame that shows tokens, and the memory then, against a bare window.
 *
 * The built program with its own service, on a database of 10 and one of
 * 1,000 tokens, and the bare window, in turns. Files are in the page cache;
 * nothing else is kept from one run to the next. */

#include <stdlib.h>

#include "bench-figures.h"
#include "tessera-config.h"
#include "watched-run.h"

#define WINDOW TESSERA_BUILD_DIR "/src/app/tessera"
#define BARE TESSERA_BUILD_DIR "/tests/bench/bare-window"
#define ROUNDS 15
#define LEAST_LINES 3     /* of tokens, in the part that is looked at */
#define QUIET_MS 400

typedef struct
{
  double first[ROUNDS], told[ROUNDS], shown[ROUNDS], proportional[ROUNDS], private[ROUNDS];
} Series;

static void
note (Series *series, guint round, const RunFigures *figures)
{
  series->first[round] = figures->first;
  series->told[round] = figures->told;
  series->shown[round] = figures->shown;
  series->proportional[round] = figures->proportional;
  series->private[round] = figures->private;
}

static double
ratio (const double *ours, const double *bare)
{
  double ratios[ROUNDS];

  for (guint i = 0; i < ROUNDS; i++)
    ratios[i] = ours[i] / bare[i];
  return figures_median (ratios, ROUNDS);
}

/* Ratios come first: taking a median sorts what came in pairs. */
static void
tell (guint n_tokens, const Series *ours, const Series *bare)
{
  double time = ratio (ours->told, bare->told);
  double proportional = ratio (ours->proportional, bare->proportional);
  double private = ratio (ours->private, bare->private);
  Series a = *ours, b = *bare;

  g_print ("start, %u tokens: first frame with tokens after %.0f ms (any frame %.0f, at rest %.0f); bare window %.0f ms;"
           " ratio %.2f\n",
           n_tokens, figures_median (a.told, ROUNDS), figures_median (a.first, ROUNDS), figures_median (a.shown, ROUNDS),
           figures_median (b.told, ROUNDS), time);
  g_print ("memory, %u tokens: %.1f MiB proportional, %.1f private; bare window %.1f, %.1f; ratios %.2f, %.2f\n",
           n_tokens, figures_median (a.proportional, ROUNDS), figures_median (a.private, ROUNDS),
           figures_median (b.proportional, ROUNDS), figures_median (b.private, ROUNDS), proportional, private);
}

int
main (void)
{
  static const guint sizes[] = { 10, 1000 };
  g_autoptr (ScreenWatch) watch = screen_watch_new ();
  char **homes[G_N_ELEMENTS (sizes)];
  Series ours[G_N_ELEMENTS (sizes)], bare;

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    homes[i] = watched_run_prepare_home (sizes[i]);

  /* The first round warms up, and is written over. */
  for (guint round = 0; round <= ROUNDS; round++)
    {
      RunFigures figures;

      watched_run (watch, BARE, NULL, 1, QUIET_MS, NULL, NULL, &figures);
      note (&bare, MAX (round, 1) - 1, &figures);
      for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
        {
          watched_run (watch, WINDOW, homes[i], LEAST_LINES, QUIET_MS, NULL, NULL, &figures);
          note (&ours[i], MAX (round, 1) - 1, &figures);
        }
    }

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      tell (sizes[i], &ours[i], &bare);
      g_strfreev (homes[i]);
    }
  g_print ("(medians of %d rounds, in turns)\n", ROUNDS);
  return EXIT_SUCCESS;
}
