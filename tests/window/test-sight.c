/* What opens beside something that was scrolled away has that in sight again. */

#include "window-bed.h"

static GtkAdjustment *
get_adjustment (GtkWidget *inside)
{
  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (gtk_widget_get_ancestor (inside, GTK_TYPE_SCROLLED_WINDOW)));
}

static gboolean
is_in_sight (GtkWidget *widget)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t bounds;

  if (!gtk_widget_get_child_visible (widget))      /* a row of a list is not even laid out then */
    return FALSE;
  bounds = get_bounds (widget, scroller);
  return bounds.origin.y >= 0 && bounds.origin.y + bounds.size.height <= gtk_widget_get_height (scroller);
}

static void
scroll_to (gpointer window, GtkWidget *inside, double value)
{
  gtk_adjustment_set_value (get_adjustment (inside), value);
  settle (window);
}

/* So low that what is scrolled away is above the screen, too. */
static void
make_low (WindowBed *bed)
{
  gtk_window_set_default_size (GTK_WINDOW (bed->window), 360, 300);
  settle (bed->window);
}

/* By the keyboard, which nothing keeps from what is out of sight. */
static void
open_from_afar (gpointer window, GtkWidget *opener)
{
  GtkWidget *popover = find_popover (opener);

  gtk_widget_grab_focus (gtk_widget_get_first_child (opener));
  AWAIT (gtk_window_is_active (window) && has_focus (opener));
  settle (window);
  scroll_to (window, opener, G_MAXDOUBLE);
  g_assert_false (is_in_sight (opener));

  send_key ("space");
  AWAIT (gtk_widget_get_mapped (popover));
  g_assert_true (is_in_sight (opener));
  gtk_popover_popdown (GTK_POPOVER (popover));
  AWAIT (!gtk_widget_get_mapped (popover));
}

static void
test_a_button_that_was_scrolled_away_is_back_before_its_popover_opens (void)
{
  g_autoptr (WindowBed) bed = window_bed_new (NULL);
  GtkWidget *form = window_bed_get_create_form (bed);

  make_low (bed);
  open_from_afar (bed->window, find (form, GTK_TYPE_MENU_BUTTON, NULL));
  open_from_afar (bed->window, find (form, GTK_TYPE_DROP_DOWN, NULL));
}

static void
test_a_row_that_was_scrolled_away_is_back_before_its_menu_opens (void)
{
  g_autoptr (WindowBed) bed = window_bed_new_bare ();
  GtkWidget *view, *row;

  for (guint i = 0; i < 60; i++)
    test_answer_free (test_create (bed->service, "Nightly export"));
  window_bed_open (bed, test_service_get_manager_key (bed->service), NULL);
  window_bed_await_load (bed->session);
  make_low (bed);
  view = find (bed->window, GTK_TYPE_COLUMN_VIEW, NULL);
  gtk_widget_grab_focus (view);
  AWAIT (gtk_window_is_active (GTK_WINDOW (bed->window)) && has_focus (view));
  row = gtk_root_get_focus (GTK_ROOT (bed->window));
  settle (bed->window);
  scroll_to (bed->window, view, G_MAXDOUBLE);

  g_assert_false (is_in_sight (row));

  send_key ("Menu");
  AWAIT (find (bed->window, GTK_TYPE_POPOVER_MENU, NULL) != NULL);
  g_assert_true (is_in_sight (row));
  gtk_popover_popdown (find (bed->window, GTK_TYPE_POPOVER_MENU, NULL));      /* a window that goes leaves it the keyboard */
  AWAIT (find (bed->window, GTK_TYPE_POPOVER_MENU, NULL) == NULL);
}

/* What is folded takes its popover along, and the keyboard with it if that stays open. */
static void
test_a_popover_closes_when_what_it_belongs_to_is_folded (void)
{
  g_autoptr (WindowBed) bed = window_bed_new (NULL);
  GtkWidget *opener = find (window_bed_get_create_form (bed), GTK_TYPE_MENU_BUTTON, NULL), *entry;

  AWAIT (gtk_window_is_active (GTK_WINDOW (bed->window)));
  gtk_menu_button_popup (GTK_MENU_BUTTON (opener));
  AWAIT (gtk_widget_get_mapped (find_popover (opener)));
  settle (bed->window);
  gtk_widget_activate_action (GTK_WIDGET (bed->window), "frame.search", NULL);
  AWAIT (tessera_window_get_tokens_open (bed->window));
  g_assert_false (gtk_widget_get_visible (find_popover (opener)));
  entry = find (bed->window, GTK_TYPE_SEARCH_ENTRY, NULL);
  AWAIT (has_focus (entry));
  send_key ("x");
  AWAIT (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (entry)), "x"));
}

/* And what has the focus, when all is laid out. */
static void
await_in_sight (WindowBed *bed, GtkWidget *words)
{
  AWAIT (gtk_widget_get_height (words) > 0 && is_in_sight (words)
         && is_in_sight (gtk_root_get_focus (GTK_ROOT (bed->window))));
  settle (bed->window);
  g_assert_true (is_in_sight (words));
}

/* The words of a fault are shown with it, and need room that is found only then. */
static void
test_what_is_wrong_comes_into_sight_with_its_field (void)
{
  g_autoptr (WindowBed) bed = NULL;
  GtkWidget *form;

  set_text_scale (2);
  bed = window_bed_new (NULL);
  form = window_bed_get_create_form (bed);
  gtk_window_set_default_size (GTK_WINDOW (bed->window), 360, 640);
  settle (bed->window);

  press (form, "Create Token");
  await_in_sight (bed, find (form, GTK_TYPE_LABEL, "Give the token a name."));

  type_name (form, "Nightly export");
  press (form, "Create Token");
  await_in_sight (bed, find (form, GTK_TYPE_LABEL, "Tick at least one box"));
  set_text_scale (1);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/sight/a-button-that-was-scrolled-away-is-back-before-its-popover-opens",
                   test_a_button_that_was_scrolled_away_is_back_before_its_popover_opens);
  g_test_add_func ("/sight/a-row-that-was-scrolled-away-is-back-before-its-menu-opens",
                   test_a_row_that_was_scrolled_away_is_back_before_its_menu_opens);
  g_test_add_func ("/sight/what-is-wrong-comes-into-sight-with-its-field", test_what_is_wrong_comes_into_sight_with_its_field);
  g_test_add_func ("/sight/a-popover-closes-when-what-it-belongs-to-is-folded",
                   test_a_popover_closes_when_what_it_belongs_to_is_folded);
  return test_http_run ();
}
