/* A random walk over the whole window: keys, clicks, typed words, other people, and faults of the way.
 *
 * It comes by every dialog and menu, tells how often it was in each, and fails
 * if it was never in one. TESSERA_WALK_STEPS says how many steps, and
 * TESSERA_WALK_SEED which. Each step is told before it is done, so that what
 * was told last is what the window could not take. */

#include "walk-excuses.h"
#include "walk-input.h"
#include "walk-places.h"
#include "walk-watch.h"
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
#define MOST_MILLISECONDS 25            /* that a person waits after a step */
#define STEPS_BETWEEN_PLACES 8
#define MOST_STEPS_FOR_PLACES 1000      /* for those that something always came in between */

typedef struct
{
  WindowBed *bed;
  WalkServers *servers;
  WalkPlaces *places;
  WalkInput *input;
  WalkWatch *watch;
  GRand *rand;
  WalkWorld world;
  guint number;
} Walk;

static gboolean
chance (Walk *walk, guint percent)
{
  return (guint) g_rand_int_range (walk->rand, 0, 100) < percent;
}

#define PICK(walk, things) (things[g_rand_int_range ((walk)->rand, 0, G_N_ELEMENTS (things))])

static G_GNUC_PRINTF (2, 3) void
tell (Walk *walk, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_test_message ("step %u: %s", walk->number, text);
}

/* Where things belong */

static gboolean
belongs (GtkWidget *widget, gpointer page)
{
  return widget != NULL && (widget == page || gtk_widget_is_ancestor (widget, page));
}

static WalkStep
step_at (Walk *walk, GtkWidget *widget)
{
  TesseraTokensPage *page = tessera_window_get_tokens_page (walk->bed->window);

  return (WalkStep) {
    .in_create = belongs (widget, tessera_window_get_create_page (walk->bed->window)),
    .in_editor = belongs (widget, tessera_tokens_page_get_editor (page)),
  };
}

static WalkStep
both (WalkStep a, WalkStep b)
{
  return (WalkStep) { a.in_create || b.in_create, a.in_editor || b.in_editor };
}

/* A popover has a surface of its own, and may lie over what is clicked. */
static WalkStep
step_at_popovers (Walk *walk, GtkWidget *widget)
{
  WalkStep step = { FALSE, FALSE };

  if (!gtk_widget_get_mapped (widget))
    return step;
  if (GTK_IS_POPOVER (widget))
    step = step_at (walk, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    step = both (step, step_at_popovers (walk, child));
  return step;
}

/* Keys */

typedef struct
{
  const char *key;
  gboolean harmless;     /* wherever it is pressed, it changes nothing that is filled in */
} Key;

static const Key usual[] = {
  { "Tab", TRUE }, { "Tab", TRUE }, { "Tab", TRUE }, { "shift+Tab", TRUE }, { "Up" }, { "Down" }, { "Down" }, { "Left" },
  { "Right" }, { "space" }, { "space" }, { "space" }, { "Return" }, { "Return" }, { "Escape", TRUE }, { "BackSpace" },
  { "Delete" }, { "Home" }, { "End" }, { "Page_Up" }, { "Page_Down" }, { "a" }, { "n" }, { "x" }, { "7" }, { "minus" },
};

static const Key shortcuts[] = {
  { "ctrl+n", TRUE }, { "ctrl+f", TRUE }, { "F5", TRUE }, { "ctrl+question", TRUE }, { "F10", TRUE }, { "ctrl+Return" },
  { "ctrl+Return" }, { "ctrl+z" }, { "ctrl+shift+z" }, { "ctrl+y" }, { "ctrl+h" }, { "ctrl+shift+r" }, { "ctrl+d" },
  { "ctrl+a" }, { "ctrl+c", TRUE }, { "ctrl+x" }, { "ctrl+v" }, { "ctrl+space" }, { "ctrl+Up" }, { "ctrl+Down" },
  { "shift+Down" }, { "ctrl+Home" }, { "ctrl+End" }, { "ctrl+Delete" }, { "shift+F10" }, { "Menu" }, { "alt+Down" },
  { "ctrl+q", TRUE }, { "ctrl+w", TRUE }, { "F6", TRUE }, { "ctrl+Tab", TRUE },
};

static WalkStep
press_key (Walk *walk, const Key *key)
{
  GtkWindow *window = walk_find_window ();
  GtkWidget *focus = window != NULL ? gtk_window_get_focus (window) : NULL;
  WalkStep step = step_at (walk, focus);

  tell (walk, "%s on %s in %s", key->key, focus != NULL ? G_OBJECT_TYPE_NAME (focus) : "nothing",
        window != NULL ? gtk_window_get_title (window) : "no window");
  walk_input_press (walk->input, key->key);
  return key->harmless ? (WalkStep) { FALSE, FALSE } : step;
}

static WalkStep
press_some_key (Walk *walk)
{
  return press_key (walk, chance (walk, 80) ? &PICK (walk, usual) : &PICK (walk, shortcuts));
}

/* Clicks */

/* (nullable): what tells it from others of its type */
static const char *
get_words (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)) != NULL)
    return gtk_button_get_label (GTK_BUTTON (widget));
  if (GTK_IS_EXPANDER (widget))
    return gtk_expander_get_label (GTK_EXPANDER (widget));
  return gtk_widget_get_tooltip_text (widget);
}

static WalkStep
click (Walk *walk)
{
  GtkWindow *window = walk_find_window ();
  g_autoptr (GPtrArray) targets = window != NULL ? walk_find_targets (GTK_WIDGET (window)) : NULL;
  GtkWidget *target;
  WalkStep step;

  if (targets == NULL || targets->len == 0)
    return (WalkStep) { FALSE, FALSE };

  target = targets->pdata[g_rand_int_range (walk->rand, 0, (gint32) targets->len)];
  step = both (step_at (walk, target), step_at_popovers (walk, GTK_WIDGET (window)));
  tell (walk, "click on %s “%s” in %s", G_OBJECT_TYPE_NAME (target), get_words (target), gtk_window_get_title (window));
  walk_input_click (walk->input, target, chance (walk, 92) ? 1 : 3);
  return step;
}

/* Words */

static const char *const words[] = {
  "Nightly export", "x", "   ", "", "Ünïcödé ẞ", "漢字かな交じり", "مرحبا بالعالم", "עִבְרִית", "👩‍👩‍👧‍👦🏳️‍🌈", "a\u0301\u0302\u0303\u0327",
  "\u202egnp.exe\u202c", "\u200b\u200d\ufeff", "\ufffd\U0010fffd", "<b>&amp;</b> %s %n \"'", "31.12.2030", "2031-02-29",
  "+90d", "-1", "99999999999999999999", "tomorrow", "http://127.0.0.1:1", "is:expiring", "area:reports can:write", "type:", "is:", ":", "\t\n",
  "lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et dolore magna",
};

/* As an input method commits it. */
static WalkStep
type_words (Walk *walk)
{
  GtkWindow *window = walk_find_window ();
  GtkWidget *focus = window != NULL ? gtk_window_get_focus (window) : NULL;
  const char *some = PICK (walk, words);
  WalkStep step = step_at (walk, focus);
  g_autofree char *readable = g_strescape (some, NULL);

  tell (walk, "“%s” typed into %s", readable, focus != NULL ? G_OBJECT_TYPE_NAME (focus) : "nothing");
  if (GTK_IS_TEXT (focus) && gtk_editable_get_editable (GTK_EDITABLE (focus)))
    g_signal_emit_by_name (focus, "insert-at-cursor", some);
  return step;
}

/* Enough for a token: so are reached what lies behind. */
static WalkStep
fill_in (Walk *walk)
{
  gboolean edit = tessera_window_get_tokens_open (walk->bed->window);
  GtkWidget *form = edit ? window_bed_get_edit_form (walk->bed) : window_bed_get_create_form (walk->bed);
  int area = g_rand_int_range (walk->rand, 0, 7);

  tell (walk, "something filled in to %s", edit ? "edit" : "create");
  if (gtk_widget_get_mapped (form) && (!edit || tessera_form_get_token (TESSERA_FORM (form)) != NULL))
    {
      type_name (form, PICK (walk, words));
      tick (form, area, (TesseraVerb) g_rand_int_range (walk->rand, 0, TESSERA_N_VERBS), chance (walk, 70));
    }
  return (WalkStep) { .in_create = !edit, .in_editor = edit };
}

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

  tell (walk, "the window is opened again");
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

  tell (walk, "back to the first server");
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
  bring_back ();
  go_home (walk);
  tell (walk, "now to %s", walk_places_approach (walk->places));
  walk_watch_check (walk->watch, (WalkStep) { TRUE, TRUE });
  walk_places_look (walk->places);
}

static WalkStep
step (Walk *walk)
{
  gint32 what = g_rand_int_range (walk->rand, 0, 100);

  /* What is saved there is none of ours. */
  if (find_window (GTK_TYPE_FILE_CHOOSER_DIALOG) != NULL)
    {
      tell (walk, "the file dialog is put away");
      walk_put_dialogs_away (walk->bed);
      return (WalkStep) { FALSE, FALSE };
    }
  if (what < 50)
    return press_some_key (walk);
  if (what < 85)
    return click (walk);
  if (what < 92)
    return type_words (walk);
  if (what < 96)
    return fill_in (walk);

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
  walk_places_look (walk->places);
}

static gboolean
has_way_to_go (Walk *walk, guint steps)
{
  gboolean missing = walk_places_count_missing (walk->places) > 0;

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
  for (guint i = 0; i < 30; i++)
    test_answer_free (test_create (walk->bed->service, words[i % 10][0] > ' ' ? words[i % 10] : "Something"));
  walk->servers = walk_servers_new (walk->bed, on_opened, walk);
  walk->places = walk_places_new (walk->bed, walk->servers, walk->input);
  walk->watch = walk_watch_new (walk->bed);
}

static void
end (Walk *walk)
{
  compare (walk);
  walk_places_tell (walk->places);
  g_test_message ("%u steps", walk->number - 1);
  g_assert_cmpuint (walk_places_count_missing (walk->places), ==, 0);
  walk_watch_free (walk->watch);
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
  Walk walk = { .bed = bed, .input = input, .rand = rand, .world = { bed, rand, FALSE } };

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
