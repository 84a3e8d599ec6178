/* When the permissions of a token were used, beside their boxes, and taking off those that never were. */

#include "window-bed.h"

#include <string.h>

#include "tessera-fields.h"

/* A token that reads and writes products and reads reports; @uri was read by it, unless that is NULL. */
static WindowBed *
new_bed (const char *uri, gboolean viewer)
{
  WindowBed *bed = window_bed_new_bare ();
  g_autofree char *body = test_body ("\"Nightly export\"", NULL, "{\"products\": [\"read\", \"write\"], \"reports\": [\"read\"]}", NULL);
  g_autoptr (TestAnswer) token = test_create_from (bed->service, body);
  g_autofree char *key = g_strconcat ("X-Api-Key: ", test_answer_get_string (token, "secret"), NULL);

  if (uri != NULL)
    {
      g_autofree char *field = g_strconcat ("X-Forwarded-Uri: ", uri, NULL);
      const char *const fields[] = { "X-Forwarded-Method: GET", field, key, NULL };
      g_autoptr (TestAnswer) passed
        = test_http_call (test_service_get_authorize_url (bed->service), "GET", "/v1/authorize", fields, NULL);

      g_assert_cmpuint (passed->status, ==, 200);
    }
  window_bed_open (bed, viewer ? test_service_get_viewer_key (bed->service) : test_service_get_manager_key (bed->service), NULL);
  window_bed_await_load (bed->session);
  settle (bed->window);
  return bed;
}

static TesseraPermissionGrid *
get_grid (GtkWidget *form)
{
  return tessera_fields_get_grid (find_hidden (form, TESSERA_TYPE_FIELDS));
}

static gboolean
is_described (GtkWidget *form, int area, TesseraVerb verb, const char *words)
{
  GtkAccessible *check = GTK_ACCESSIBLE (tessera_permission_grid_get_check (get_grid (form), area, verb));
  g_autofree char *description
    = gtk_test_accessible_check_property (check, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "-", NULL);

  return strstr (description, words) != NULL;
}

static TesseraPermissions
get_ticked (GtkWidget *form)
{
  return tessera_permission_grid_get_permissions (get_grid (form));
}

static void
test_each_granted_permission_says_when_it_was_used (void)
{
  g_autoptr (WindowBed) bed = new_bed ("/api/1/products", FALSE);
  GtkWidget *form = window_bed_get_edit_form (bed);

  AWAIT (shows (form, "Read just now, never written"));
  g_assert_true (shows (form, "Never used"));
  g_assert_true (shows (form, "Use is counted since "));
  g_assert_true (is_described (form, 1, TESSERA_VERB_READ, "It was last used just now."));
  g_assert_true (is_described (form, 1, TESSERA_VERB_WRITE, "It was never used."));
  g_assert_true (is_described (form, 5, TESSERA_VERB_READ, "It was never used."));
  g_assert_false (is_described (form, 5, TESSERA_VERB_WRITE, "It was"));
  g_assert_false (is_described (form, 0, TESSERA_VERB_READ, "It was"));
}

static void
test_the_form_that_creates_says_nothing_of_use (void)
{
  g_autoptr (WindowBed) bed = new_bed ("/api/1/products", FALSE);
  GtkWidget *form = window_bed_get_create_form (bed);

  AWAIT (shows (window_bed_get_edit_form (bed), "Use is counted since "));
  gtk_widget_activate_action (GTK_WIDGET (bed->window), "frame.new", NULL);
  AWAIT (!tessera_window_get_tokens_open (bed->window));
  settle (bed->window);
  tick (form, 1, TESSERA_VERB_READ, TRUE);
  g_assert_false (shows (form, "Never used") || shows (form, "just now"));
  g_assert_false (shows (form, "Use is"));
  g_assert_null (find (form, GTK_TYPE_BUTTON, "Remove unused permissions"));
  g_assert_false (is_described (form, 1, TESSERA_VERB_READ, "It was"));
}

static void
test_removing_unticks_what_was_never_used_and_saves_nothing (void)
{
  g_autoptr (WindowBed) bed = new_bed ("/api/1/products", FALSE);
  GtkWidget *form = window_bed_get_edit_form (bed);
  g_autoptr (JsonObject) before = window_bed_fetch_newest (bed), after = NULL;

  AWAIT (can_press (form, "Remove unused permissions"));
  press (form, "Remove unused permissions");
  g_assert_cmpuint (get_ticked (form).sets[TESSERA_VERB_READ], ==, 2);
  g_assert_cmpuint (get_ticked (form).sets[TESSERA_VERB_WRITE], ==, 0);
  g_assert_true (shows (form, "Loses Products: write and Reports: read."));
  g_assert_true (has_focus (tessera_permission_grid_get_check (get_grid (form), 1, TESSERA_VERB_WRITE)));
  g_assert_false (can_press (form, "Remove unused permissions"));
  g_assert_true (shows (form, "A token needs one permission at least."));

  after = window_bed_fetch_newest (bed);
  g_assert_cmpstr (json_object_get_string_member (after, "revision"), ==, json_object_get_string_member (before, "revision"));
  press (form, "Update Token");
  AWAIT (!tessera_form_get_dirty (TESSERA_FORM (form)));
  g_assert_cmpuint (tessera_permissions_count (get_ticked (form)), ==, 1);
  AWAIT (shows (form, "Read just now"));
  g_assert_false (shows (form, "never written"));
}

static void
test_the_last_permission_stays (void)
{
  g_autoptr (WindowBed) bed = new_bed (NULL, FALSE);
  GtkWidget *form = window_bed_get_edit_form (bed);

  AWAIT (can_press (form, "Remove unused permissions"));
  press (form, "Remove unused permissions");
  g_assert_cmpuint (tessera_permissions_count (get_ticked (form)), ==, 1);
  g_assert_true (tessera_permissions_has (get_ticked (form), 1, TESSERA_VERB_READ));
}

static void
test_one_step_of_undo_brings_them_back (void)
{
  g_autoptr (WindowBed) bed = new_bed ("/api/1/products", FALSE);
  GtkWidget *form = window_bed_get_edit_form (bed);

  AWAIT (can_press (form, "Remove unused permissions"));
  press (form, "Remove unused permissions");
  send_key ("ctrl+z");
  AWAIT (tessera_permissions_count (get_ticked (form)) == 3);
  AWAIT (can_press (form, "Remove unused permissions"));
}

static void
test_a_viewer_sees_use_and_removes_nothing (void)
{
  g_autoptr (WindowBed) bed = new_bed ("/api/1/products", TRUE);
  GtkWidget *form = window_bed_get_edit_form (bed), *button;

  AWAIT (shows (form, "Read just now, never written"));
  button = find (form, GTK_TYPE_BUTTON, "Remove unused permissions");
  g_assert_false (gtk_widget_is_sensitive (button));
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (button), "only a manager"));
}

static void
test_a_revoked_token_keeps_its_use_and_loses_nothing (void)
{
  g_autoptr (WindowBed) bed = new_bed ("/api/1/products", FALSE);
  GtkWidget *form = window_bed_get_edit_form (bed);

  press (bed->window, "Revoke…");
  AWAIT (find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  press (find_window (ADW_TYPE_MESSAGE_DIALOG), "Revoke");
  AWAIT (shows (bed->window, "This token is revoked."));
  AWAIT (shows (form, "Read just now, never written"));
  g_assert_false (can_press (form, "Remove unused permissions"));
}

static void
test_a_failure_is_said_in_the_line_alone_and_mended_by_refresh (void)
{
  g_autoptr (WindowBed) bed = window_bed_new (NULL);
  g_autoptr (JsonObject) newest = NULL;
  GtkWidget *form = window_bed_get_edit_form (bed);

  window_bed_set_fault (bed, "GET usage", &(DoorFault) { .deed = DOOR_ANSWERS, .status = 500 });
  test_answer_free (test_create (bed->service, "Nightly export"));
  window_bed_refresh (bed);
  newest = window_bed_fetch_newest (bed);
  tessera_tokens_page_select (tessera_window_get_tokens_page (bed->window), json_object_get_string_member (newest, "id"));
  gtk_widget_activate_action (GTK_WIDGET (bed->window), "frame.search", NULL);
  AWAIT (shows (form, "When they were last used is not known."));
  g_assert_null (tessera_window_get_message (bed->window));
  g_assert_false (can_press (form, "Remove unused permissions"));
  g_assert_false (shows (form, "Never used"));

  window_bed_set_fault (bed, NULL, NULL);
  window_bed_refresh (bed);
  AWAIT (shows (form, "Never used"));
  g_assert_false (shows (form, "When they were last used is not known."));
}

static void
test_use_is_of_the_token_that_is_shown (void)
{
  g_autoptr (WindowBed) bed = new_bed ("/api/1/products", FALSE);
  GtkWidget *form = window_bed_get_edit_form (bed);
  TesseraTokensPage *page = tessera_window_get_tokens_page (bed->window);
  g_autofree char *used = g_strdup (tessera_token_get_id (tessera_editor_get_token (tessera_tokens_page_get_editor (page))));
  g_autoptr (JsonObject) newest = NULL;

  AWAIT (shows (form, "Read just now, never written"));
  test_answer_free (test_create (bed->service, "Dashboard"));
  window_bed_refresh (bed);
  newest = window_bed_fetch_newest (bed);

  /* The other one's answer is not waited for. */
  window_bed_set_fault (bed, "GET usage", &(DoorFault) { .deed = DOOR_HOLDS });
  tessera_tokens_page_select (page, json_object_get_string_member (newest, "id"));
  settle (bed->window);
  g_assert_false (shows (form, "Read just now"));
  window_bed_set_fault (bed, NULL, NULL);
  AWAIT (shows (form, "Never used"));
  tessera_tokens_page_select (page, used);
  AWAIT (shows (form, "Read just now, never written"));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/use/each-granted-permission-says-when-it-was-used", test_each_granted_permission_says_when_it_was_used);
  g_test_add_func ("/use/the-form-that-creates-says-nothing-of-it", test_the_form_that_creates_says_nothing_of_use);
  g_test_add_func ("/use/removing-unticks-what-was-never-used-and-saves-nothing",
                   test_removing_unticks_what_was_never_used_and_saves_nothing);
  g_test_add_func ("/use/the-last-permission-stays", test_the_last_permission_stays);
  g_test_add_func ("/use/one-step-of-undo-brings-them-back", test_one_step_of_undo_brings_them_back);
  g_test_add_func ("/use/a-viewer-sees-it-and-removes-nothing", test_a_viewer_sees_use_and_removes_nothing);
  g_test_add_func ("/use/a-revoked-token-keeps-its-use-and-loses-nothing", test_a_revoked_token_keeps_its_use_and_loses_nothing);
  g_test_add_func ("/use/a-failure-is-said-in-the-line-alone-and-mended-by-refresh",
                   test_a_failure_is_said_in_the_line_alone_and_mended_by_refresh);
  g_test_add_func ("/use/is-of-the-token-that-is-shown", test_use_is_of_the_token_that_is_shown);
  return test_http_run ();
}
