/* The window follows what others do and what time does, never over what was typed; leaving that behind asks. */

#include "window-bed.h"

#include "tessera-token-cell.h"

static TesseraTokensPage *
get_page (WindowBed *bed)
{
  return tessera_window_get_tokens_page (bed->window);
}

static void
on_loading (TesseraSession *session, GParamSpec *pspec, gboolean *began)
{
  *began = *began || tessera_session_get_loading (session);
}

/* Away from the window and back, as often as it takes until the list is loaded again. */
static void
come_back (WindowBed *bed)
{
  GtkWidget *elsewhere = gtk_window_new ();
  gboolean began = FALSE;
  gulong handler = g_signal_connect (bed->session, "notify::loading", G_CALLBACK (on_loading), &began);

  while (!began)
    {
      gtk_window_present (GTK_WINDOW (elsewhere));
      AWAIT (gtk_window_is_active (GTK_WINDOW (elsewhere)));
      gtk_window_present (GTK_WINDOW (bed->window));
      AWAIT (gtk_window_is_active (GTK_WINDOW (bed->window)));
    }
  g_signal_handler_disconnect (bed->session, handler);
  gtk_window_destroy (GTK_WINDOW (elsewhere));
  window_bed_await_load (bed->session);
}

static void
test_the_list_reloads_when_one_comes_back (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");
  GtkWidget *form = window_bed_get_edit_form (bed);

  window_bed_rename_newest (bed, "Weekly export");
  test_answer_free (test_create (bed->service, "Another export"));
  come_back (bed);
  AWAIT (shows (get_page (bed), "Another export"));
  g_assert_cmpstr (get_typed_name (form), ==, "Weekly export");
}

static void
test_a_reload_never_goes_over_unsaved_changes (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");
  GtkWidget *form = window_bed_get_edit_form (bed);
  g_autoptr (TesseraDraft) typed = NULL;

  fill_form (form, "Typed here");
  typed = tessera_form_get_draft (TESSERA_FORM (form));
  window_bed_rename_newest (bed, "Changed elsewhere");
  come_back (bed);
  AWAIT (shows (get_page (bed), "Changed elsewhere"));
  assert_form_holds (form, typed);
  g_assert_true (tessera_form_get_dirty (TESSERA_FORM (form)));
}

static void
test_a_reload_leaves_what_is_being_created (void)
{
  g_autoptr (WindowBed) bed = window_bed_new (NULL);
  GtkWidget *form = window_bed_get_create_form (bed);
  g_autoptr (TesseraDraft) typed = NULL;

  fill_form (form, "Typed here");
  typed = tessera_form_get_draft (TESSERA_FORM (form));
  test_answer_free (test_create (bed->service, "Another export"));
  come_back (bed);
  assert_form_holds (form, typed);
  g_assert_false (tessera_window_get_tokens_open (bed->window));
}

static void
test_a_token_that_expires_while_shown_says_so_by_itself (void)
{
  g_autoptr (WindowBed) bed = window_bed_new_bare ();
  g_autoptr (GDateTime) now = g_date_time_new_now_utc (), end = g_date_time_add_seconds (now, 4);
  g_autofree char *text = g_date_time_format (end, "%Y-%m-%dT%H:%M:%SZ");
  g_autofree char *body = g_strdup_printf ("{\"name\": \"Short-lived\", \"type\": \"api_key\", \"permissions\": "
                                           "{\"reports\": [\"read\"]}, \"expires_at\": \"%s\"}", text);
  g_autoptr (TestAnswer) made = test_call (bed->service, "POST", "/v1/tokens", NULL, body);

  g_assert_cmpuint (made->status, ==, 201);
  window_bed_open (bed, test_service_get_manager_key (bed->service), NULL);
  AWAIT (find (get_page (bed), TESSERA_TYPE_TOKEN_CELL, "Expiring") != NULL);
  g_assert_true (can_press (get_page (bed), "Expiring 1"));
  AWAIT (find (get_page (bed), TESSERA_TYPE_TOKEN_CELL, "Expired") != NULL);
  AWAIT (can_press (get_page (bed), "Expiring 0"));
  g_assert_null (find (get_page (bed), TESSERA_TYPE_TOKEN_CELL, "Expiring"));
}

/* A second token, with something unsaved in the editor of the first, and the wish to go to the second. */
static GtkWidget *
ask_for_another (WindowBed *bed, const char *typed)
{
  GtkWidget *form = window_bed_get_edit_form (bed);
  g_autoptr (TestAnswer) other = test_create (bed->service, "Other export");

  window_bed_refresh (bed);
  type_name (form, typed);
  tessera_tokens_page_select (get_page (bed), test_answer_get_string (other, "id"));
  AWAIT (find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  return form;
}

static void
test_another_token_asks_and_keep_editing_stays (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");
  GtkWidget *form = ask_for_another (bed, "Unsaved");

  press (find_window (ADW_TYPE_MESSAGE_DIALOG), "Keep Editing");
  AWAIT (find_window (ADW_TYPE_MESSAGE_DIALOG) == NULL);
  g_assert_cmpstr (get_typed_name (form), ==, "Unsaved");
  g_assert_true (tessera_form_get_dirty (TESSERA_FORM (form)));
}

static void
test_another_token_asks_and_discard_goes_there (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");
  GtkWidget *form = ask_for_another (bed, "Unsaved");

  press (find_window (ADW_TYPE_MESSAGE_DIALOG), "Discard");
  AWAIT (g_str_equal (get_typed_name (form), "Other export"));
  g_assert_true (shows (get_page (bed), "Nightly export"));
  g_assert_false (shows (get_page (bed), "Unsaved"));
}

static void
test_another_token_asks_and_update_saves_and_goes_there (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");
  GtkWidget *form = ask_for_another (bed, "Saved on leaving");

  press (find_window (ADW_TYPE_MESSAGE_DIALOG), "Update");
  AWAIT (g_str_equal (get_typed_name (form), "Other export"));
  AWAIT (shows (get_page (bed), "Saved on leaving"));
}

static void
test_an_update_on_leaving_that_fails_stays (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");
  GtkWidget *form = ask_for_another (bed, "Unsaved");

  window_bed_set_fault (bed, "PUT", &(DoorFault) { DOOR_ANSWERS, 500, NULL, NULL });
  press (find_window (ADW_TYPE_MESSAGE_DIALOG), "Update");
  AWAIT (tessera_window_get_message (bed->window) != NULL);
  g_assert_cmpstr (get_typed_name (form), ==, "Unsaved");
}

static void
test_every_other_way_out_asks (void)
{
  static const char *const ways[] = { "frame.new", "frame.refresh", "frame.quit" };
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");
  GtkWidget *form = window_bed_get_edit_form (bed);

  type_name (form, "Unsaved");
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      gtk_widget_activate_action (GTK_WIDGET (bed->window), ways[i], NULL);
      AWAIT (find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
      g_assert_true (tessera_window_get_tokens_open (bed->window));
      press (find_window (ADW_TYPE_MESSAGE_DIALOG), "Keep Editing");
      AWAIT (find_window (ADW_TYPE_MESSAGE_DIALOG) == NULL);
      g_assert_cmpstr (get_typed_name (form), ==, "Unsaved");
    }
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/current/the-list-reloads-when-one-comes-back", test_the_list_reloads_when_one_comes_back);
  g_test_add_func ("/current/a-reload-never-goes-over-unsaved-changes", test_a_reload_never_goes_over_unsaved_changes);
  g_test_add_func ("/current/a-reload-leaves-what-is-being-created", test_a_reload_leaves_what_is_being_created);
  g_test_add_func ("/current/a-token-that-expires-while-shown-says-so-by-itself",
                   test_a_token_that_expires_while_shown_says_so_by_itself);
  g_test_add_func ("/current/another-token-asks-and-keep-editing-stays", test_another_token_asks_and_keep_editing_stays);
  g_test_add_func ("/current/another-token-asks-and-discard-goes-there", test_another_token_asks_and_discard_goes_there);
  g_test_add_func ("/current/another-token-asks-and-update-saves-and-goes-there",
                   test_another_token_asks_and_update_saves_and_goes_there);
  g_test_add_func ("/current/an-update-on-leaving-that-fails-stays", test_an_update_on_leaving_that_fails_stays);
  g_test_add_func ("/current/every-other-way-out-asks", test_every_other_way_out_asks);
  return test_http_run ();
}
