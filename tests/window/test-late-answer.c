/* What the window shows until the server's first answer: that it is loading, and nothing that is not so. */

#include "window-bed.h"

#include "tessera-loading.h"

static TesseraFields *
get_fields (WindowBed *bed)
{
  return tessera_form_get_fields (TESSERA_FORM (window_bed_get_create_form (bed)));
}

static GtkWidget *
get_expiry_button (WindowBed *bed)
{
  return GTK_WIDGET (tessera_expiry_row_get_button (tessera_fields_get_expiry_row (get_fields (bed))));
}

static GtkWidget *
get_drop_down (WindowBed *bed)
{
  return GTK_WIDGET (tessera_type_row_get_drop_down (tessera_fields_get_type_row (get_fields (bed))));
}

/* With Create Token open and the focus in it, before a service whose answers are kept back. */
static WindowBed *
open_and_wait (void)
{
  WindowBed *bed = window_bed_new_bare ();

  window_bed_set_fault (bed, "GET", &(DoorFault) { .deed = DOOR_HOLDS });
  window_bed_open (bed, test_service_get_manager_key (bed->service), NULL);
  gtk_widget_activate_action (GTK_WIDGET (bed->window), "frame.new", NULL);
  settle (bed->window);
  return bed;
}

static void
let_answer (WindowBed *bed)
{
  window_bed_set_fault (bed, NULL, NULL);
  window_bed_await_load (bed->session);
  settle (bed->window);
}

static gboolean
is_busy (gpointer widget)
{
  g_autofree char *instead = gtk_test_accessible_check_state (widget, GTK_ACCESSIBLE_STATE_BUSY, TRUE);

  return gtk_test_accessible_has_state (widget, GTK_ACCESSIBLE_STATE_BUSY) && instead == NULL;
}

static void
test_what_is_not_known_yet_is_said_to_be_loading (void)
{
  g_autoptr (WindowBed) bed = open_and_wait ();
  GtkWidget *grid = GTK_WIDGET (tessera_fields_get_grid (get_fields (bed)));

  g_assert_true (shows (get_expiry_button (bed), "Loading…"));
  g_assert_true (shows (get_drop_down (bed), "Loading…"));
  g_assert_true (shows (grid, "Loading…"));
  g_assert_false (shows (bed->window, "(None)"));
  g_assert_null (find (grid, GTK_TYPE_CHECK_BUTTON, NULL));
  g_assert_true (has_focus (get_expiry_button (bed)));
}

static void
test_assistive_technology_is_told_that_it_is_busy (void)
{
  g_autoptr (WindowBed) bed = open_and_wait ();
  GtkWidget *grid = GTK_WIDGET (tessera_fields_get_grid (get_fields (bed)));
  GtkWidget *inner = gtk_root_get_focus (GTK_ROOT (bed->window));

  g_assert_true (gtk_widget_is_ancestor (inner, get_expiry_button (bed)));
  g_assert_true (is_busy (inner));
  g_assert_true (is_busy (get_drop_down (bed)));
  g_assert_true (is_busy (grid));
  gtk_test_accessible_assert_property (inner, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "Loading…");

  let_answer (bed);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (bed->window)) == inner);
  g_assert_false (is_busy (inner));
  g_assert_false (is_busy (get_drop_down (bed)));
  g_assert_false (is_busy (grid));
}

static void
test_nothing_can_be_chosen_that_is_not_known (void)
{
  g_autoptr (WindowBed) bed = open_and_wait ();
  GtkWidget *inner = gtk_root_get_focus (GTK_ROOT (bed->window));
  GtkWidget *popover = GTK_WIDGET (tessera_expiry_row_get_popover (tessera_fields_get_expiry_row (get_fields (bed))));

  gtk_menu_button_popup (GTK_MENU_BUTTON (get_expiry_button (bed)));
  settle (bed->window);
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (inner)));
  g_assert_false (gtk_widget_get_visible (popover));
  g_assert_false (gtk_widget_is_sensitive (get_drop_down (bed)));

  let_answer (bed);
  g_assert_true (gtk_widget_is_sensitive (get_drop_down (bed)));
  gtk_menu_button_popup (GTK_MENU_BUTTON (get_expiry_button (bed)));
  AWAIT (gtk_widget_get_mapped (popover));
  gtk_popover_popdown (GTK_POPOVER (popover));
  AWAIT (!gtk_widget_get_mapped (popover));
}

static void
test_the_form_is_as_always_once_the_answer_is_there (void)
{
  g_autoptr (WindowBed) bed = open_and_wait ();
  GtkWidget *form = window_bed_get_create_form (bed);

  let_answer (bed);
  g_assert_false (shows (bed->window, "Loading…"));
  g_assert_true (shows (form, "Valid through "));
  g_assert_true (shows (get_drop_down (bed), "API Key"));
  fill_form (form, "Nightly export");
  press (form, "Create Token");
  AWAIT (window_bed_count_tokens (bed) == 1);
}

static void
test_what_is_being_looked_at_stays_where_it_is (void)
{
  g_autoptr (WindowBed) bed = open_and_wait ();
  GtkWidget *entry = find (window_bed_get_create_form (bed), GTK_TYPE_ENTRY, NULL);
  graphene_rect_t name = get_bounds (entry, bed->window), expiry = get_bounds (get_expiry_button (bed), bed->window);

  type_name (window_bed_get_create_form (bed), "Nightly export");
  let_answer (bed);
  g_assert_cmpfloat_with_epsilon (get_bounds (entry, bed->window).origin.y, name.origin.y, 1);
  g_assert_cmpfloat_with_epsilon (get_bounds (get_expiry_button (bed), bed->window).origin.y, expiry.origin.y, 1);
  g_assert_cmpstr (get_typed_name (window_bed_get_create_form (bed)), ==, "Nightly export");
}

static void
test_the_list_is_said_to_be_loading_and_nothing_is_counted (void)
{
  g_autoptr (WindowBed) bed = open_and_wait ();
  GtkWidget *page = GTK_WIDGET (tessera_window_get_tokens_page (bed->window));

  gtk_widget_activate_action (GTK_WIDGET (bed->window), "frame.search", NULL);
  AWAIT (shows (page, "Loading…"));
  g_assert_true (is_busy (find (page, TESSERA_TYPE_LOADING, NULL)));
  g_assert_false (shows (page, "No Tokens Yet"));
  g_assert_nonnull (find (page, GTK_TYPE_TOGGLE_BUTTON, "All"));
  g_assert_null (find (page, GTK_TYPE_TOGGLE_BUTTON, "All 0"));

  let_answer (bed);
  gtk_widget_activate_action (GTK_WIDGET (bed->window), "frame.search", NULL);
  AWAIT (find (page, GTK_TYPE_TOGGLE_BUTTON, "All 0") != NULL);
  g_assert_false (shows (page, "Loading…"));
}

static void
test_a_spinner_turns_only_after_a_while (void)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  GtkWidget *loading = tessera_loading_new ();
  GtkSpinner *spinner = find_hidden (loading, GTK_TYPE_SPINNER);
  gint64 began = g_get_monotonic_time ();

  gtk_window_set_child (window, loading);
  gtk_window_present (window);
  g_assert_true (gtk_widget_get_mapped (loading));
  g_assert_false (gtk_spinner_get_spinning (spinner));
  AWAIT (gtk_spinner_get_spinning (spinner));
  g_assert_cmpint (g_get_monotonic_time () - began, >=, 300 * 1000);

  gtk_widget_set_visible (GTK_WIDGET (window), FALSE);
  g_assert_false (gtk_spinner_get_spinning (spinner));
  gtk_window_destroy (window);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/late-answer/what-is-not-known-yet-is-said-to-be-loading", test_what_is_not_known_yet_is_said_to_be_loading);
  g_test_add_func ("/late-answer/assistive-technology-is-told-that-it-is-busy", test_assistive_technology_is_told_that_it_is_busy);
  g_test_add_func ("/late-answer/nothing-can-be-chosen-that-is-not-known", test_nothing_can_be_chosen_that_is_not_known);
  g_test_add_func ("/late-answer/the-form-is-as-always-once-the-answer-is-there",
                   test_the_form_is_as_always_once_the_answer_is_there);
  g_test_add_func ("/late-answer/what-is-being-looked-at-stays-where-it-is", test_what_is_being_looked_at_stays_where_it_is);
  g_test_add_func ("/late-answer/the-list-is-said-to-be-loading-and-nothing-is-counted",
                   test_the_list_is_said_to_be_loading_and_nothing_is_counted);
  g_test_add_func ("/late-answer/a-spinner-turns-only-after-a-while", test_a_spinner_turns_only_after_a_while);
  return test_http_run ();
}
