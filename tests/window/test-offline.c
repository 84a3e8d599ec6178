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
  AWAIT (has_focus (form));
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
  AWAIT (shows (bed->window, "Form Not Loaded"));
  g_assert_true (shows (bed->window, "nothing listens there now."));
  g_assert_false (gtk_widget_get_mapped (form));

  window_bed_set_fault (bed, NULL, NULL);
  press (bed->window, "Retry");
  window_bed_await_load (bed->session);
  AWAIT (can_press (form, "Create Token"));
  g_assert_null (tessera_window_get_message (bed->window));
  g_assert_false (shows (bed->window, "Form Not Loaded"));
  g_assert_false (shows (form, OFFLINE));
}

/* A window in which Create Token is open, before a service that was never there. */
static WindowBed *
open_before_the_service (void)
{
  WindowBed *bed = window_bed_new_bare ();

  window_bed_set_fault (bed, "GET", &(DoorFault) { .deed = DOOR_REFUSES });
  open_as_manager (bed);
  AWAIT (window_says (bed->window, "nothing listens there now."));
  gtk_widget_activate_action (GTK_WIDGET (bed->window), "frame.new", NULL);
  AWAIT (shows (bed->window, "Form Not Loaded"));
  return bed;
}

static void
come_back (WindowBed *bed)
{
  window_bed_set_fault (bed, NULL, NULL);
  press (bed->window, "Retry");
  window_bed_await_load (bed->session);
  settle (bed->window);
}

static void
test_what_is_missing_is_said_once_and_by_the_one_who_has_the_focus (void)
{
  g_autoptr (WindowBed) bed = open_before_the_service ();
  GtkWidget *retry = find (tessera_window_get_create_page (bed->window), GTK_TYPE_BUTTON, "Retry");

  g_assert_true (has_focus (retry));
  g_assert_null (tessera_window_get_message (bed->window));
  gtk_widget_activate_action (GTK_WIDGET (bed->window), "frame.search", NULL);
  AWAIT (window_says (bed->window, "nothing listens there now."));
}

static gboolean
is_within (GtkWidget *widget, GtkWidget *page)
{
  graphene_rect_t bounds = get_bounds (widget, page);

  return bounds.origin.y >= 0 && bounds.origin.y + bounds.size.height <= gtk_widget_get_height (page);
}

/* In a window as narrow and low as that, without the picture. */
static void
test_retry_is_in_sight_in_a_small_window_with_large_text (void)
{
  g_autoptr (WindowBed) bed = open_before_the_service ();
  GtkWidget *page = GTK_WIDGET (tessera_window_get_create_page (bed->window)), *retry = find (page, GTK_TYPE_BUTTON, "Retry");
  GtkWidget *picture = find (page, GTK_TYPE_IMAGE, NULL);

  g_assert_nonnull (picture);
  set_text_scale (2);
  for (int height = 720; height >= 560; height -= 80)      /* at last there is not even room for the words */
    {
      gtk_window_set_default_size (GTK_WINDOW (bed->window), 360, height);
      settle (bed->window);
      AWAIT (is_within (retry, page));
      g_assert_null (find (page, GTK_TYPE_IMAGE, NULL));
    }

  set_text_scale (1);
  gtk_window_set_default_size (GTK_WINDOW (bed->window), 1040, 760);
  settle (bed->window);
  g_assert_true (find (page, GTK_TYPE_IMAGE, NULL) == picture);
}

static void
test_the_form_comes_with_the_first_load_and_has_the_focus (void)
{
  g_autoptr (WindowBed) bed = open_before_the_service ();
  GtkWidget *form = window_bed_get_create_form (bed);

  come_back (bed);
  g_assert_true (gtk_widget_get_mapped (form));
  g_assert_true (has_focus (form));
  fill_form (form, "Nightly export");
  press (form, "Create Token");
  AWAIT (window_bed_count_tokens (bed) == 1);
}

static void
test_the_focus_stays_where_it_is_when_the_form_comes (void)
{
  g_autoptr (WindowBed) bed = open_before_the_service ();
  GtkWidget *menu = find (bed->window, GTK_TYPE_MENU_BUTTON, NULL);

  gtk_widget_grab_focus (menu);
  come_back (bed);
  g_assert_true (has_focus (menu));
}

static void
test_what_was_typed_before_the_failure_is_kept (void)
{
  g_autoptr (WindowBed) bed = window_bed_new_bare ();
  GtkWidget *form, *entry;

  window_bed_set_fault (bed, "GET", &(DoorFault) { .deed = DOOR_IS_SILENT });
  open_as_manager (bed);
  form = window_bed_get_create_form (bed);
  gtk_widget_activate_action (GTK_WIDGET (bed->window), "frame.new", NULL);
  type_name (form, "Nightly export");
  entry = find (form, GTK_TYPE_ENTRY, NULL);
  gtk_widget_grab_focus (entry);
  tessera_session_cancel_load (bed->session);
  window_bed_set_fault (bed, "GET", &(DoorFault) { .deed = DOOR_REFUSES });
  gtk_widget_activate_action (GTK_WIDGET (bed->window), "frame.refresh", NULL);
  AWAIT (shows (bed->window, "What you have typed is kept."));
  g_assert_true (has_focus (find (tessera_window_get_create_page (bed->window), GTK_TYPE_BUTTON, "Retry")));

  come_back (bed);
  g_assert_cmpstr (get_typed_name (form), ==, "Nightly export");
  g_assert_true (has_focus (entry));
}

static void
test_the_filters_count_nothing_that_was_not_loaded (void)
{
  g_autoptr (WindowBed) bed = window_bed_new_bare ();
  GtkWidget *page;

  window_bed_set_fault (bed, "GET", &(DoorFault) { .deed = DOOR_REFUSES });
  open_as_manager (bed);
  page = GTK_WIDGET (tessera_window_get_tokens_page (bed->window));
  AWAIT (shows (page, "Tokens Not Loaded"));
  g_assert_nonnull (find (page, GTK_TYPE_TOGGLE_BUTTON, "All"));
  g_assert_null (find (page, GTK_TYPE_TOGGLE_BUTTON, "All 0"));

  come_back (bed);
  gtk_widget_activate_action (GTK_WIDGET (bed->window), "frame.search", NULL);
  AWAIT (find (page, GTK_TYPE_TOGGLE_BUTTON, "All 0") != NULL);
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
  g_test_add_func ("/offline/what-is-missing-is-said-once-and-by-the-one-who-has-the-focus",
                   test_what_is_missing_is_said_once_and_by_the_one_who_has_the_focus);
  g_test_add_func ("/offline/retry-is-in-sight-in-a-small-window-with-large-text",
                   test_retry_is_in_sight_in_a_small_window_with_large_text);
  g_test_add_func ("/offline/the-form-comes-with-the-first-load-and-has-the-focus",
                   test_the_form_comes_with_the_first_load_and_has_the_focus);
  g_test_add_func ("/offline/the-focus-stays-where-it-is-when-the-form-comes",
                   test_the_focus_stays_where_it_is_when_the_form_comes);
  g_test_add_func ("/offline/what-was-typed-before-the-failure-is-kept", test_what_was_typed_before_the_failure_is_kept);
  g_test_add_func ("/offline/the-filters-count-nothing-that-was-not-loaded", test_the_filters_count_nothing_that_was_not_loaded);
  g_test_add_func ("/offline/a-failed-later-load-keeps-the-list-and-blocks-changes",
                   test_a_failed_later_load_keeps_the_list_and_blocks_changes);
  g_test_add_func ("/offline/every-fault-of-a-load-is-said-in-words", test_every_fault_of_a_load_is_said_in_words);
  g_test_add_func ("/offline/the-main-loop-turns-while-an-answer-is-due", test_the_main_loop_turns_while_an_answer_is_due);
  return test_http_run ();
}
