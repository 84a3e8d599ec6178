/* An area, a type or the policy changed in the catalogue's file changes the form, with no code touched. */

#include "window-bed.h"

#include "tessera-created-dialog.h"
#include "tessera-fields.h"

#define FIRST_AREA "\"areas\": ["
#define WITH_AUDIT                                                                                                     \
  "\"areas\": [{\"id\": \"audit\", \"name\": \"Audit Trail\", \"description\": \"Who did what.\", \"personal_data\": "   \
  "\"full\", \"retired\": false, \"routes\": [\"/api/*/audit\"]}, "

static TesseraFields *
get_fields (GtkWidget *form)
{
  return find_hidden (form, TESSERA_TYPE_FIELDS);
}

static void
change (WindowBed *bed, const char *from, const char *to)
{
  window_bed_change_catalogue (bed, from, to);
  window_bed_refresh (bed);
  settle (bed->window);
}

static void
test_a_new_area_gets_a_line_and_can_be_granted (void)
{
  g_autoptr (WindowBed) bed = window_bed_new (NULL);
  GtkWidget *form = window_bed_get_create_form (bed);
  g_autoptr (JsonObject) made = NULL;
  JsonObject *permissions;

  fill_form (form, "Nightly export");
  g_assert_false (shows (form, "Audit Trail"));
  change (bed, FIRST_AREA, WITH_AUDIT);
  g_assert_true (shows (form, "Audit Trail"));
  g_assert_true (shows (form, "Who did what."));

  /* What was ticked stays with its area, though that has another place now. */
  tick (form, 0, TESSERA_VERB_READ, TRUE);
  press (form, "Create Token");
  AWAIT (find_window (TESSERA_TYPE_CREATED_DIALOG) != NULL);
  made = window_bed_fetch_newest (bed);
  permissions = json_object_get_object_member (made, "permissions");
  g_assert_cmpuint (json_object_get_size (permissions), ==, 3);
  g_assert_true (json_object_has_member (permissions, "audit"));
  g_assert_true (json_object_has_member (permissions, "products"));
  g_assert_true (json_object_has_member (permissions, "reports"));
}

static void
test_a_renamed_area_is_called_so_in_form_and_sentence (void)
{
  g_autoptr (WindowBed) bed = window_bed_new (NULL);
  GtkWidget *form = window_bed_get_create_form (bed);

  fill_form (form, "Nightly export");
  change (bed, "\"name\": \"Products\"", "\"name\": \"Goods\"");
  g_assert_true (shows (form, "Goods"));
  AWAIT (shows (form, "Will read Reports, and write Goods."));
}

static void
test_a_retired_area_loses_its_line_unless_a_token_has_it (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");    /* reads Reports */

  change (bed, "\"retired\": false,\n      \"routes\": [\"/api/*/reports\"]",
          "\"retired\": true,\n      \"routes\": [\"/api/*/reports\"]");
  g_assert_true (tessera_permission_grid_has_line (tessera_fields_get_grid (get_fields (window_bed_get_edit_form (bed))), 5));
  g_assert_false (tessera_permission_grid_has_line (tessera_fields_get_grid (get_fields (window_bed_get_create_form (bed))), 5));
}

static void
test_a_new_type_can_be_chosen (void)
{
  g_autoptr (WindowBed) bed = window_bed_new (NULL);
  GtkWidget *form = window_bed_get_create_form (bed);
  g_autoptr (JsonObject) made = NULL;

  fill_form (form, "Nightly export");
  change (bed, "\"token_types\": [",
          "\"token_types\": [{\"id\": \"kiosk\", \"name\": \"Kiosk\", \"description\": \"A screen in a shop\"}, ");
  choose_type (form, 0);
  AWAIT (shows (form, "A screen in a shop"));
  press (form, "Create Token");
  AWAIT (find_window (TESSERA_TYPE_CREATED_DIALOG) != NULL);
  made = window_bed_fetch_newest (bed);
  g_assert_cmpstr (json_object_get_string_member (made, "type"), ==, "kiosk");
}

static void
test_a_chosen_type_stays_chosen (void)
{
  g_autoptr (WindowBed) bed = window_bed_new (NULL);
  GtkWidget *form = window_bed_get_create_form (bed);
  g_autoptr (TesseraDraft) typed = NULL;

  fill_form (form, "Nightly export");
  typed = tessera_form_get_draft (TESSERA_FORM (form));
  change (bed, "\"token_types\": [",
          "\"token_types\": [{\"id\": \"kiosk\", \"name\": \"Kiosk\", \"description\": \"A screen in a shop\"}, ");
  assert_form_holds (form, typed);
}

static gboolean
offers (GtkWidget *form, const char *span)
{
  TesseraExpiryRow *row = tessera_fields_get_expiry_row (get_fields (form));
  GtkWidget *popover = GTK_WIDGET (tessera_expiry_row_get_popover (row));
  gboolean offered;

  gtk_menu_button_popup (tessera_expiry_row_get_button (row));
  AWAIT (gtk_widget_get_mapped (popover));
  offered = can_press (popover, span);
  gtk_popover_popdown (GTK_POPOVER (popover));
  AWAIT (!gtk_widget_get_mapped (popover));
  return offered;
}

static void
test_a_stricter_policy_refuses_in_words_before_any_request (void)
{
  g_autoptr (WindowBed) bed = window_bed_new (NULL);
  GtkWidget *form = window_bed_get_create_form (bed);
  guint requests;

  g_assert_true (offers (form, "Never"));
  g_assert_true (offers (form, "90 days"));
  type_name (form, "Eleven char");
  tick (form, 5, TESSERA_VERB_READ, TRUE);
  window_bed_change_catalogue (bed, "\"expiry_required\": false,\n    \"default_lifetime_days\": 90,\n    "
                                    "\"max_lifetime_days\": null,\n    \"name_max_length\": 100",
                               "\"expiry_required\": true,\n    \"default_lifetime_days\": 30,\n    "
                               "\"max_lifetime_days\": 30,\n    \"name_max_length\": 10");
  window_bed_refresh (bed);
  g_assert_false (offers (form, "Never"));
  g_assert_false (offers (form, "90 days"));
  g_assert_true (offers (form, "30 days"));

  requests = test_mock_server_get_n_requests (bed->door);
  press (form, "Create Token");
  settle (bed->window);
  g_assert_nonnull (tessera_form_row_get_fault (TESSERA_FORM_ROW (tessera_fields_get_name_row (get_fields (form)))));
  g_assert_nonnull (tessera_form_row_get_fault (TESSERA_FORM_ROW (tessera_fields_get_expiry_row (get_fields (form)))));
  g_assert_cmpuint (test_mock_server_get_n_requests (bed->door), ==, requests);
}

static void
test_an_untouched_form_starts_from_the_new_policy (void)
{
  g_autoptr (WindowBed) bed = window_bed_new (NULL);
  GtkWidget *form = window_bed_get_create_form (bed);

  change (bed, "\"default_lifetime_days\": 90", "\"default_lifetime_days\": 30");
  AWAIT (shows (form, "30 days."));
  g_assert_false (tessera_form_get_dirty (TESSERA_FORM (form)));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/catalogue-changes/a-new-area-gets-a-line-and-can-be-granted",
                   test_a_new_area_gets_a_line_and_can_be_granted);
  g_test_add_func ("/catalogue-changes/a-renamed-area-is-called-so-in-form-and-sentence",
                   test_a_renamed_area_is_called_so_in_form_and_sentence);
  g_test_add_func ("/catalogue-changes/a-retired-area-loses-its-line-unless-a-token-has-it",
                   test_a_retired_area_loses_its_line_unless_a_token_has_it);
  g_test_add_func ("/catalogue-changes/a-new-type-can-be-chosen", test_a_new_type_can_be_chosen);
  g_test_add_func ("/catalogue-changes/a-chosen-type-stays-chosen", test_a_chosen_type_stays_chosen);
  g_test_add_func ("/catalogue-changes/a-stricter-policy-refuses-in-words-before-any-request",
                   test_a_stricter_policy_refuses_in_words_before_any_request);
  g_test_add_func ("/catalogue-changes/an-untouched-form-starts-from-the-new-policy",
                   test_an_untouched_form_starts_from_the_new_policy);
  return test_http_run ();
}
