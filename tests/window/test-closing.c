/* Closing the window over what is not saved: it asks, and after the answer nothing of it is left. */

#include "walk-input.h"
#include "window-bed.h"

/* By pointer: until its event is over, GTK holds the button that was clicked, and so the question. */
static void
answer (WindowBed *bed, const char *label)
{
  g_autoptr (WalkInput) input = walk_input_new ();

  gtk_window_close (GTK_WINDOW (bed->window));
  AWAIT (find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  settle (find_window (ADW_TYPE_MESSAGE_DIALOG));
  AWAIT (gtk_window_is_active (find_window (ADW_TYPE_MESSAGE_DIALOG)));
  walk_input_click (input, find (find_window (ADW_TYPE_MESSAGE_DIALOG), GTK_TYPE_BUTTON, label), 1);
  AWAIT (find_window (ADW_TYPE_MESSAGE_DIALOG) == NULL);
}

static void
test_discarding_closes_it (void)
{
  g_autoptr (WindowBed) bed = window_bed_new (NULL);
  TesseraWindow *window = NULL;

  g_set_weak_pointer (&window, bed->window);
  type_name (window_bed_get_create_form (bed), "Price feed");
  answer (bed, "Discard");
  AWAIT (window == NULL);
}

static void
test_going_on_keeps_it_and_what_was_typed (void)
{
  g_autoptr (WindowBed) bed = window_bed_new (NULL);

  type_name (window_bed_get_create_form (bed), "Price feed");
  answer (bed, "Keep Editing");
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (bed->window)));
  g_assert_cmpstr (get_typed_name (window_bed_get_create_form (bed)), ==, "Price feed");
}

/* Before the server has told anything, a name is all that can be lost. */
static void
test_a_name_that_was_typed_before_the_first_answer_is_asked_about (void)
{
  g_autoptr (WindowBed) bed = window_bed_new_bare ();

  window_bed_set_fault (bed, "GET", &(DoorFault) { .deed = DOOR_HOLDS });
  window_bed_open (bed, test_service_get_manager_key (bed->service), NULL);
  gtk_widget_activate_action (GTK_WIDGET (bed->window), "frame.new", NULL);
  type_name (window_bed_get_create_form (bed), "Price feed");
  answer (bed, "Keep Editing");
  g_assert_cmpstr (get_typed_name (window_bed_get_create_form (bed)), ==, "Price feed");

  window_bed_set_fault (bed, NULL, NULL);
  window_bed_await_load (bed->session);
  g_assert_cmpstr (get_typed_name (window_bed_get_create_form (bed)), ==, "Price feed");
}

/* The view takes its columns apart, one of which it is sorted by. */
static void
test_a_sorted_list_goes_without_a_word (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");
  GtkColumnView *view = find (bed->window, GTK_TYPE_COLUMN_VIEW, NULL);
  g_autoptr (GtkColumnViewColumn) name = g_list_model_get_item (gtk_column_view_get_columns (view), 0);
  TesseraWindow *window = NULL;

  g_set_weak_pointer (&window, bed->window);
  gtk_column_view_sort_by_column (view, name, GTK_SORT_ASCENDING);
  settle (bed->window);
  gtk_window_close (GTK_WINDOW (bed->window));
  AWAIT (window == NULL);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/closing/discarding-closes-it", test_discarding_closes_it);
  g_test_add_func ("/closing/going-on-keeps-it-and-what-was-typed", test_going_on_keeps_it_and_what_was_typed);
  g_test_add_func ("/closing/a-name-that-was-typed-before-the-first-answer-is-asked-about",
                   test_a_name_that_was_typed_before_the_first_answer_is_asked_about);
  g_test_add_func ("/closing/a-sorted-list-goes-without-a-word", test_a_sorted_list_goes_without_a_word);
  return test_http_run ();
}
