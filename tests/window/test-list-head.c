/* What stands above the list: search, filters and order. */

#include "window-bed.h"

#include "tessera-filter-bar.h"
#include "tessera-message-strip.h"
#include "tessera-settings.h"
#include "tessera-search-offers.h"
#include "tessera-sort-menu.h"

static void
create (WindowBed *bed, const char *name, int days, const char *permissions)
{
  g_autofree char *end = NULL, *quoted = g_strdup_printf ("\"%s\"", name), *member = NULL, *body = NULL;
  gint64 today = tessera_time_now () / 86400 * 86400;

  end = tessera_time_format (today + (days + 1) * 86400);
  member = g_strdup_printf ("\"%s\"", end);
  body = test_body (quoted, NULL, permissions, member);
  test_answer_free (test_create_from (bed->service, body));
}

/* Three active ones, of which one is expiring, and a revoked one. */
static WindowBed *
bed_of_four (GSettings *settings)
{
  WindowBed *bed = window_bed_new_bare ();
  g_autoptr (TestAnswer) old = test_create (bed->service, "Old migration");
  g_autofree char *path = test_path_of (old, NULL);

  test_answer_free (test_call (bed->service, "DELETE", path, NULL, NULL));
  create (bed, "Nightly export", 90, "{\"products\": [\"write\"]}");
  create (bed, "Shop front", 9, "{\"content\": [\"read\"]}");
  create (bed, "Mobile app", 90, "{\"reports\": [\"read\"]}");
  window_bed_open (bed, test_service_get_manager_key (bed->service), settings);
  window_bed_await_load (bed->session);
  settle (bed->window);
  return bed;
}

static GtkEditable *
get_search (WindowBed *bed)
{
  return find (tessera_window_get_tokens_page (bed->window), GTK_TYPE_SEARCH_ENTRY, NULL);
}

static GListModel *
get_rows (WindowBed *bed)
{
  GtkColumnView *view = find_hidden (tessera_window_get_tokens_page (bed->window), GTK_TYPE_COLUMN_VIEW);

  return G_LIST_MODEL (gtk_column_view_get_model (view));
}

static char *
list_names (WindowBed *bed)
{
  GListModel *rows = get_rows (bed);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (TesseraToken) token = g_list_model_get_item (rows, i);

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", tessera_token_get_name (token));
    }

  return g_string_free (g_steal_pointer (&names), FALSE);
}

static gboolean
lists (WindowBed *bed, const char *names)
{
  g_autofree char *listed = list_names (bed);

  return g_str_equal (listed, names);
}

static void
test_filters_show_their_tokens_and_say_how_many (void)
{
  g_autoptr (WindowBed) bed = bed_of_four (NULL);

  g_assert_true (can_press (bed->window, "All 4"));
  g_assert_true (can_press (bed->window, "Expired 0"));
  g_assert_true (lists (bed, "Mobile app, Shop front, Nightly export, Old migration"));
  press (bed->window, "Active 3");
  g_assert_true (lists (bed, "Mobile app, Shop front, Nightly export"));
  press (bed->window, "Expiring 1");
  g_assert_true (lists (bed, "Shop front"));
  press (bed->window, "Revoked 1");
  g_assert_true (lists (bed, "Old migration"));
}

static void
test_a_filter_is_named_by_its_word_alone (void)
{
  g_autoptr (WindowBed) bed = bed_of_four (NULL);
  GtkWidget *active = find (bed->window, GTK_TYPE_TOGGLE_BUTTON, "Active 3");

  gtk_test_accessible_assert_property (active, GTK_ACCESSIBLE_PROPERTY_LABEL, "Active");
  gtk_test_accessible_assert_property (active, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "3 tokens");
  gtk_test_accessible_assert_state (active, GTK_ACCESSIBLE_STATE_PRESSED, GTK_ACCESSIBLE_TRISTATE_FALSE);
}

static void
test_counts_are_of_what_is_searched_for (void)
{
  g_autoptr (WindowBed) bed = bed_of_four (NULL);

  gtk_editable_set_text (get_search (bed), "area:products");
  AWAIT (lists (bed, "Nightly export"));
  g_assert_true (can_press (bed->window, "All 1"));
  g_assert_true (can_press (bed->window, "Revoked 0"));
  press (bed->window, "Revoked 0");
  AWAIT (shows (bed->window, "No Match"));
  press (bed->window, "Clear Search");
  g_assert_true (lists (bed, "Mobile app, Shop front, Nightly export, Old migration"));
  g_assert_cmpstr (gtk_editable_get_text (get_search (bed)), ==, "");
}

/* It keeps it, and what was typed. */
static void
test_the_editor_says_which_token_it_has_that_a_search_leaves_out (void)
{
  g_autoptr (WindowBed) bed = bed_of_four (NULL);
  TesseraEditor *editor = window_bed_get_editor (bed);

  g_assert_true (shows (editor, "Mobile app"));
  g_assert_false (shows (editor, "The list does not show this token now"));
  type_name (window_bed_get_edit_form (bed), "Mobile app, too");
  gtk_editable_set_text (get_search (bed), "shop");
  AWAIT (lists (bed, "Shop front"));
  AWAIT (shows (editor, "The list does not show this token now"));
  g_assert_true (shows (editor, "Mobile app"));
  g_assert_cmpstr (get_typed_name (window_bed_get_edit_form (bed)), ==, "Mobile app, too");

  gtk_editable_set_text (get_search (bed), "");
  AWAIT (!shows (editor, "The list does not show this token now"));
  press (bed->window, "Revoked 1");
  AWAIT (shows (editor, "The list does not show this token now"));
}

/* Views are told of a long list in steps after a search; whoever is to be selected is in it at once. */
static void
test_a_token_far_down_is_selected_that_a_search_hid (void)
{
  g_autoptr (WindowBed) bed = window_bed_new_bare ();
  g_autoptr (TestAnswer) first = test_create (bed->service, "Old migration");

  for (guint i = 0; i < 60; i++)
    test_answer_free (test_create (bed->service, "Nightly export"));
  window_bed_open (bed, test_service_get_manager_key (bed->service), NULL);
  window_bed_await_load (bed->session);
  gtk_editable_set_text (get_search (bed), "nothing of all that");
  AWAIT (g_list_model_get_n_items (get_rows (bed)) == 0);

  tessera_tokens_page_select (tessera_window_get_tokens_page (bed->window), test_answer_get_string (first, "id"));
  AWAIT (g_str_equal (get_typed_name (window_bed_get_edit_form (bed)), "Old migration"));
}

static GtkWidget *
get_sort (WindowBed *bed)
{
  GtkWidget *menu = find (bed->window, TESSERA_TYPE_SORT_MENU, NULL);

  return find (menu, GTK_TYPE_MENU_BUTTON, NULL);
}

static void
test_filter_and_order_are_remembered (void)
{
  g_autoptr (GSettings) settings = tessera_settings_open ();
  g_autoptr (WindowBed) bed = bed_of_four (settings);
  g_autoptr (WindowBed) later = NULL;

  press (bed->window, "Active 3");
  g_assert_true (gtk_widget_activate_action (get_sort (bed), "tokens.sort-by", "s", "name"));
  g_assert_true (lists (bed, "Mobile app, Nightly export, Shop front"));
  g_assert_true (gtk_widget_activate_action (get_sort (bed), "tokens.descending", NULL));
  g_assert_true (lists (bed, "Shop front, Nightly export, Mobile app"));

  later = bed_of_four (settings);
  g_assert_true (lists (later, "Shop front, Nightly export, Mobile app"));
  g_settings_reset (settings, "filter");
  g_settings_reset (settings, "sort-by");
  g_settings_reset (settings, "sort-descending");
}

static GtkWidget *
find_with_icon (GtkWidget *widget, const char *icon)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget)
      && g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (widget)), icon) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_with_icon (child, icon);
  return found;
}

static void
dismiss (WindowBed *bed)
{
  GtkWidget *strip = find (bed->window, TESSERA_TYPE_MESSAGE_STRIP, NULL);

  AWAIT (find_with_icon (strip, "window-close-symbolic") != NULL);
  g_signal_emit_by_name (find_with_icon (strip, "window-close-symbolic"), "clicked");
}

static void
test_the_strip_shows_what_expires_soon (void)
{
  g_autoptr (WindowBed) bed = bed_of_four (NULL);

  AWAIT (window_says (bed->window, "1 token expires within 14 days."));
  press (bed->window, "Show");
  g_assert_true (tessera_window_get_tokens_open (bed->window));
  g_assert_true (lists (bed, "Shop front"));

  create (bed, "Price feed", 14, "{\"products\": [\"read\"]}");
  create (bed, "Dashboard", 15, "{\"products\": [\"read\"]}");
  window_bed_refresh (bed);
  AWAIT (window_says (bed->window, "2 tokens expire within 14 days."));
  window_bed_set_fault (bed, "GET", &(DoorFault) { .deed = DOOR_REFUSES });
  gtk_widget_activate_action (GTK_WIDGET (bed->window), "frame.refresh", NULL);
  AWAIT (tessera_session_get_state (bed->session) == TESSERA_SESSION_OFFLINE);
  g_assert_false (window_says (bed->window, "within 14 days"));
}

static void
test_a_dismissed_strip_stays_away_for_the_day (void)
{
  g_autoptr (GSettings) settings = tessera_settings_open ();
  g_autoptr (WindowBed) bed = bed_of_four (settings);
  g_autoptr (WindowBed) later = NULL, tomorrow = NULL;

  AWAIT (window_says (bed->window, "within 14 days"));
  dismiss (bed);
  AWAIT (tessera_window_get_message (bed->window) == NULL);

  later = bed_of_four (settings);
  g_assert_null (tessera_window_get_message (later->window));
  g_settings_set_int64 (settings, "expiring-dismissed", g_settings_get_int64 (settings, "expiring-dismissed") - 1);
  tomorrow = bed_of_four (settings);
  AWAIT (window_says (tomorrow->window, "within 14 days"));
  g_settings_reset (settings, "expiring-dismissed");
}

static void
test_tab_stops_at_one_filter_and_arrows_go_on (void)
{
  g_autoptr (WindowBed) bed = bed_of_four (NULL);

  press (bed->window, "Expiring 1");
  gtk_widget_grab_focus (GTK_WIDGET (get_search (bed)));
  gtk_widget_child_focus (GTK_WIDGET (bed->window), GTK_DIR_TAB_FORWARD);
  g_assert_true (has_focus (find (bed->window, GTK_TYPE_BUTTON, "Expiring 1")));
  gtk_widget_child_focus (GTK_WIDGET (bed->window), GTK_DIR_RIGHT);
  g_assert_true (has_focus (find (bed->window, GTK_TYPE_BUTTON, "Expired 0")));
  gtk_widget_child_focus (GTK_WIDGET (bed->window), GTK_DIR_TAB_FORWARD);
  g_assert_false (has_focus (find (bed->window, TESSERA_TYPE_FILTER_BAR, NULL)));
}

static void
type_search (GtkEditable *entry, const char *text)
{
  gtk_widget_grab_focus (GTK_WIDGET (entry));
  gtk_editable_set_text (entry, text);
  gtk_editable_set_position (entry, -1);
}

static void
test_what_is_offered_stays_while_it_grows (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");
  GtkEditable *entry = get_search (bed);
  TesseraSearchOffers *offers = find_hidden (entry, TESSERA_TYPE_SEARCH_OFFERS);

  AWAIT (gtk_window_is_active (GTK_WINDOW (bed->window)));
  type_search (entry, "is");
  AWAIT (tessera_search_offers_get_n_shown (offers) == 1);
  settle (offers);
  type_search (entry, "is:");
  AWAIT (tessera_search_offers_get_n_shown (offers) != 1);
  settle (offers);
  g_assert_cmpuint (tessera_search_offers_get_n_shown (offers), ==, 4);
}

/* A popover may be wider than its window, and is cut off there. */
static void
test_what_is_offered_is_no_wider_than_the_entry (void)
{
  g_autoptr (WindowBed) bed = NULL;
  GtkEditable *entry;
  GtkWidget *offers;
  int natural;

  set_text_scale (2);
  bed = window_bed_new ("Nightly export");
  gtk_window_set_default_size (GTK_WINDOW (bed->window), 360, 720);
  settle (bed->window);
  entry = get_search (bed);
  AWAIT (gtk_window_is_active (GTK_WINDOW (bed->window)));
  type_search (entry, "area:re");
  offers = find_hidden (entry, TESSERA_TYPE_SEARCH_OFFERS);
  AWAIT (gtk_widget_get_mapped (offers));
  gtk_widget_measure (gtk_widget_get_first_child (offers), GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  g_assert_cmpint (natural, <=, gtk_widget_get_width (GTK_WIDGET (entry)));
  set_text_scale (1);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  keep_still ();
  g_test_add_func ("/list-head/filters-show-their-tokens-and-say-how-many", test_filters_show_their_tokens_and_say_how_many);
  g_test_add_func ("/list-head/a-filter-is-named-by-its-word-alone", test_a_filter_is_named_by_its_word_alone);
  g_test_add_func ("/list-head/counts-are-of-what-is-searched-for", test_counts_are_of_what_is_searched_for);
  g_test_add_func ("/list-head/the-editor-says-which-token-it-has-that-a-search-leaves-out",
                   test_the_editor_says_which_token_it_has_that_a_search_leaves_out);
  g_test_add_func ("/list-head/a-token-far-down-is-selected-that-a-search-hid", test_a_token_far_down_is_selected_that_a_search_hid);
  g_test_add_func ("/list-head/filter-and-order-are-remembered", test_filter_and_order_are_remembered);
  g_test_add_func ("/list-head/tab-stops-at-one-filter-and-arrows-go-on", test_tab_stops_at_one_filter_and_arrows_go_on);
  g_test_add_func ("/strip/shows-what-expires-soon", test_the_strip_shows_what_expires_soon);
  g_test_add_func ("/strip/dismissed-stays-away-for-the-day", test_a_dismissed_strip_stays_away_for_the_day);
  g_test_add_func ("/list-head/what-is-offered-stays-while-it-grows", test_what_is_offered_stays_while_it_grows);
  g_test_add_func ("/list-head/what-is-offered-is-no-wider-than-the-entry", test_what_is_offered_is_no_wider_than_the_entry);
  return test_http_run ();
}
