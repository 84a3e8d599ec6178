/* Who has asked for it sees nothing move: where animations are off, what changes is there with the next frames, and then all is still. */

#include "window-bed.h"

#include "tessera-toast.h"

#define WATCHED (600 * 1000)     /* microseconds; longer than any animation of the window */
#define STILL 8                  /* frames that a change may need to be laid out; an animation needs some 15 and more */

static void
on_paint (GdkFrameClock *clock, guint *frames)
{
  ++*frames;
}

static gboolean
is_time (gpointer over)
{
  *(gboolean *) over = TRUE;
  return G_SOURCE_REMOVE;
}

/* How many frames are painted from @act on. */
static guint
count_frames (WindowBed *bed, void (*act) (WindowBed *bed))
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (bed->window));
  guint frames = 0;
  gboolean over = FALSE;

  g_signal_connect (clock, "paint", G_CALLBACK (on_paint), &frames);
  act (bed);
  g_timeout_add (WATCHED / 1000, is_time, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handlers_disconnect_by_data (clock, &frames);
  return frames;
}

static void
open_create (WindowBed *bed)
{
  gtk_widget_activate_action (GTK_WIDGET (bed->window), "frame.new", NULL);
}

static void
open_tokens (WindowBed *bed)
{
  GtkWidget *create = find (bed->window, GTK_TYPE_EXPANDER, NULL);

  gtk_expander_set_expanded (GTK_EXPANDER (create), FALSE);
}

static gpointer
get_leaflet (WindowBed *bed)
{
  return find (bed->window, ADW_TYPE_LEAFLET, NULL);
}

static void
show_editor (WindowBed *bed)
{
  adw_leaflet_navigate (get_leaflet (bed), ADW_NAVIGATION_DIRECTION_FORWARD);
}

static void
go_back (WindowBed *bed)
{
  adw_leaflet_navigate (get_leaflet (bed), ADW_NAVIGATION_DIRECTION_BACK);
}

static void
tell (WindowBed *bed)
{
  tessera_toast_show (find (bed->window, GTK_TYPE_OVERLAY, NULL), "Nightly export was updated.");
}

static void
tick_a_box (WindowBed *bed)
{
  tick (window_bed_get_create_form (bed), 0, TESSERA_VERB_READ, TRUE);
}

static void
show_faults (WindowBed *bed)
{
  press (window_bed_get_create_form (bed), "Create Token");
}

typedef struct
{
  const char *name;
  void (*act) (WindowBed *bed);
} Act;

static const Act acts[] = {
  { "the editor in the list's place", show_editor }, { "and back", go_back },       { "words on what was done", tell },
  { "Create Token", open_create },                   { "a ticked box", tick_a_box }, { "faults", show_faults },
  { "Tokens", open_tokens },
};

static WindowBed *
new_bed (gboolean animations)
{
  WindowBed *bed;

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", animations, "gtk-cursor-blink", FALSE, NULL);
  bed = window_bed_new ("Nightly export");
  gtk_window_set_default_size (GTK_WINDOW (bed->window), 360, 720);
  AWAIT (adw_leaflet_get_folded (get_leaflet (bed)));
  settle (bed->window);
  return bed;
}

static void
test_nothing_moves_where_animations_are_off (void)
{
  g_autoptr (WindowBed) bed = new_bed (FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      guint frames = count_frames (bed, acts[i].act);

      g_test_message ("%s: %u frames", acts[i].name, frames);
      g_assert_cmpuint (frames, <=, STILL);
    }
}

/* Or the frames would say nothing. */
static void
test_otherwise_words_slide_in (void)
{
  g_autoptr (WindowBed) bed = new_bed (TRUE);
  GtkRevealer *revealer;

  tell (bed);
  revealer = find (find (bed->window, GTK_TYPE_OVERLAY, NULL), GTK_TYPE_REVEALER, NULL);
  g_assert_false (gtk_revealer_get_child_revealed (revealer));
  AWAIT (gtk_revealer_get_child_revealed (revealer));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/motion/nothing-moves-where-animations-are-off", test_nothing_moves_where_animations_are_off);
  g_test_add_func ("/motion/otherwise-words-slide-in", test_otherwise_words_slide_in);
  return test_http_run ();
}
