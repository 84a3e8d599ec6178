/* A random walk over the whole window: keys, clicks, typed words, other people, and faults of the way.
 *
 * It comes by every dialog and menu, tells how often it was in each, and fails
 * if it was never in one. TESSERA_WALK_STEPS says how many steps, and
 * TESSERA_WALK_SEED which. Each step is told before it is done, so that what
 * was told last is what the window could not take. */

#include "walk-deeds.h"
#include "walk-excuses.h"
#include "walk-visits.h"
#include "walk-ways.h"
#include "walk-world.h"

#include <stdlib.h>

#include "tessera-clipboard.h"

#ifdef __SANITIZE_ADDRESS__
#define STEPS 2000
#else
#define STEPS 300
#endif
#define SEED 1
#define STEPS_BETWEEN_COMPARISONS 50
#define OF_THE_WORLD 4                  /* of a hundred steps, what happens around the window */
#define MOST_MILLISECONDS 25            /* that a person waits after a step */
#define STEPS_BETWEEN_PLACES 8
#define MOST_STEPS_FOR_PLACES 1000      /* for those that something always came in between */

typedef struct
{
  WindowBed *bed;
  WalkServers *servers;
  WalkPlaces *places;
  WalkVisits *visits;
  WalkInput *input;
  WalkWatch *watch;
  GRand *rand;
  WalkDeeds deeds;
  WalkWorld world;
  guint number;
} Walk;

/* As from a task bar: the window's own menu can minimize it. */
static void
bring_back (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);
      GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));

      if (surface != NULL && gdk_toplevel_get_state (GDK_TOPLEVEL (surface)) & GDK_TOPLEVEL_STATE_MINIMIZED)
        gtk_window_present (window);
    }
}

/* The walk */

static void
open_window (Walk *walk)
{
  gboolean kept = walk_watch_has_kept (walk->watch) && walk_servers_shows_home (walk->servers);

  g_test_message ("the window is opened again");
  walk_world_mend (&walk->world);
  g_clear_pointer (&walk->watch, walk_watch_free);
  walk_servers_open_window (walk->servers);
  if (kept)
    AWAIT (window_says (walk->bed->window, "You were "));
  walk->watch = walk_watch_new (walk->bed);
}

/* Another server was chosen. */
static void
on_opened (gpointer data)
{
  Walk *walk = data;

  if (walk->watch != NULL)
    walk_watch_follow (walk->watch);
}

/* Wherever it had got to. */
static void
go_home (Walk *walk)
{
  walk_world_mend (&walk->world);
  if (walk_servers_is_home (walk->servers))
    return;

  g_test_message ("back to the first server");
  walk_watch_give_up (walk->watch);
  walk_servers_go_home (walk->servers);
  walk_watch_check (walk->watch, (WalkStep) { TRUE, TRUE });
}

static void
compare (Walk *walk)
{
  go_home (walk);
  walk_watch_compare (walk->watch);
  walk_watch_check (walk->watch, (WalkStep) { FALSE, FALSE });
}

static void
approach_some_place (Walk *walk)
{
  guint place = walk_visits_find_least (walk->visits);

  bring_back ();
  go_home (walk);
  walk_places_approach (walk->places, place);
  g_test_message ("now to %s", walk_places_get_name (place));
  walk_watch_check (walk->watch, (WalkStep) { TRUE, TRUE });
  walk_visits_look (walk->visits);
}

static WalkStep
step (Walk *walk)
{
  /* What is saved there is none of ours. */
  if (find_window (GTK_TYPE_FILE_CHOOSER_DIALOG) != NULL)
    {
      g_test_message ("the file dialog is put away");
      walk_put_dialogs_away (walk->bed);
      return (WalkStep) { FALSE, FALSE };
    }
  if (g_rand_int_range (walk->rand, 0, 100) >= OF_THE_WORLD)
    return walk_deeds_do (&walk->deeds, walk->number);

  walk_world_let_happen (&walk->world);
  return (WalkStep) { FALSE, FALSE };
}

static void
go_on (Walk *walk)
{
  WalkStep done = step (walk);

  bring_back ();
  walk_input_handle ((guint) g_rand_int_range (walk->rand, 0, MOST_MILLISECONDS));
  tessera_clipboard_forget (gdk_display_get_clipboard (gdk_display_get_default ()));   /* or it pastes a secret */
  walk_servers_hurry (walk->servers);
  walk_watch_check (walk->watch, done);
  if (walk_watch_is_closed (walk->watch))
    open_window (walk);
  walk_visits_look (walk->visits);
}

static gboolean
has_way_to_go (Walk *walk, guint steps)
{
  gboolean missing = walk_visits_count_missing (walk->visits) > 0;

  return walk->number <= steps + (missing ? MOST_STEPS_FOR_PLACES : 0);
}

static void
go (Walk *walk, guint steps)
{
  for (walk->number = 1; has_way_to_go (walk, steps); walk->number++)
    {
      if (walk->number % STEPS_BETWEEN_PLACES == 0)
        approach_some_place (walk);
      go_on (walk);
      if (walk->number % STEPS_BETWEEN_COMPARISONS == 0)
        compare (walk);
    }
}

static void
begin (Walk *walk)
{
  static const char *const names[] = { "Nightly export", "x", "Ünïcödé ẞ", "漢字かな交じり", "مرحبا بالعالم" };

  for (guint i = 0; i < 30; i++)
    test_answer_free (test_create (walk->bed->service, names[i % G_N_ELEMENTS (names)]));
  walk->servers = walk_servers_new (walk->bed, on_opened, walk);
  walk->places = walk_places_new (walk->bed, walk->servers, walk->input);
  walk->visits = walk_visits_new (walk->places);
  walk->watch = walk_watch_new (walk->bed);
}

static void
end (Walk *walk)
{
  compare (walk);
  walk_visits_tell (walk->visits);
  g_test_message ("%u steps", walk->number - 1);
  g_assert_cmpuint (walk_visits_count_missing (walk->visits), ==, 0);
  walk_watch_free (walk->watch);
  walk_visits_free (walk->visits);
  walk_places_free (walk->places);
  walk_servers_free (walk->servers);
}

static guint32
read_number (const char *variable, guint32 otherwise)
{
  const char *text = g_getenv (variable);

  return text != NULL && *text != '\0' ? (guint32) strtoul (text, NULL, 10) : otherwise;
}

static void
test_nothing_breaks_and_nothing_is_lost (void)
{
  guint steps = read_number ("TESSERA_WALK_STEPS", STEPS), seed = read_number ("TESSERA_WALK_SEED", SEED);
  g_autoptr (WindowBed) bed = window_bed_new_bare ();
  g_autoptr (WalkInput) input = walk_input_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  Walk walk = { .bed = bed, .input = input, .rand = rand, .deeds = { bed, input, rand }, .world = { bed, rand, FALSE } };

  g_test_message ("%u steps, TESSERA_WALK_SEED=%u", steps, seed);
  walk_excuse_libraries ();
  test_http_set_keeping (FALSE);
  begin (&walk);
  go (&walk, steps);
  end (&walk);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/walk/nothing-breaks-and-nothing-is-lost", test_nothing_breaks_and_nothing_is_lost);
  return test_http_run ();
}
