/* bench-list-use: 100,000 tokens searched, sorted and scrolled in the window, which is in this process.
 *
 * Searching and sorting by themselves are told in milliseconds; a key in the search entry from its press to the
 * frame that shows the result, and the longest gap between two frames while keys are typed and texts cleared;
 * scrolling from end to end in frame times, against a view of as many plain labels. All of them, or those of
 * `model`, `typing` and `scrolling` that are named. */

#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "bench-figures.h"
#include "tessera-config.h"
#include "tessera-local-service.h"
#include "tessera-token-model.h"
#include "tessera-window.h"
#include "watched-run.h"

#define N_TOKENS 100000
#define ROUNDS 20
#define N_STEPS 120
#define WIDTH 1040
#define HEIGHT 760

static const char *const typed[] = { "nightly", "api key", "export", "mobile 3", "mara sync" };

static double
since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1000;
}

/* The process's own time on a processor. */
static double
get_cpu (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

static gpointer
find (GtkWidget *widget, GType type)
{
  gpointer found = g_type_is_a (G_OBJECT_TYPE (widget), type) && gtk_widget_get_mapped (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type);
  return found;
}

static void
run_until_idle (guint milliseconds)
{
  gint64 end = g_get_monotonic_time () + milliseconds * 1000;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

/* Searching and sorting by themselves */

static void
fill_model (GListStore *store, GListModel *from)
{
  g_autoptr (GPtrArray) tokens = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (from); i++)
    g_ptr_array_add (tokens, g_list_model_get_item (from, i));
  g_list_store_splice (store, 0, 0, tokens->pdata, tokens->len);
}

static void
measure_model (GListModel *tokens, TesseraCatalogue *catalogue)
{
  static const char *const names[] = { "newest", "name", "type", "permissions", "expires", "last used", "status" };
  g_autoptr (GListStore) store = g_list_store_new (TESSERA_TYPE_TOKEN);
  g_autoptr (TesseraTokenModel) model = tessera_token_model_new (G_LIST_MODEL (store));
  double searching[ROUNDS * G_N_ELEMENTS (typed)];
  guint n = 0;

  tessera_token_model_set_catalogue (model, catalogue);
  fill_model (store, tokens);
  run_until_idle (4000);      /* until names are in order */
  for (guint round = 0; round < ROUNDS; round++)
    for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
      {
        double start = get_cpu ();

        tessera_token_model_set_search (model, typed[i]);
        searching[n++] = get_cpu () - start;
      }
  tessera_token_model_set_search (model, "");
  g_print ("list, %d tokens: searching takes %.1f ms (median), %.1f at most; sorting by", N_TOKENS, figures_median (searching, n),
           figures_quantile (searching, n, 1));
  for (TesseraTokenKey key = 0; key < TESSERA_N_TOKEN_KEYS; key++)
    {
      double sorting[ROUNDS];

      for (guint round = 0; round < ROUNDS; round++)
        {
          double start = get_cpu ();

          tessera_token_model_set_sort (model, key, round % 2 == 0);
          sorting[round] = get_cpu () - start;
        }
      g_print ("%s %s %.1f", key > 0 ? "," : "", names[key], figures_median (sorting, ROUNDS));
    }
  g_print (" ms\n");
}

/* A key, painted */

typedef struct
{
  gint64 painted;           /* the last frame's end */
  double worked;            /* the process's time at that end */
  double longest_gap;       /* milliseconds between the ends of two */
  double most_work;         /* of the main loop between them, likewise, which other programs do not lengthen */
} Frames;

static void
note_painted (GdkFrameClock *clock, Frames *frames)
{
  double now = get_cpu ();

  if (frames->painted != 0)
    {
      frames->longest_gap = MAX (frames->longest_gap, since (frames->painted));
      frames->most_work = MAX (frames->most_work, now - frames->worked);
    }
  frames->painted = g_get_monotonic_time ();
  frames->worked = now;
}

static void
await_frame (Frames *frames, gint64 after)
{
  while (frames->painted <= after)
    g_main_context_iteration (NULL, TRUE);
}

/* So that frames follow one another, whether there is anything new in them or not. */
static gboolean
go_on (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
note_told (GListModel *model, guint position, guint removed, guint added, gboolean *told)
{
  *told = TRUE;
}

/* Until the frame after the list has heard of it. */
static double
measure_key (GtkWidget *entry, Frames *frames, const char *key, const gboolean *told)
{
  gint64 start = g_get_monotonic_time ();
  int position = -1;

  gtk_editable_insert_text (GTK_EDITABLE (entry), key, -1, &position);
  while (!*told && since (start) < 100)
    g_main_context_iteration (NULL, TRUE);
  await_frame (frames, g_get_monotonic_time ());
  return since (start);
}

static void
measure_typing (GtkWidget *window, GListModel *shown)
{
  GtkWidget *entry = find (window, GTK_TYPE_SEARCH_ENTRY);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double)), works = g_array_new (FALSE, FALSE, sizeof (double));
  Frames frames = { 0 };
  gboolean told = FALSE;
  gulong told_handler = g_signal_connect (shown, "items-changed", G_CALLBACK (note_told), &told);
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (note_painted), &frames);
  guint ticks = gtk_widget_add_tick_callback (window, go_on, NULL, NULL);

  for (guint round = 0; round < ROUNDS; round++)
    {
      const char *text = typed[round % G_N_ELEMENTS (typed)];

      for (const char *at = text; *at != '\0'; at++)
        {
          const char key[] = { *at, '\0' };
          double time, work = get_cpu ();

          told = FALSE;
          time = measure_key (entry, &frames, key, &told);
          work = get_cpu () - work;
          if (told)
            {
              g_array_append_val (times, time);
              g_array_append_val (works, work);
            }
          run_until_idle (30);
        }
      gtk_editable_set_text (GTK_EDITABLE (entry), "");
      run_until_idle (200);
    }

  gtk_widget_remove_tick_callback (window, ticks);
  g_signal_handler_disconnect (clock, handler);
  g_signal_handler_disconnect (shown, told_handler);
  g_print ("list, %d tokens: from a key in the search to the frame that shows what it found %.0f ms (median of %u), %.0f at the 95th"
           " percentile, %.0f at most; work of the main loop in it %.0f ms, %.0f at the 95th percentile; longest gap between"
           " two frames while typing %.0f ms, most work of the main loop in one %.0f ms\n",
           N_TOKENS, figures_median ((double *) (gpointer) times->data, times->len), times->len,
           figures_quantile ((double *) (gpointer) times->data, times->len, 0.95),
           figures_quantile ((double *) (gpointer) times->data, times->len, 1),
           figures_median ((double *) (gpointer) works->data, works->len),
           figures_quantile ((double *) (gpointer) works->data, works->len, 0.95), frames.longest_gap, frames.most_work);
}

/* Scrolling */

static double
measure_scrolling (GtkWidget *view, double *worst)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (view);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
  double times[N_STEPS], range = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
  Frames frames = { 0 };
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (note_painted), &frames);

  for (guint i = 0; i < N_STEPS; i++)
    {
      double start = get_cpu ();
      gint64 now = g_get_monotonic_time ();

      gtk_adjustment_set_value (adjustment, range * (i + 1) / N_STEPS);
      await_frame (&frames, now);
      times[i] = get_cpu () - start;
    }
  g_signal_handler_disconnect (clock, handler);
  *worst = figures_quantile (times, N_STEPS, 0.95);
  return figures_median (times, N_STEPS);
}

static void
setup_label (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_item_set_child (item, label);
}

static void
bind_label (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), tessera_token_get_name (gtk_list_item_get_item (item)));
}

static GtkWidget *
show_labels (GListModel *tokens)
{
  GtkWidget *window = gtk_window_new (), *scroller = gtk_scrolled_window_new (), *view;
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_label), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_label), NULL);
  view = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_single_selection_new (g_object_ref (tokens))), factory);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_window_set_child (GTK_WINDOW (window), scroller);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  gtk_window_present (GTK_WINDOW (window));
  run_until_idle (1500);
  return view;
}

static void
compare_scrolling (GtkWidget *window, GListModel *tokens)
{
  GtkWidget *list = find (window, GTK_TYPE_COLUMN_VIEW), *labels = show_labels (tokens);
  double ours[3], bare[3], ours_worst, bare_worst;

  for (guint round = 0; round < G_N_ELEMENTS (ours); round++)
    {
      ours[round] = measure_scrolling (list, &ours_worst);
      bare[round] = measure_scrolling (labels, &bare_worst);
    }
  g_print ("list, %d tokens: a frame while scrolling from end to end %.1f ms (95th percentile %.1f), in a list of plain labels %.1f"
           " (%.1f); ratio %.2f\n",
           N_TOKENS, figures_median (ours, 3), ours_worst, figures_median (bare, 3), bare_worst,
           figures_median (ours, 3) / figures_median (bare, 3));
}

/* Once more, with the home folder in which the tokens are. */
static void
start_again (char *arguments[])
{
  g_auto (GStrv) home = g_environ_setenv (watched_run_prepare_home (N_TOKENS), "TESSERA_BENCH_PREPARED", "1", TRUE);

  execve (arguments[0], arguments, home);
  figures_require (FALSE, "The benchmark can't start itself.");
}

static gboolean
is_wanted (char *arguments[], const char *part)
{
  return arguments[1] == NULL || g_strv_contains ((const char *const *) arguments + 1, part);
}

int
main (int argc, char *argv[])
{
  g_autoptr (TesseraLocalService) service = NULL;
  g_autoptr (TesseraSession) session = NULL;
  GListModel *tokens;
  GtkWidget *window;
  gint64 start;

  if (g_getenv ("TESSERA_BENCH_PREPARED") == NULL)
    start_again (argv);

  adw_init ();
  service = tessera_local_service_new ();
  session = tessera_session_new_local (service);
  tokens = tessera_session_get_tokens (session);
  window = GTK_WIDGET (tessera_window_new (NULL, session, NULL));
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  gtk_window_present (GTK_WINDOW (window));
  start = g_get_monotonic_time ();
  while (tessera_session_get_state (session) != TESSERA_SESSION_READY)
    g_main_context_iteration (NULL, TRUE);
  g_print ("list, %d tokens: loaded within %.1f s\n", N_TOKENS, since (start) / 1000);
  figures_require (g_list_model_get_n_items (tokens) == N_TOKENS, "The service has another number of tokens.");
  run_until_idle (3000);

  if (is_wanted (argv, "model"))
    measure_model (tokens, tessera_session_get_catalogue (session));
  if (is_wanted (argv, "typing"))
    measure_typing (window, G_LIST_MODEL (gtk_column_view_get_model (find (window, GTK_TYPE_COLUMN_VIEW))));
  if (is_wanted (argv, "scrolling"))
    compare_scrolling (window, tokens);
  tessera_local_service_stop (service);
  return EXIT_SUCCESS;
}
