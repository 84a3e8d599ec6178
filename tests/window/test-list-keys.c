/* The keyboard in the list of tokens: where the focus is, and where each key takes it. */

#include "window-bed.h"

#include "tessera-created-dialog.h"
#include "tessera-export-menu.h"
#include "tessera-list-rows.h"
#include "tessera-permission-check.h"
#include "tessera-token-actions.h"

#define N_TOKENS 60

static TesseraTokensPage *
get_page (WindowBed *bed)
{
  return tessera_window_get_tokens_page (bed->window);
}

static GtkColumnView *
get_view (WindowBed *bed)
{
  return find_hidden (get_page (bed), GTK_TYPE_COLUMN_VIEW);
}

static GtkEditable *
get_search (WindowBed *bed)
{
  return find_hidden (get_page (bed), GTK_TYPE_SEARCH_ENTRY);
}

/* The newest first: Export 59, Export 58 …, in the midst of them Warehouse */
static WindowBed *
bed_of_many (void)
{
  WindowBed *bed = window_bed_new_bare ();

  for (guint i = 0; i < N_TOKENS; i++)
    {
      g_autofree char *name = i == 17 ? g_strdup ("Warehouse") : g_strdup_printf ("Export %u", i);

      test_answer_free (test_create (bed->service, name));
    }
  window_bed_open (bed, test_service_get_manager_key (bed->service), NULL);
  window_bed_await_load (bed->session);
  settle (bed->window);
  AWAIT (gtk_window_is_active (GTK_WINDOW (bed->window)));
  return bed;
}

static gboolean
is_focused (WindowBed *bed, const char *name)
{
  TesseraToken *token = tessera_list_rows_get_focused (get_view (bed));

  return token != NULL && g_str_equal (tessera_token_get_name (token), name);
}

static gboolean
is_selected (WindowBed *bed, const char *name)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (window_bed_get_selection (bed));
  g_autoptr (TesseraToken) token = NULL;

  if (gtk_bitset_get_size (selected) != 1)
    return FALSE;
  token = g_list_model_get_item (G_LIST_MODEL (window_bed_get_selection (bed)), gtk_bitset_get_minimum (selected));
  return g_str_equal (tessera_token_get_name (token), name);
}

static void
assert_on (WindowBed *bed, const char *name)
{
  AWAIT (is_focused (bed, name));
  g_assert_true (is_selected (bed, name));
  g_assert_cmpstr (get_typed_name (window_bed_get_edit_form (bed)), ==, name);
}

static void
focus_list (WindowBed *bed)
{
  tessera_tokens_page_focus_list (get_page (bed));
}

static void
go_to_end (WindowBed *bed)
{
  focus_list (bed);
  send_key ("End");
  assert_on (bed, "Export 0");
  settle (bed->window);
}

static void
find_warehouse (WindowBed *bed)
{
  gtk_editable_set_text (get_search (bed), "ware");
  AWAIT (g_list_model_get_n_items (G_LIST_MODEL (window_bed_get_selection (bed))) == 1);
  focus_list (bed);
  AWAIT (is_focused (bed, "Warehouse"));
}

static void
create (WindowBed *bed, const char *name)
{
  GtkWidget *form = window_bed_get_create_form (bed);

  gtk_widget_activate_action (GTK_WIDGET (bed->window), "frame.new", NULL);
  fill_form (form, name);
  press (form, "Create Token");
  AWAIT (find_window (TESSERA_TYPE_CREATED_DIALOG) != NULL);
  press (find_window (TESSERA_TYPE_CREATED_DIALOG), "Copy");
  press (find_window (TESSERA_TYPE_CREATED_DIALOG), "Done");
  AWAIT (find_window (TESSERA_TYPE_CREATED_DIALOG) == NULL);
  AWAIT (gtk_window_is_active (GTK_WINDOW (bed->window)));
}

static gboolean
is_in_sight (WindowBed *bed)
{
  GtkWidget *row = gtk_root_get_focus (GTK_ROOT (bed->window));
  graphene_rect_t bounds;

  g_assert_nonnull (row);
  return gtk_widget_get_child_visible (row) && gtk_widget_compute_bounds (row, GTK_WIDGET (get_view (bed)), &bounds)
         && bounds.origin.y >= 0
         && bounds.origin.y + bounds.size.height <= gtk_widget_get_height (GTK_WIDGET (get_view (bed)));
}

static void
create_and_see_the_focus_on_it (WindowBed *bed)
{
  create (bed, "Shop front");
  assert_on (bed, "Shop front");
  settle (bed->window);
  g_assert_true (is_in_sight (bed));
}

static void
test_after_done_the_new_token_has_the_focus (void)
{
  g_autoptr (WindowBed) bed = bed_of_many ();

  go_to_end (bed);
  create_and_see_the_focus_on_it (bed);
  send_key ("Down");
  assert_on (bed, "Export 59");
}

static void
test_after_done_it_has_it_where_a_search_hid_it (void)
{
  g_autoptr (WindowBed) bed = bed_of_many ();

  find_warehouse (bed);
  create_and_see_the_focus_on_it (bed);
}

static void
test_shift_and_down_go_on_from_the_new_token (void)
{
  g_autoptr (WindowBed) bed = bed_of_many ();
  g_autoptr (GtkBitset) selected = NULL;

  go_to_end (bed);
  create (bed, "Shop front");
  send_key ("shift+Down");
  AWAIT (is_focused (bed, "Export 59"));
  selected = gtk_selection_model_get_selection (window_bed_get_selection (bed));
  g_assert_cmpuint (gtk_bitset_get_size (selected), ==, 2);
}

static void
answer (WindowBed *bed, const char *label)
{
  AWAIT (find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  press (find_window (ADW_TYPE_MESSAGE_DIALOG), label);
  AWAIT (find_window (ADW_TYPE_MESSAGE_DIALOG) == NULL);
  AWAIT (gtk_window_is_active (GTK_WINDOW (bed->window)));
}

static void
test_after_a_question_the_focus_is_where_the_selection_is (void)
{
  g_autoptr (WindowBed) bed = bed_of_many ();

  focus_list (bed);
  type_name (window_bed_get_edit_form (bed), "Export, too");
  send_key ("Down");
  answer (bed, "Keep Editing");
  AWAIT (is_focused (bed, "Export 59"));
  g_assert_true (is_selected (bed, "Export 59"));

  send_key ("Down");
  answer (bed, "Discard");
  assert_on (bed, "Export 58");
}

static void
test_delete_means_the_row_with_the_focus_where_none_is_selected (void)
{
  g_autoptr (WindowBed) bed = bed_of_many ();

  find_warehouse (bed);
  send_key ("Delete");
  AWAIT (find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  g_assert_true (shows (find_window (ADW_TYPE_MESSAGE_DIALOG), "Warehouse"));
  answer (bed, "Cancel");
}

static void
press_return_on_the_row (WindowBed *bed)
{
  focus_list (bed);
  AWAIT (tessera_list_rows_get_focused (get_view (bed)) != NULL);
  send_key ("Return");
}

/* Which is not in sight before, where there is room for one side alone. */
static gboolean
is_at_first_field (WindowBed *bed)
{
  gpointer button = find (window_bed_get_edit_form (bed), GTK_TYPE_MENU_BUTTON, NULL);

  return button != NULL && has_focus (button);
}

static void
assert_at_first_field (WindowBed *bed)
{
  AWAIT (is_at_first_field (bed));
}

static void
test_return_goes_to_the_first_field_each_time (void)
{
  g_autoptr (WindowBed) bed = bed_of_many ();
  GtkWidget *form = window_bed_get_edit_form (bed);
  const GType lasts[] = { GTK_TYPE_MENU_BUTTON, GTK_TYPE_DROP_DOWN, GTK_TYPE_ENTRY, TESSERA_TYPE_PERMISSION_CHECK };

  press_return_on_the_row (bed);
  assert_at_first_field (bed);
  for (guint i = 0; i < G_N_ELEMENTS (lasts); i++)
    {
      gtk_widget_child_focus (find (form, lasts[i], NULL), GTK_DIR_TAB_FORWARD);
      AWAIT (has_focus (find (form, lasts[i], NULL)));
      press_return_on_the_row (bed);
      assert_at_first_field (bed);
    }
}

static void
test_return_goes_there_where_there_is_room_for_one_alone (void)
{
  g_autoptr (WindowBed) bed = bed_of_many ();

  gtk_window_set_default_size (GTK_WINDOW (bed->window), 360, 600);
  settle (bed->window);
  focus_list (bed);
  send_key ("Down");
  assert_on (bed, "Export 58");
  press_return_on_the_row (bed);
  assert_at_first_field (bed);
  settle (bed->window);
  assert_at_first_field (bed);
}

/* Nothing of it can be changed, but there is something to be done with it. */
static void
test_return_on_a_revoked_token_goes_to_what_can_be_done (void)
{
  g_autoptr (WindowBed) bed = bed_of_many ();

  focus_list (bed);
  send_key ("Delete");
  answer (bed, "Revoke");
  AWAIT (shows (window_bed_get_editor (bed), "This token is revoked."));
  for (guint i = 0; i < 2; i++)
    {
      press_return_on_the_row (bed);
      AWAIT (has_focus (find (window_bed_get_editor (bed), TESSERA_TYPE_TOKEN_ACTIONS, NULL)));
    }
}

static GtkWidget *
get_focus (WindowBed *bed)
{
  return gtk_root_get_focus (GTK_ROOT (bed->window));
}

static void
test_tab_leaves_the_list_however_long (void)
{
  g_autoptr (WindowBed) bed = bed_of_many ();

  gtk_widget_child_focus (find (window_bed_get_edit_form (bed), GTK_TYPE_ENTRY, NULL), GTK_DIR_TAB_FORWARD);
  focus_list (bed);
  AWAIT (is_focused (bed, "Export 59"));
  send_key ("Tab");
  assert_at_first_field (bed);
  send_key ("shift+Tab");
  AWAIT (is_focused (bed, "Export 59"));
  send_key ("shift+Tab");
  AWAIT (has_focus (find (get_page (bed), TESSERA_TYPE_EXPORT_MENU, NULL)));
}

static void
test_tab_enters_the_list_at_the_selected_row (void)
{
  g_autoptr (WindowBed) bed = bed_of_many ();

  go_to_end (bed);
  gtk_widget_grab_focus (find (get_page (bed), TESSERA_TYPE_EXPORT_MENU, NULL));
  gtk_widget_child_focus (find (get_page (bed), TESSERA_TYPE_EXPORT_MENU, NULL), GTK_DIR_TAB_FORWARD);
  for (guint i = 0; i < 2; i++)
    {
      AWAIT (has_focus (find (get_page (bed), TESSERA_TYPE_EXPORT_MENU, NULL)));
      gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (get_view (bed))), 0);
      settle (bed->window);
      send_key ("Tab");
      assert_on (bed, "Export 0");
      settle (bed->window);
      g_assert_true (is_in_sight (bed));
      send_key ("shift+Tab");
    }
}

/* With several selected it is none of them in particular. */
static void
test_tab_enters_the_list_at_the_row_that_had_the_focus_last (void)
{
  g_autoptr (WindowBed) bed = bed_of_many ();
  GtkWidget *row;

  focus_list (bed);
  send_key ("ctrl+Down");
  send_key ("ctrl+Down");
  AWAIT (is_focused (bed, "Export 57"));
  g_assert_true (is_selected (bed, "Export 59"));
  gtk_selection_model_select_range (window_bed_get_selection (bed), 0, 2, TRUE);
  row = get_focus (bed);
  send_key ("shift+Tab");
  AWAIT (!has_focus (get_view (bed)));
  send_key ("Tab");
  AWAIT (get_focus (bed) == row);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  keep_still ();
  g_test_add_func ("/list-keys/after-done-the-new-token-has-the-focus", test_after_done_the_new_token_has_the_focus);
  g_test_add_func ("/list-keys/after-done-it-has-it-where-a-search-hid-it", test_after_done_it_has_it_where_a_search_hid_it);
  g_test_add_func ("/list-keys/shift-and-down-go-on-from-the-new-token", test_shift_and_down_go_on_from_the_new_token);
  g_test_add_func ("/list-keys/after-a-question-the-focus-is-where-the-selection-is",
                   test_after_a_question_the_focus_is_where_the_selection_is);
  g_test_add_func ("/list-keys/delete-means-the-row-with-the-focus-where-none-is-selected",
                   test_delete_means_the_row_with_the_focus_where_none_is_selected);
  g_test_add_func ("/list-keys/return-goes-to-the-first-field-each-time", test_return_goes_to_the_first_field_each_time);
  g_test_add_func ("/list-keys/return-goes-there-where-there-is-room-for-one-alone",
                   test_return_goes_there_where_there_is_room_for_one_alone);
  g_test_add_func ("/list-keys/return-on-a-revoked-token-goes-to-what-can-be-done",
                   test_return_on_a_revoked_token_goes_to_what_can_be_done);
  g_test_add_func ("/list-keys/tab-leaves-the-list-however-long", test_tab_leaves_the_list_however_long);
  g_test_add_func ("/list-keys/tab-enters-the-list-at-the-selected-row", test_tab_enters_the_list_at_the_selected_row);
  g_test_add_func ("/list-keys/tab-enters-the-list-at-the-row-that-had-the-focus-last",
                   test_tab_enters_the_list_at_the_row_that_had_the_focus_last);
  return test_http_run ();
}
