/* Somebody else was faster: the comparison and its three answers; two windows on one token. */

#include "window-bed.h"

#include "tessera-conflict-dialog.h"

static GtkWidget *
get_comparison (void)
{
  return find_window (TESSERA_TYPE_CONFLICT_DIALOG);
}

static void
assert_named (WindowBed *bed, const char *name)
{
  g_autoptr (JsonObject) token = window_bed_fetch_newest (bed);

  g_assert_cmpstr (json_object_get_string_member (token, "name"), ==, name);
}

/* Yours is typed, theirs is stored, the comparison is open. */
static WindowBed *
bed_with_comparison (void)
{
  WindowBed *bed = window_bed_new ("Nightly export");
  GtkWidget *form = window_bed_get_edit_form (bed);

  type_name (form, "My export");
  tick (form, 1, TESSERA_VERB_WRITE, TRUE);
  window_bed_rename_newest (bed, "Their export");
  press (form, "Update Token");
  AWAIT (get_comparison () != NULL);
  return bed;
}

static void
test_says_who_changed_what (void)
{
  g_autoptr (WindowBed) bed = bed_with_comparison ();

  AWAIT (shows (get_comparison (), "Mara changed “Their export”"));
  g_assert_true (shows (get_comparison (), "Is named “Their export” instead of “Nightly export”."));
  g_assert_true (shows (get_comparison (), "Gains Products: write."));
  g_assert_true (shows (get_comparison (), "Is named “My export” instead of “Nightly export”."));
}

static void
test_keep_mine_sends_mine_over_theirs (void)
{
  g_autoptr (WindowBed) bed = bed_with_comparison ();
  GtkWidget *form = window_bed_get_edit_form (bed);

  press (get_comparison (), "Keep mine");
  AWAIT (!tessera_form_get_dirty (TESSERA_FORM (form)));
  assert_named (bed, "My export");
  g_assert_cmpstr (get_typed_name (form), ==, "My export");
  g_assert_null (get_comparison ());
}

static void
test_keep_mine_compares_again_after_a_third_change (void)
{
  g_autoptr (WindowBed) bed = bed_with_comparison ();
  GtkWidget *form = window_bed_get_edit_form (bed);

  window_bed_rename_newest (bed, "Third export");
  press (get_comparison (), "Keep mine");
  AWAIT (get_comparison () != NULL && shows (get_comparison (), "Mara changed “Third export”"));
  assert_named (bed, "Third export");
  press (get_comparison (), "Keep mine");
  AWAIT (!tessera_form_get_dirty (TESSERA_FORM (form)));
  assert_named (bed, "My export");
}

static void
test_take_theirs_fills_the_form_with_theirs (void)
{
  g_autoptr (WindowBed) bed = bed_with_comparison ();
  GtkWidget *form = window_bed_get_edit_form (bed);

  press (get_comparison (), "Take theirs");
  AWAIT (get_comparison () == NULL);
  g_assert_cmpstr (get_typed_name (form), ==, "Their export");
  g_assert_false (tessera_form_get_dirty (TESSERA_FORM (form)));
  assert_named (bed, "Their export");

  /* From theirs one goes on without another conflict. */
  type_name (form, "Our export");
  press (form, "Update Token");
  AWAIT (!tessera_form_get_dirty (TESSERA_FORM (form)));
  assert_named (bed, "Our export");
}

static void
test_cancel_leaves_the_form_as_it_is (void)
{
  g_autoptr (WindowBed) bed = bed_with_comparison ();
  GtkWidget *form = window_bed_get_edit_form (bed);
  g_autoptr (TesseraDraft) typed = tessera_form_get_draft (TESSERA_FORM (form));

  press (get_comparison (), "Cancel");
  AWAIT (get_comparison () == NULL);
  assert_form_holds (form, typed);
  g_assert_true (tessera_form_get_dirty (TESSERA_FORM (form)));
  assert_named (bed, "Their export");

  press (form, "Update Token");
  AWAIT (get_comparison () != NULL);
}

/* The same in a window that may have no room for the form beside the list. */
static void
open_comparison (WindowBed *bed, int width, int height)
{
  gtk_window_set_default_size (GTK_WINDOW (bed->window), width, height);
  settle (bed->window);
  type_name (find_hidden (tessera_window_get_tokens_page (bed->window), TESSERA_TYPE_FORM), "My export");
  window_bed_rename_newest (bed, "Their export of all that was sold, with what was sent back and what was not paid");
  tessera_editor_retry (window_bed_get_editor (bed));
  AWAIT (get_comparison () != NULL);
  settle (get_comparison ());
}

static graphene_rect_t
get_place (const char *answer)
{
  return get_bounds (find (get_comparison (), GTK_TYPE_BUTTON, answer), get_comparison ());
}

/* Beside each other or below each other, each as large as the others and within the dialog. */
static void
assert_answers_are_alike (void)
{
  graphene_rect_t cancel = get_place ("Cancel"), theirs = get_place ("Take theirs"), mine = get_place ("Keep mine");
  gboolean stacked = cancel.origin.x == mine.origin.x;

  g_assert_cmpfloat (theirs.size.width, ==, cancel.size.width);
  g_assert_cmpfloat (mine.size.width, ==, cancel.size.width);
  g_assert_cmpfloat (theirs.size.height, ==, cancel.size.height);
  g_assert_cmpfloat (mine.size.height, ==, cancel.size.height);
  g_assert_true (stacked ? theirs.origin.x == mine.origin.x : cancel.origin.y == theirs.origin.y && theirs.origin.y == mine.origin.y);
  g_assert_cmpfloat (mine.origin.x + mine.size.width, <=, gtk_widget_get_width (get_comparison ()));
  g_assert_cmpfloat (mine.origin.y + mine.size.height, <=, gtk_widget_get_height (get_comparison ()));
}

static void
test_the_three_answers_are_alike_and_in_sight_in_any_window (void)
{
  static const struct { int width, height, scale; } cases[] = { { 1040, 760, 1 }, { 360, 720, 1 }, { 1040, 760, 2 }, { 360, 720, 2 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WindowBed) bed = NULL;

      set_text_scale (cases[i].scale);
      bed = window_bed_new ("Nightly export");
      open_comparison (bed, cases[i].width, cases[i].height);
      assert_answers_are_alike ();
    }
  set_text_scale (1);
}

static void
test_what_has_no_room_is_scrolled_to_by_keys (void)
{
  g_autoptr (WindowBed) bed = NULL;
  GtkAdjustment *adjustment;

  set_text_scale (2);
  bed = window_bed_new ("Nightly export");
  open_comparison (bed, 360, 720);
  AWAIT (gtk_window_is_active (GTK_WINDOW (get_comparison ())));
  adjustment = gtk_scrolled_window_get_vadjustment (find (get_comparison (), GTK_TYPE_SCROLLED_WINDOW, NULL));
  AWAIT (gtk_adjustment_get_upper (adjustment) > gtk_adjustment_get_page_size (adjustment));

  send_key ("Page_Down");
  AWAIT (gtk_adjustment_get_value (adjustment) > 0);
  send_key ("Home");
  AWAIT (gtk_adjustment_get_value (adjustment) == 0);
  set_text_scale (1);
}

static void
test_what_they_stored_equals_mine_is_a_success (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");
  GtkWidget *form = window_bed_get_edit_form (bed);

  type_name (form, "Weekly export");
  window_bed_rename_newest (bed, "Weekly export");
  press (form, "Update Token");
  AWAIT (!tessera_form_get_dirty (TESSERA_FORM (form)));
  AWAIT (shows (bed->window, "Updated “Weekly export”."));
  g_assert_null (get_comparison ());
  g_assert_null (tessera_window_get_message (bed->window));
}

static void
test_two_windows_edit_one_token (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");
  g_autoptr (TesseraSession) session = NULL;
  TesseraWindow *other = window_bed_open_another (bed, &session);
  GtkWidget *form = window_bed_get_edit_form (bed);
  GtkWidget *other_form = find_hidden (tessera_window_get_tokens_page (other), TESSERA_TYPE_FORM);

  type_name (form, "From the first window");
  type_name (other_form, "From the second window");
  press (other_form, "Update Token");
  AWAIT (!tessera_form_get_dirty (TESSERA_FORM (other_form)));

  press (form, "Update Token");
  AWAIT (get_comparison () != NULL);
  press (get_comparison (), "Keep mine");
  AWAIT (!tessera_form_get_dirty (TESSERA_FORM (form)));
  assert_named (bed, "From the first window");

  tessera_session_load (session);
  window_bed_await_load (session);
  g_assert_cmpstr (get_typed_name (other_form), ==, "From the first window");
  window_bed_close_window (other);
}

static void
test_revoked_by_another_is_said_and_keeps_what_was_typed (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");
  GtkWidget *form = window_bed_get_edit_form (bed);
  g_autoptr (JsonObject) token = window_bed_fetch_newest (bed);
  g_autofree char *path = g_strconcat ("/v1/tokens/", json_object_get_string_member (token, "id"), NULL);
  g_autoptr (TestAnswer) revoked = NULL;

  type_name (form, "Weekly export");
  revoked = test_call (bed->service, "DELETE", path, NULL, NULL);
  press (form, "Update Token");
  AWAIT (tessera_window_get_message (bed->window) != NULL);
  g_assert_cmpstr (get_typed_name (form), ==, "Weekly export");
  g_assert_false (can_press (form, "Update Token"));
  g_assert_true (shows (form, "This token is revoked."));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  keep_still ();
  g_test_add_func ("/comparison/says-who-changed-what", test_says_who_changed_what);
  g_test_add_func ("/comparison/keep-mine-sends-mine-over-theirs", test_keep_mine_sends_mine_over_theirs);
  g_test_add_func ("/comparison/keep-mine-compares-again-after-a-third-change",
                   test_keep_mine_compares_again_after_a_third_change);
  g_test_add_func ("/comparison/the-three-answers-are-alike-and-in-sight-in-any-window",
                   test_the_three_answers_are_alike_and_in_sight_in_any_window);
  g_test_add_func ("/comparison/what-has-no-room-is-scrolled-to-by-keys", test_what_has_no_room_is_scrolled_to_by_keys);
  g_test_add_func ("/comparison/take-theirs-fills-the-form-with-theirs", test_take_theirs_fills_the_form_with_theirs);
  g_test_add_func ("/comparison/cancel-leaves-the-form-as-it-is", test_cancel_leaves_the_form_as_it_is);
  g_test_add_func ("/comparison/what-they-stored-equals-mine-is-a-success", test_what_they_stored_equals_mine_is_a_success);
  g_test_add_func ("/comparison/two-windows-edit-one-token", test_two_windows_edit_one_token);
  g_test_add_func ("/comparison/revoked-by-another-is-said-and-keeps-what-was-typed",
                   test_revoked_by_another_is_said_and_keeps_what_was_typed);
  return test_http_run ();
}
