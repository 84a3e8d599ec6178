/* Several tokens at once: chosen, revoked, given another end. */

#include "window-bed.h"

#include <string.h>

#include "tessera-bulk-dialog.h"
#include "tessera-bulk-page.h"
#include "tessera-expiry-row.h"

static GActionGroup *
get_actions (WindowBed *bed)
{
  return tessera_editor_get_actions (window_bed_get_editor (bed));
}

static gpointer
get_bulk_page (WindowBed *bed)
{
  return find (bed->window, TESSERA_TYPE_BULK_PAGE, NULL);
}

static void
choose_first (WindowBed *bed, guint n)
{
  gtk_selection_model_select_range (window_bed_get_selection (bed), 0, n, TRUE);
  AWAIT (get_bulk_page (bed) != NULL);
}

/* Presses a button of the bulk page, and the same in the question. */
static void
do_it (WindowBed *bed, const char *button, const char *answer)
{
  press (get_bulk_page (bed), button);
  AWAIT (find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  press (find_window (ADW_TYPE_MESSAGE_DIALOG), answer);
}

static gpointer
await_report (void)
{
  AWAIT (find_window (TESSERA_TYPE_BULK_DIALOG) != NULL && can_press (find_window (TESSERA_TYPE_BULK_DIALOG), "Close"));
  return find_window (TESSERA_TYPE_BULK_DIALOG);
}

static TesseraToken *
get_token (WindowBed *bed, guint index)
{
  g_autoptr (TesseraToken) token = g_list_model_get_item (tessera_session_get_tokens (bed->session), index);

  return token;
}

static void
test_the_right_side_says_how_many_are_selected (void)
{
  g_autoptr (WindowBed) bed = window_bed_new_of_three (FALSE);

  choose_first (bed, 2);
  g_assert_true (shows (get_bulk_page (bed), "2 tokens selected"));
  g_assert_true (shows (get_bulk_page (bed), "Nightly export and Price feed"));
  g_assert_false (g_action_group_get_action_enabled (get_actions (bed), "revoke"));
  gtk_selection_model_select_all (window_bed_get_selection (bed));
  AWAIT (shows (get_bulk_page (bed), "3 tokens selected"));
  gtk_selection_model_select_item (window_bed_get_selection (bed), 1, TRUE);
  AWAIT (get_bulk_page (bed) == NULL);
  g_assert_cmpstr (get_typed_name (window_bed_get_edit_form (bed)), ==, "Price feed");
  g_assert_true (g_action_group_get_action_enabled (get_actions (bed), "revoke"));
}

static void
test_several_are_revoked_after_a_question (void)
{
  g_autoptr (WindowBed) bed = window_bed_new_of_three (FALSE);
  gpointer report;

  choose_first (bed, 2);
  press (get_bulk_page (bed), "Revoke…");
  AWAIT (find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  AWAIT (shows (find_window (ADW_TYPE_MESSAGE_DIALOG), "Revoke 2 tokens?"));
  press (find_window (ADW_TYPE_MESSAGE_DIALOG), "Cancel");
  AWAIT (find_window (ADW_TYPE_MESSAGE_DIALOG) == NULL);
  g_assert_null (find_window (TESSERA_TYPE_BULK_DIALOG));

  do_it (bed, "Revoke…", "Revoke");
  report = await_report ();
  g_assert_true (shows (report, "2 of 2 tokens were revoked."));
  g_assert_false (can_press (report, "Retry"));
  g_assert_true (tessera_token_get_revoked (get_token (bed, 0)));
  g_assert_true (tessera_token_get_revoked (get_token (bed, 1)));
  g_assert_false (tessera_token_get_revoked (get_token (bed, 2)));
  press (report, "Close");
  AWAIT (find_window (TESSERA_TYPE_BULK_DIALOG) == NULL);
  g_assert_true (shows (get_bulk_page (bed), "2 tokens selected"));
  g_assert_false (can_press (get_bulk_page (bed), "Revoke…"));
}

static void
test_a_stale_one_is_told_and_the_rest_gets_the_new_end (void)
{
  g_autoptr (WindowBed) bed = window_bed_new_of_three (FALSE);
  gpointer report;
  gint64 end;

  choose_first (bed, 3);
  end = tessera_expiry_row_get_expiry (find (get_bulk_page (bed), TESSERA_TYPE_EXPIRY_ROW, NULL));
  window_bed_rename_newest (bed, "Export by night");
  do_it (bed, "Set Expiry Date…", "Set Expiry Date");
  report = await_report ();
  g_assert_true (shows (report, "2 of 3 tokens have the new expiry date."));
  g_assert_true (shows (report, "changed it meanwhile"));
  g_assert_cmpstr (tessera_token_get_name (get_token (bed, 0)), ==, "Export by night");
  g_assert_cmpint (tessera_token_get_expires_at (get_token (bed, 0)), !=, end);
  g_assert_cmpint (tessera_token_get_expires_at (get_token (bed, 1)), ==, end);

  press (report, "Retry");
  AWAIT (shows (report, "3 of 3 tokens have the new expiry date."));
  g_assert_cmpstr (tessera_token_get_name (get_token (bed, 0)), ==, "Export by night");
  g_assert_cmpint (tessera_token_get_expires_at (get_token (bed, 0)), ==, end);
  g_assert_cmpint (tessera_token_get_expires_at (get_token (bed, 2)), ==, end);
  press (report, "Close");
  AWAIT (find_window (TESSERA_TYPE_BULK_DIALOG) == NULL);
}

static void
test_failures_are_told_for_each_and_tried_again (void)
{
  g_autoptr (WindowBed) bed = window_bed_new_of_three (FALSE);
  gpointer report;

  choose_first (bed, 2);
  window_bed_set_fault (bed, "DELETE", &(DoorFault) { .deed = DOOR_ANSWERS, .status = 500 });
  do_it (bed, "Revoke…", "Revoke");
  report = await_report ();
  g_assert_true (shows (report, "0 of 2 tokens were revoked."));
  g_assert_true (shows (report, "Nightly export: "));
  g_assert_true (shows (report, "Price feed: "));
  window_bed_set_fault (bed, "DELETE", NULL);
  press (report, "Retry");
  AWAIT (shows (report, "2 of 2 tokens were revoked."));
  press (report, "Close");
  AWAIT (find_window (TESSERA_TYPE_BULK_DIALOG) == NULL);
}

static void
test_cancel_sends_nothing_more (void)
{
  g_autoptr (WindowBed) bed = window_bed_new_bare ();
  gpointer dialog;
  guint revoked = 0;

  for (guint i = 0; i < 12; i++)
    test_answer_free (test_create (bed->service, "Dashboard"));
  window_bed_open (bed, test_service_get_manager_key (bed->service), NULL);
  window_bed_await_load (bed->session);
  settle (bed->window);
  choose_first (bed, 12);
  window_bed_set_fault (bed, "DELETE", &(DoorFault) { .deed = DOOR_HOLDS });
  do_it (bed, "Revoke…", "Revoke");
  AWAIT (find_window (TESSERA_TYPE_BULK_DIALOG) != NULL);
  dialog = find_window (TESSERA_TYPE_BULK_DIALOG);
  AWAIT (can_press (dialog, "Cancel"));
  press (dialog, "Cancel");
  window_bed_set_fault (bed, "DELETE", NULL);
  await_report ();
  g_assert_true (shows (dialog, "since you cancelled"));
  for (guint i = 0; i < 12; i++)
    revoked += tessera_token_get_revoked (get_token (bed, i)) ? 1 : 0;
  g_assert_cmpuint (revoked, <=, 4);
  press (dialog, "Close");
  AWAIT (find_window (TESSERA_TYPE_BULK_DIALOG) == NULL);
}

static void
test_a_viewer_may_select_and_change_nothing (void)
{
  g_autoptr (WindowBed) bed = window_bed_new_of_three (TRUE);

  choose_first (bed, 2);
  g_assert_false (can_press (get_bulk_page (bed), "Revoke…"));
  g_assert_false (can_press (get_bulk_page (bed), "Set Expiry Date…"));
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (find (get_bulk_page (bed), GTK_TYPE_BUTTON, "Revoke…")),
                            "only a manager"));
}

static void
test_what_is_not_shown_is_not_selected (void)
{
  g_autoptr (WindowBed) bed = window_bed_new_of_three (FALSE);

  choose_first (bed, 3);
  gtk_editable_set_text (find (tessera_window_get_tokens_page (bed->window), GTK_TYPE_SEARCH_ENTRY, NULL), "-price");
  AWAIT (shows (get_bulk_page (bed), "2 tokens selected"));
  gtk_editable_set_text (find (tessera_window_get_tokens_page (bed->window), GTK_TYPE_SEARCH_ENTRY, NULL), "board");
  AWAIT (get_bulk_page (bed) == NULL);
  g_assert_cmpstr (get_typed_name (window_bed_get_edit_form (bed)), ==, "Dashboard");
}

static void
test_unsaved_changes_are_asked_about_first (void)
{
  g_autoptr (WindowBed) bed = window_bed_new_of_three (FALSE);

  type_name (window_bed_get_edit_form (bed), "Half a name");
  gtk_selection_model_select_all (window_bed_get_selection (bed));
  AWAIT (find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  press (find_window (ADW_TYPE_MESSAGE_DIALOG), "Keep Editing");
  AWAIT (find_window (ADW_TYPE_MESSAGE_DIALOG) == NULL);
  g_assert_null (get_bulk_page (bed));
  g_assert_cmpstr (get_typed_name (window_bed_get_edit_form (bed)), ==, "Half a name");
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/several/the-right-side-says-how-many-are-selected", test_the_right_side_says_how_many_are_selected);
  g_test_add_func ("/several/they-are-revoked-after-a-question", test_several_are_revoked_after_a_question);
  g_test_add_func ("/several/a-stale-one-is-told-and-the-rest-gets-the-new-end",
                   test_a_stale_one_is_told_and_the_rest_gets_the_new_end);
  g_test_add_func ("/several/failures-are-told-for-each-and-tried-again", test_failures_are_told_for_each_and_tried_again);
  g_test_add_func ("/several/cancel-sends-nothing-more", test_cancel_sends_nothing_more);
  g_test_add_func ("/several/a-viewer-may-select-and-change-nothing", test_a_viewer_may_select_and_change_nothing);
  g_test_add_func ("/several/what-is-not-shown-is-not-selected", test_what_is_not_shown_is_not_selected);
  g_test_add_func ("/several/unsaved-changes-are-asked-about-first", test_unsaved_changes_are_asked_about_first);
  return test_http_run ();
}
