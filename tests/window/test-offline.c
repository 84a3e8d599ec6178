/* The first frame waits for nobody; a failed load is offline, says so everywhere, and Retry ends it. */

#include "window-bed.h"

#define OFFLINE "Offline: nothing can be changed until the server answers again."

static void
open_as_manager (WindowBed *bed)
{
  window_bed_open (bed, test_service_get_manager_key (bed->service), NULL);
}

static void
test_the_first_frame_comes_before_the_first_answer (void)
{
  g_autoptr (WindowBed) bed = window_bed_new_bare ();

  window_bed_set_fault (bed, "GET", &(DoorFault) { .deed = DOOR_IS_SILENT });
  open_as_manager (bed);    /* and waits until it is drawn */
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (bed->window)));
  g_assert_cmpint (tessera_session_get_state (bed->session), ==, TESSERA_SESSION_LOADING);
  test_mock_server_await_requests (bed->door, 1);
  settle (bed->window);
  g_assert_cmpint (tessera_session_get_state (bed->session), ==, TESSERA_SESSION_LOADING);
}

static void
test_a_name_typed_before_the_first_answer_stays (void)
{
  g_autoptr (WindowBed) bed = window_bed_new_bare ();
  GtkWidget *form;

  window_bed_set_fault (bed, "GET", &(DoorFault) { .deed = DOOR_HOLDS });
  open_as_manager (bed);
  form = window_bed_get_create_form (bed);
  gtk_widget_activate_action (GTK_WIDGET (bed->window), "frame.new", NULL);
  type_name (form, "Nightly export");
  AWAIT (shows (form, "The tokens are being loaded."));
  g_assert_false (can_press (form, "Create Token"));

  window_bed_set_fault (bed, NULL, NULL);
  window_bed_await_load (bed->session);
  g_assert_cmpstr (get_typed_name (form), ==, "Nightly export");
  AWAIT (can_press (form, "Create Token"));
  g_assert_false (shows (form, "The tokens are being loaded."));
}

static void
test_a_failed_first_load_is_offline_until_retry (void)
{
  g_autoptr (WindowBed) bed = window_bed_new_bare ();
  GtkWidget *form;

  window_bed_set_fault (bed, "GET", &(DoorFault) { .deed = DOOR_REFUSES });
  open_as_manager (bed);
  AWAIT (window_says (bed->window, "nothing listens there now."));
  g_assert_true (shows (tessera_window_get_tokens_page (bed->window), "Tokens Not Loaded"));
  g_assert_false (shows (tessera_window_get_tokens_page (bed->window), "No Tokens Yet"));
  form = window_bed_get_create_form (bed);
  gtk_widget_activate_action (GTK_WIDGET (bed->window), "frame.new", NULL);
  AWAIT (shows (form, OFFLINE));
  g_assert_false (can_press (form, "Create Token"));

  window_bed_set_fault (bed, NULL, NULL);
  press (bed->window, "Retry");
  window_bed_await_load (bed->session);
  AWAIT (can_press (form, "Create Token"));
  g_assert_null (tessera_window_get_message (bed->window));
  g_assert_false (shows (form, OFFLINE));
}

static void
test_a_failed_later_load_keeps_the_list_and_blocks_changes (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");
  GtkWidget *form = window_bed_get_edit_form (bed);

  window_bed_set_fault (bed, "GET", &(DoorFault) { DOOR_ANSWERS, 500, NULL, NULL });
  gtk_widget_activate_action (GTK_WIDGET (bed->window), "frame.refresh", NULL);
  AWAIT (window_says (bed->window, "has failed by a fault of its own"));
  AWAIT (shows (form, OFFLINE));
  g_assert_false (can_press (form, "Update Token"));
  g_assert_false (can_press (form, "Revoke…"));
  g_assert_cmpuint (g_list_model_get_n_items (tessera_session_get_tokens (bed->session)), ==, 1);

  /* What is typed meanwhile waits for the connection, too. */
  type_name (form, "Weekly export");
  window_bed_set_fault (bed, NULL, NULL);
  press (bed->window, "Retry");
  window_bed_await_load (bed->session);
  AWAIT (can_press (form, "Update Token"));
  g_assert_cmpstr (get_typed_name (form), ==, "Weekly export");
}

static void
test_every_fault_of_a_load_is_said_in_words (void)
{
  static const struct
  {
    DoorFault fault;
    const char *says;
  } cases[] = {
    { { .deed = DOOR_REFUSES }, "nothing listens there now." },
    { { DOOR_ANSWERS, 401, NULL, NULL }, "does not know the admin key." },
    { { DOOR_ANSWERS, 403, NULL, NULL }, "does not allow you to do this." },
    { { DOOR_ANSWERS, 404, NULL, NULL }, "has no token service at this address." },
    { { DOOR_ANSWERS, 503, NULL, NULL }, "can't do this now; wait a little." },
    { { DOOR_ANSWERS, 200, "text/html", "<p>Welcome" }, "a web page instead of data." },
    { { DOOR_ANSWERS, 200, "application/json", "{}" }, "an answer that is not understood" },
    { { .deed = DOOR_BREAKS_OFF }, "broke off in the middle of its answer." },
    { { .deed = DOOR_NEVER_ENDS }, "an answer that is far too long" },
  };
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      window_bed_set_fault (bed, "GET", &cases[i].fault);
      gtk_widget_activate_action (GTK_WIDGET (bed->window), "frame.refresh", NULL);
      AWAIT (window_says (bed->window, cases[i].says));
      g_assert_cmpint (tessera_session_get_state (bed->session), ==, TESSERA_SESSION_OFFLINE);

      window_bed_set_fault (bed, NULL, NULL);
      press (bed->window, "Retry");
      window_bed_await_load (bed->session);
      g_assert_null (tessera_window_get_message (bed->window));
    }
}

static void
test_the_main_loop_turns_while_an_answer_is_due (void)
{
  g_autoptr (WindowBed) bed = window_bed_new (NULL);
  GtkWidget *form = window_bed_get_create_form (bed);

  fill_form (form, "Nightly export");
  window_bed_set_fault (bed, "POST", &(DoorFault) { .deed = DOOR_HOLDS });
  press (form, "Create Token");
  AWAIT (shows (form, "Waiting for the server…"));
  type_name (form, "Typed meanwhile");
  settle (bed->window);

  window_bed_set_fault (bed, NULL, NULL);
  AWAIT (window_bed_count_tokens (bed) == 1 && !shows (form, "Waiting for the server…"));
  g_assert_cmpstr (get_typed_name (form), ==, "Typed meanwhile");
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/offline/the-first-frame-comes-before-the-first-answer",
                   test_the_first_frame_comes_before_the_first_answer);
  g_test_add_func ("/offline/a-name-typed-before-the-first-answer-stays", test_a_name_typed_before_the_first_answer_stays);
  g_test_add_func ("/offline/a-failed-first-load-is-offline-until-retry", test_a_failed_first_load_is_offline_until_retry);
  g_test_add_func ("/offline/a-failed-later-load-keeps-the-list-and-blocks-changes",
                   test_a_failed_later_load_keeps_the_list_and_blocks_changes);
  g_test_add_func ("/offline/every-fault-of-a-load-is-said-in-words", test_every_fault_of_a_load_is_said_in_words);
  g_test_add_func ("/offline/the-main-loop-turns-while-an-answer-is-due", test_the_main_loop_turns_while_an_answer_is_due);
  return test_http_run ();
}
