/* Check a Request: the answer as one types, of the token as it is and as the form has it. */

#include "window-bed.h"

#include <string.h>

#include "tessera-check-dialog.h"

static GtkWidget *
open_check (WindowBed *bed)
{
  TesseraEditor *editor = window_bed_get_editor (bed);
  GtkWidget *dialog;

  g_action_group_activate_action (tessera_editor_get_actions (editor), "check", NULL);
  AWAIT ((dialog = find_window (TESSERA_TYPE_CHECK_DIALOG)) != NULL);
  return dialog;
}

static GtkWidget *
get_path (GtkWidget *dialog)
{
  return find (dialog, GTK_TYPE_ENTRY, NULL);
}

static void
type_path (GtkWidget *dialog, const char *path)
{
  gtk_editable_set_text (GTK_EDITABLE (get_path (dialog)), path);
}

static void
choose_verb (GtkWidget *dialog, guint position)
{
  gtk_drop_down_set_selected (find (dialog, GTK_TYPE_DROP_DOWN, NULL), position);
}

static void
assert_heard (GtkWidget *dialog, const char *words)
{
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (get_path (dialog)), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words);
}

static void
test_the_answer_comes_as_one_types (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");
  GtkWidget *dialog;

  /* Nothing is asked of the server. */
  window_bed_set_fault (bed, "GET", &(DoorFault) { .deed = DOOR_IS_SILENT });
  dialog = open_check (bed);
  AWAIT (has_focus (get_path (dialog)));
  g_assert_true (shows (dialog, "Type a path"));
  type_path (dialog, "/api/1/rep");
  g_assert_true (shows (dialog, "Denied: The path belongs to no area, so no token may use it."));
  type_path (dialog, "/api/1/reports/7");
  g_assert_true (shows (dialog, "Allowed by Reports: read"));
  assert_heard (dialog, "Allowed by Reports: read. The path belongs to Reports by the route /api/*/reports.");
  choose_verb (dialog, 2);
  g_assert_true (shows (dialog, "Denied: needs Reports: write"));
  assert_heard (dialog, "Denied: needs Reports: write. The path belongs to Reports by the route /api/*/reports.");
  type_path (dialog, "");
  g_assert_true (shows (dialog, "Type a path"));
  g_assert_false (shows (dialog, "Denied"));
}

static void
test_an_address_is_taken_apart (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");
  GtkWidget *dialog = open_check (bed);

  type_path (dialog, "https://shop.example.org/api/1/reports?page=2");
  g_assert_true (shows (dialog, "Allowed by Reports: read"));
  g_assert_true (shows (dialog, "judged is GET /api/1/reports?page=2."));
  type_path (dialog, "PATCH /api/1/reports");
  g_assert_true (shows (dialog, "Denied: The method must be GET, HEAD, POST, PUT or DELETE, in capital letters."));
}

static void
test_what_is_ticked_now_is_told_beside_what_is_saved (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");
  GtkWidget *form = window_bed_get_edit_form (bed), *dialog;

  tick (form, 1, TESSERA_VERB_READ, TRUE);
  tick (form, 5, TESSERA_VERB_READ, FALSE);
  dialog = open_check (bed);
  type_path (dialog, "/api/1/products");
  g_assert_true (shows (dialog, "Now: Denied: needs Products: read"));
  g_assert_true (shows (dialog, "After Update Token: Allowed by Products: read"));
  type_path (dialog, "/api/1/reports");
  g_assert_true (shows (dialog, "Now: Allowed by Reports: read"));
  g_assert_true (shows (dialog, "After Update Token: Denied: needs Reports: read"));
  assert_heard (dialog, "Now: Allowed by Reports: read. After Update Token: Denied: needs Reports: read."
                        " The path belongs to Reports by the route /api/*/reports.");
}

static void
test_a_revoked_token_is_denied_everything (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");
  GtkWidget *dialog;

  press (bed->window, "Revoke…");
  AWAIT (find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  press (find_window (ADW_TYPE_MESSAGE_DIALOG), "Revoke");
  AWAIT (shows (bed->window, "This token is revoked."));
  dialog = open_check (bed);
  type_path (dialog, "/api/1/reports");
  g_assert_true (shows (dialog, "Denied: the token is revoked."));
}

static void
test_an_expired_token_is_denied_until_a_later_end_revives_it (void)
{
  g_autoptr (WindowBed) bed = window_bed_new_bare ();
  GtkWidget *dialog;

  test_answer_free (test_create_expired (bed->service, "Nightly export"));
  window_bed_open (bed, test_service_get_manager_key (bed->service), NULL);
  window_bed_await_load (bed->session);
  settle (bed->window);
  dialog = open_check (bed);
  type_path (dialog, "/api/1/reports");
  g_assert_true (shows (dialog, "Denied: the token has expired."));
  gtk_window_close (GTK_WINDOW (dialog));
  AWAIT (find_window (TESSERA_TYPE_CHECK_DIALOG) == NULL);

  choose_span (window_bed_get_edit_form (bed), "30 days");
  dialog = open_check (bed);
  type_path (dialog, "/api/1/reports");
  g_assert_true (shows (dialog, "Now: Denied: the token has expired."));
  g_assert_true (shows (dialog, "After Update Token: Allowed by Reports: read"));
}

static void
test_a_viewer_may_check_and_sees_what_each_area_opens (void)
{
  g_autoptr (WindowBed) bed = window_bed_new_bare ();
  GtkWidget *dialog, *row;

  test_answer_free (test_create (bed->service, "Nightly export"));
  window_bed_open (bed, test_service_get_viewer_key (bed->service), NULL);
  window_bed_await_load (bed->session);
  settle (bed->window);
  dialog = open_check (bed);
  type_path (dialog, "/api/1/reports");
  g_assert_true (shows (dialog, "Allowed by Reports: read"));

  row = GTK_WIDGET (gtk_list_box_get_row_at_index (find_hidden (dialog, GTK_TYPE_LIST_BOX), 5));
  g_assert_true (gtk_widget_has_css_class (row, "meant"));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, "Reports: read.");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "/api/*/reports");
  row = GTK_WIDGET (gtk_list_box_get_row_at_index (find_hidden (dialog, GTK_TYPE_LIST_BOX), 0));
  g_assert_false (gtk_widget_has_css_class (row, "meant"));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, "Content: nothing.");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "/api/*/slots, /api/*/smartblocks, /api/*/layouts");
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/check-dialog/the-answer-comes-as-one-types", test_the_answer_comes_as_one_types);
  g_test_add_func ("/check-dialog/an-address-is-taken-apart", test_an_address_is_taken_apart);
  g_test_add_func ("/check-dialog/what-is-ticked-now-is-told-beside-what-is-saved",
                   test_what_is_ticked_now_is_told_beside_what_is_saved);
  g_test_add_func ("/check-dialog/a-revoked-token-is-denied-everything", test_a_revoked_token_is_denied_everything);
  g_test_add_func ("/check-dialog/an-expired-token-is-denied-until-a-later-end-revives-it",
                   test_an_expired_token_is_denied_until_a_later_end_revives_it);
  g_test_add_func ("/check-dialog/a-viewer-may-check-and-sees-what-each-area-opens",
                   test_a_viewer_may_check_and_sees_what_each_area_opens);
  return test_http_run ();
}
