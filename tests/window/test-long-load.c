/* A load that takes seconds shows how far it is, and can be stopped: what it brought stays, and is not called all. */

#include "window-bed.h"

#define N_TOKENS 60 /* more than the first page holds */
#define NOT_WHOLE "this list is not whole"

static guint
count_shown (WindowBed *bed)
{
  return g_list_model_get_n_items (tessera_session_get_tokens (bed->session));
}

/* The first page is here, and the next one is on its way for as long as the test wants. */
static WindowBed *
open_in_the_middle (void)
{
  WindowBed *bed = window_bed_new_bare ();

  for (guint i = 0; i < N_TOKENS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Export %02u", i);

      test_answer_free (test_create (bed->service, name));
    }
  window_bed_set_fault (bed, "GET cursor=", &(DoorFault) { .deed = DOOR_HOLDS });
  window_bed_open (bed, test_service_get_manager_key (bed->service), NULL);
  AWAIT (count_shown (bed) > 0);
  AWAIT (find (bed->window, GTK_TYPE_PROGRESS_BAR, NULL) != NULL);
  return bed;
}

static void
test_cancel_keeps_what_is_here_and_says_that_it_is_not_all (void)
{
  g_autoptr (WindowBed) bed = open_in_the_middle ();
  guint n_here = count_shown (bed);

  g_assert_cmpuint (n_here, <, N_TOKENS);
  press (bed->window, "Cancel");
  AWAIT (window_says (bed->window, NOT_WHOLE));
  g_assert_false (tessera_session_get_loading (bed->session));
  g_assert_null (find (bed->window, GTK_TYPE_PROGRESS_BAR, NULL));
  g_assert_false (can_press (bed->window, "Cancel"));

  /* What comes too late is not wanted. */
  window_bed_set_fault (bed, NULL, NULL);
  settle (bed->window);
  g_assert_cmpuint (count_shown (bed), ==, n_here);
  AWAIT (can_press (window_bed_get_edit_form (bed), "Revoke…"));
  g_assert_cmpstr (get_typed_name (window_bed_get_edit_form (bed)), ==, "Export 59");

  press (bed->window, "Retry");
  AWAIT (count_shown (bed) == N_TOKENS);
  AWAIT (tessera_window_get_message (bed->window) == NULL);
}

static void
test_cancel_of_a_later_load_leaves_the_list_as_it_was (void)
{
  g_autoptr (WindowBed) bed = open_in_the_middle ();

  window_bed_set_fault (bed, NULL, NULL);
  window_bed_await_load (bed->session);
  window_bed_set_fault (bed, "GET cursor=", &(DoorFault) { .deed = DOOR_HOLDS });
  gtk_widget_activate_action (GTK_WIDGET (bed->window), "frame.refresh", NULL);
  AWAIT (can_press (bed->window, "Cancel"));
  press (bed->window, "Cancel");
  g_assert_false (tessera_session_get_loading (bed->session));
  g_assert_cmpint (tessera_session_get_state (bed->session), ==, TESSERA_SESSION_READY);
  g_assert_cmpuint (count_shown (bed), ==, N_TOKENS);
  g_assert_null (tessera_window_get_message (bed->window));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/long-load/cancel-keeps-what-is-here-and-says-that-it-is-not-all",
                   test_cancel_keeps_what_is_here_and_says_that_it_is_not_all);
  g_test_add_func ("/long-load/cancel-of-a-later-load-leaves-the-list-as-it-was",
                   test_cancel_of_a_later_load_leaves_the_list_as_it_was);
  return test_http_run ();
}
