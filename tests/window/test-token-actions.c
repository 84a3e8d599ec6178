/* What can be done with a token beside changing it: a copy of it, and who may do what. */

#include "window-bed.h"

#include <string.h>

#include "tessera-check-dialog.h"
#include "tessera-history-dialog.h"
#include "tessera-rotate-dialog.h"

static GActionGroup *
get_actions (WindowBed *bed)
{
  return tessera_editor_get_actions (window_bed_get_editor (bed));
}

static void
act (WindowBed *bed, const char *name)
{
  g_assert_true (g_action_group_get_action_enabled (get_actions (bed), name));
  g_action_group_activate_action (get_actions (bed), name, NULL);
}

static gboolean
is_enabled (WindowBed *bed, const char *name)
{
  return g_action_group_get_action_enabled (get_actions (bed), name);
}

static void
answer (const char *button)
{
  AWAIT (find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  press (find_window (ADW_TYPE_MESSAGE_DIALOG), button);
  AWAIT (find_window (ADW_TYPE_MESSAGE_DIALOG) == NULL);
}

static void
assert_copied (WindowBed *bed)
{
  g_autoptr (TesseraDraft) draft = NULL, empty = NULL;
  TesseraCatalogue *catalogue = tessera_session_get_catalogue (bed->session);

  AWAIT (!tessera_window_get_tokens_open (bed->window));
  draft = tessera_form_get_draft (TESSERA_FORM (window_bed_get_create_form (bed)));
  empty = tessera_draft_new (catalogue, tessera_time_now ());
  g_assert_cmpstr (draft->name, ==, "Nightly export (copy)");
  g_assert_cmpint (draft->expires_at, ==, empty->expires_at);
  g_assert_true (tessera_permissions_has (draft->permissions, 5, TESSERA_VERB_READ));
  g_assert_cmpuint (tessera_permissions_count (draft->permissions), ==, 1);
}

static void
test_duplicate_fills_the_form_and_creates_nothing_by_itself (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");

  act (bed, "duplicate");
  assert_copied (bed);
  g_assert_cmpuint (window_bed_count_tokens (bed), ==, 1);
  press (window_bed_get_create_form (bed), "Create Token");
  AWAIT (window_bed_count_tokens (bed) == 2);
}

static void
test_duplicate_asks_before_what_is_filled_in_is_lost (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");
  GtkWidget *form = window_bed_get_create_form (bed);

  type_name (form, "Half a name");
  act (bed, "duplicate");
  answer ("Keep Editing");
  g_assert_cmpstr (get_typed_name (form), ==, "Half a name");
  g_assert_true (tessera_window_get_tokens_open (bed->window));

  act (bed, "duplicate");
  answer ("Discard");
  assert_copied (bed);
}

static void
test_duplicate_asks_before_changes_of_the_token_are_lost (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");
  GtkWidget *form = window_bed_get_edit_form (bed);

  type_name (form, "Weekly export");
  act (bed, "duplicate");
  answer ("Keep Editing");
  g_assert_cmpstr (get_typed_name (form), ==, "Weekly export");
  g_assert_true (tessera_window_get_tokens_open (bed->window));

  act (bed, "duplicate");
  answer ("Discard");
  assert_copied (bed);
}

static void
test_a_viewer_may_read_the_history_and_nothing_else (void)
{
  g_autoptr (WindowBed) bed = window_bed_new_bare ();

  test_answer_free (test_create (bed->service, "Nightly export"));
  window_bed_open (bed, test_service_get_viewer_key (bed->service), NULL);
  window_bed_await_load (bed->session);
  settle (bed->window);
  g_assert_false (is_enabled (bed, "rotate"));
  g_assert_false (is_enabled (bed, "revoke"));
  g_assert_false (is_enabled (bed, "duplicate"));
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (find (bed->window, GTK_TYPE_BUTTON, "Rotate…")), "only a manager"));
  act (bed, "history");
  AWAIT (find_window (TESSERA_TYPE_HISTORY_DIALOG) != NULL);
  AWAIT (shows (find_window (TESSERA_TYPE_HISTORY_DIALOG), "Mara created it on "));
}

static void
test_a_revoked_token_can_be_copied_and_read_about (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");

  press (bed->window, "Revoke…");
  answer ("Revoke");
  AWAIT (shows (bed->window, "This token is revoked."));
  g_assert_false (is_enabled (bed, "rotate"));
  g_assert_false (is_enabled (bed, "revoke"));
  g_assert_true (is_enabled (bed, "history"));
  act (bed, "duplicate");
  assert_copied (bed);
}

/* Which becomes insensitive while that is sent, and stays so. */
static void
test_the_focus_goes_from_revoke_to_what_can_be_done_then (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");
  GtkWidget *button = find (bed->window, GTK_TYPE_BUTTON, "Revoke…");
  GtkWidget *more = find (gtk_widget_get_parent (button), GTK_TYPE_MENU_BUTTON, NULL);

  AWAIT (gtk_window_is_active (GTK_WINDOW (bed->window)));
  g_assert_true (gtk_widget_grab_focus (button));
  gtk_widget_activate (button);
  answer ("Revoke");
  AWAIT (!is_enabled (bed, "revoke") && shows (bed->window, "This token is revoked."));
  g_assert_true (has_focus (more));
}

static void
test_offline_nothing_is_changed (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");

  window_bed_set_fault (bed, "GET", &(DoorFault) { .deed = DOOR_REFUSES });
  gtk_widget_activate_action (GTK_WIDGET (bed->window), "frame.refresh", NULL);
  AWAIT (tessera_session_get_state (bed->session) == TESSERA_SESSION_OFFLINE);
  g_assert_false (is_enabled (bed, "rotate"));
  g_assert_false (is_enabled (bed, "revoke"));
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (find (bed->window, GTK_TYPE_BUTTON, "Revoke…")), "Offline"));
}

static WindowBed *
make_narrow_bed (void)
{
  WindowBed *bed = window_bed_new_bare ();

  test_answer_free (test_create (bed->service, "Nightly export"));
  window_bed_open (bed, test_service_get_manager_key (bed->service), NULL);
  gtk_window_set_default_size (GTK_WINDOW (bed->window), 360, 700);
  window_bed_await_load (bed->session);
  AWAIT (!can_press (bed->window, "Revoke…"));
  AWAIT (gtk_window_is_active (GTK_WINDOW (bed->window)));
  return bed;
}

static void
test_in_a_narrow_window_the_keys_work_from_the_list (void)
{
  g_autoptr (WindowBed) bed = make_narrow_bed ();

  send_key ("ctrl+h");
  AWAIT (find_window (TESSERA_TYPE_HISTORY_DIALOG) != NULL);
}

static void
test_no_dialog_is_wider_than_its_window (void)
{
  g_autoptr (WindowBed) bed = make_narrow_bed ();
  const struct
  {
    const char *action;
    GType type;
  } dialogs[] = {
    { "history", TESSERA_TYPE_HISTORY_DIALOG }, { "rotate", TESSERA_TYPE_ROTATE_DIALOG }, { "check", TESSERA_TYPE_CHECK_DIALOG },
  };

  for (guint i = 0; i < G_N_ELEMENTS (dialogs); i++)
    {
      g_action_group_activate_action (get_actions (bed), dialogs[i].action, NULL);
      AWAIT (find_window (dialogs[i].type) != NULL);
      AWAIT (gtk_widget_get_width (GTK_WIDGET (find_window (dialogs[i].type))) > 0);
      g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (find_window (dialogs[i].type))), <=,
                       gtk_widget_get_width (GTK_WIDGET (bed->window)));
      gtk_window_close (GTK_WINDOW (find_window (dialogs[i].type)));
      AWAIT (find_window (dialogs[i].type) == NULL);
    }
}

static void
test_the_question_tells_the_last_use (void)
{
  g_autoptr (WindowBed) bed = window_bed_new_bare ();
  g_autoptr (TestAnswer) token = test_create (bed->service, "Nightly export");
  g_autofree char *field = g_strconcat ("X-Api-Key: ", test_answer_get_string (token, "secret"), NULL);
  const char *const fields[] = { "X-Forwarded-Method: GET", "X-Forwarded-Uri: /api/1/reports", field, NULL };

  test_answer_free (test_http_call (test_service_get_authorize_url (bed->service), "GET", "/v1/authorize", fields, NULL));
  test_service_stop (bed->service);    /* use is written at the end */
  window_bed_change_catalogue (bed, "\"name_max_length\": 100", "\"name_max_length\": 99");
  window_bed_open (bed, test_service_get_manager_key (bed->service), NULL);
  window_bed_await_load (bed->session);
  settle (bed->window);
  press (bed->window, "Revoke…");
  AWAIT (find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  AWAIT (shows (find_window (ADW_TYPE_MESSAGE_DIALOG), "Revoke “Nightly export”?"));
  g_assert_true (shows (find_window (ADW_TYPE_MESSAGE_DIALOG), "It was last used "));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  keep_still ();
  g_test_add_func ("/token-actions/duplicate-fills-the-form-and-creates-nothing-by-itself",
                   test_duplicate_fills_the_form_and_creates_nothing_by_itself);
  g_test_add_func ("/token-actions/duplicate-asks-before-what-is-filled-in-is-lost",
                   test_duplicate_asks_before_what_is_filled_in_is_lost);
  g_test_add_func ("/token-actions/duplicate-asks-before-changes-of-the-token-are-lost",
                   test_duplicate_asks_before_changes_of_the_token_are_lost);
  g_test_add_func ("/token-actions/a-viewer-may-read-the-history-and-nothing-else",
                   test_a_viewer_may_read_the_history_and_nothing_else);
  g_test_add_func ("/token-actions/a-revoked-token-can-be-copied-and-read-about",
                   test_a_revoked_token_can_be_copied_and_read_about);
  g_test_add_func ("/token-actions/the-focus-goes-from-revoke-to-what-can-be-done-then",
                   test_the_focus_goes_from_revoke_to_what_can_be_done_then);
  g_test_add_func ("/token-actions/offline-nothing-is-changed", test_offline_nothing_is_changed);
  g_test_add_func ("/token-actions/in-a-narrow-window-the-keys-work-from-the-list",
                   test_in_a_narrow_window_the_keys_work_from_the_list);
  g_test_add_func ("/token-actions/no-dialog-is-wider-than-its-window", test_no_dialog_is_wider_than_its_window);
  g_test_add_func ("/token-actions/the-question-tells-the-last-use", test_the_question_tells_the_last_use);
  return test_http_run ();
}
