/* Every text can be read: a contrast of 4.5:1 at least, large text included, in each state of the window, light and
 * dark; in high contrast with ADW_DEBUG_HIGH_CONTRAST=1. What is insensitive is exempt, and a window behind others. */

#include "contrast.h"
#include "window-bed.h"

#include "tessera-check-dialog.h"
#include "tessera-conflict-dialog.h"
#include "tessera-created-dialog.h"
#include "tessera-history-dialog.h"
#include "tessera-rotate-dialog.h"
#include "tessera-server-dialog.h"
#include "tessera-servers-dialog.h"

#define LEAST 4.5

static gboolean
is_high (void)
{
  return adw_style_manager_get_high_contrast (adw_style_manager_get_default ());
}

static void
measure_now (gpointer native, const char *state, gboolean dark)
{
  g_autoptr (GPtrArray) faults = contrast_find_faults (GTK_NATIVE (native), LEAST);

  for (guint i = 0; i < faults->len; i++)
    g_test_message ("%s, %s%s: %s", state, dark ? "dark" : "light", is_high () ? ", high contrast" : "",
                    (const char *) faults->pdata[i]);
  if (faults->len > 0)
    g_test_fail ();
}

static void
measure (gpointer native, const char *state)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  if (GTK_IS_WINDOW (native))
    AWAIT (gtk_window_is_active (native));
  for (int dark = 0; dark < 2; dark++)
    {
      adw_style_manager_set_color_scheme (manager, dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
      settle (native);
      measure_now (native, state, dark);
    }
}

/* What a window can open: menus, lists, the calendar */

static void
measure_popover (GtkWidget *widget, const char *state)
{
  GtkWidget *popover = find_popover (widget);

  if (popover == NULL)
    return;

  gtk_popover_popup (GTK_POPOVER (popover));
  AWAIT (gtk_widget_get_mapped (popover));
  measure (popover, state);
  gtk_popover_popdown (GTK_POPOVER (popover));
  AWAIT (!gtk_widget_get_mapped (popover));
}

static void
measure_popovers (GtkWidget *widget, const char *state)
{
  if (!gtk_widget_get_mapped (widget) || !gtk_widget_is_sensitive (widget))
    return;
  if (GTK_IS_MENU_BUTTON (widget) || GTK_IS_DROP_DOWN (widget))
    {
      measure_popover (widget, state);
      return;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    measure_popovers (child, state);
}

/* The window */

static void
open_create (WindowBed *bed)
{
  gtk_widget_activate_action (GTK_WIDGET (bed->window), "frame.new", NULL);
  settle (bed->window);
}

/* With a token of each status, and permissions that several have, so that they are offered as a start. */
static WindowBed *
new_bed (void)
{
  WindowBed *bed = window_bed_new_bare ();
  g_autofree char *body = test_body ("\"Agency reporting\"", NULL, "{\"bulk_data\": [\"read\"]}", NULL), *path = NULL;
  g_autoptr (TestAnswer) revoked = NULL;

  for (guint i = 0; i < 3; i++)
    test_answer_free (test_create (bed->service, "Nightly export"));
  test_answer_free (test_create_from (bed->service, body));
  test_answer_free (test_create_expired (bed->service, "Old migration"));
  revoked = test_create (bed->service, "Mobile app");
  path = test_path_of (revoked, NULL);
  test_answer_free (test_call (bed->service, "DELETE", path, NULL, NULL));
  test_answer_free (test_create (bed->service, "Warehouse sync"));
  window_bed_open (bed, test_service_get_manager_key (bed->service), NULL);
  window_bed_await_load (bed->session);
  settle (bed->window);
  return bed;
}

static void
test_in_create_token (void)
{
  g_autoptr (WindowBed) bed = new_bed ();
  GtkWidget *form = window_bed_get_create_form (bed);

  open_create (bed);
  measure (bed->window, "create, untouched");
  measure_popovers (form, "create");
  press (form, "Create Token");
  AWAIT (shows (form, "Give the token a name."));
  measure (bed->window, "create, faults");
  fill_form (form, "nightly EXPORT");
  for (int area = 0; area < 7; area++)
    tick (form, area, TESSERA_VERB_READ, TRUE);
  settle (bed->window);
  measure (bed->window, "create, filled in");
}

static void
test_in_tokens (void)
{
  g_autoptr (WindowBed) bed = new_bed ();
  GtkWidget *form = window_bed_get_edit_form (bed);

  measure (bed->window, "tokens");
  measure_popovers (GTK_WIDGET (bed->window), "tokens");
  type_name (form, "My export");
  tick (form, 1, TESSERA_VERB_WRITE, TRUE);
  settle (bed->window);
  measure (bed->window, "tokens, changed");
  window_bed_set_fault (bed, "PUT", &(DoorFault) { DOOR_ANSWERS, 500, "text/html", "no" });
  press (form, "Update Token");
  AWAIT (tessera_window_get_message (bed->window) != NULL);
  settle (bed->window);
  measure (bed->window, "tokens, failed");
  gtk_editable_set_text (find (bed->window, GTK_TYPE_SEARCH_ENTRY, NULL), "nothing like this");
  AWAIT (shows (bed->window, "No Matches") || find (bed->window, GTK_TYPE_COLUMN_VIEW, NULL) == NULL);
  settle (bed->window);
  measure (bed->window, "tokens, no match");
}

static void
test_offline_and_for_a_viewer (void)
{
  g_autoptr (WindowBed) bed = window_bed_new_bare ();

  test_answer_free (test_create (bed->service, "Nightly export"));
  window_bed_open (bed, test_service_get_viewer_key (bed->service), NULL);
  window_bed_await_load (bed->session);
  settle (bed->window);
  measure (bed->window, "tokens, viewer");
  window_bed_set_fault (bed, "GET", &(DoorFault) { .deed = DOOR_REFUSES });
  gtk_widget_activate_action (GTK_WIDGET (bed->window), "frame.refresh", NULL);
  AWAIT (tessera_session_get_state (bed->session) == TESSERA_SESSION_OFFLINE);
  settle (bed->window);
  measure (bed->window, "tokens, offline");
  open_create (bed);
  measure (bed->window, "create, offline");
}

/* Dialogs */

static GtkWidget *
await_window (GType type)
{
  AWAIT (find_window (type) != NULL);
  settle (find_window (type));
  return find_window (type);
}

static void
test_in_the_dialogs_of_a_secret (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");
  GtkWidget *dialog;

  press (bed->window, "Rotate…");
  dialog = await_window (TESSERA_TYPE_ROTATE_DIALOG);
  measure (dialog, "rotate");
  press (dialog, "Rotate");
  dialog = await_window (TESSERA_TYPE_CREATED_DIALOG);
  measure (dialog, "token rotated");
  press (dialog, "Done");
  measure (await_window (ADW_TYPE_MESSAGE_DIALOG), "leaving without the secret");
}

static void
test_in_the_comparison_and_the_history (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");
  TesseraEditor *editor = window_bed_get_editor (bed);
  GtkWidget *form = window_bed_get_edit_form (bed), *dialog;

  type_name (form, "My export");
  window_bed_rename_newest (bed, "Their export");
  press (form, "Update Token");
  dialog = await_window (TESSERA_TYPE_CONFLICT_DIALOG);
  AWAIT (shows (dialog, "Their export"));
  measure (dialog, "comparison");
  press (dialog, "Take theirs");
  AWAIT (find_window (TESSERA_TYPE_CONFLICT_DIALOG) == NULL);

  g_action_group_activate_action (tessera_editor_get_actions (editor), "history", NULL);
  dialog = await_window (TESSERA_TYPE_HISTORY_DIALOG);
  AWAIT (find (dialog, GTK_TYPE_EXPANDER, NULL) != NULL);
  gtk_expander_set_expanded (find (dialog, GTK_TYPE_EXPANDER, NULL), TRUE);
  settle (dialog);
  measure (dialog, "history");
}

static void
test_in_the_questions (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");

  press (bed->window, "Revoke…");
  measure (await_window (ADW_TYPE_MESSAGE_DIALOG), "revoke");
  gtk_window_close (find_window (ADW_TYPE_MESSAGE_DIALOG));
  AWAIT (find_window (ADW_TYPE_MESSAGE_DIALOG) == NULL);
  type_name (window_bed_get_edit_form (bed), "My export");
  gtk_widget_activate_action (GTK_WIDGET (bed->window), "frame.new", NULL);
  measure (await_window (ADW_TYPE_MESSAGE_DIALOG), "unsaved");
}

static void
test_in_what_the_main_menu_opens (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");

  gtk_widget_activate_action (GTK_WIDGET (bed->window), "frame.shortcuts", NULL);
  measure (await_window (GTK_TYPE_SHORTCUTS_WINDOW), "shortcuts");
  gtk_window_close (find_window (GTK_TYPE_SHORTCUTS_WINDOW));
  gtk_widget_activate_action (GTK_WIDGET (bed->window), "frame.about", NULL);
  measure (await_window (ADW_TYPE_ABOUT_WINDOW), "about");
}

static void
test_in_check_a_request_and_servers (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");
  g_autoptr (TesseraSessions) sessions = tessera_sessions_new (NULL);
  TesseraEditor *editor = window_bed_get_editor (bed);
  GtkWidget *dialog;

  g_action_group_activate_action (tessera_editor_get_actions (editor), "check", NULL);
  dialog = await_window (TESSERA_TYPE_CHECK_DIALOG);
  gtk_editable_set_text (find (dialog, GTK_TYPE_ENTRY, NULL), "/api/1/reports");
  settle (dialog);
  measure (dialog, "check, allowed");
  gtk_editable_set_text (find (dialog, GTK_TYPE_ENTRY, NULL), "/nowhere");
  settle (dialog);
  measure (dialog, "check, denied");
  gtk_window_destroy (GTK_WINDOW (dialog));

  tessera_servers_put (tessera_sessions_get_servers (sessions), NULL, "https://tokens.example", "Office");
  gtk_window_present (tessera_servers_dialog_new (GTK_WINDOW (bed->window), sessions));
  measure (await_window (TESSERA_TYPE_SERVERS_DIALOG), "servers");
  gtk_window_destroy (find_window (TESSERA_TYPE_SERVERS_DIALOG));
  gtk_window_present (tessera_server_dialog_new (GTK_WINDOW (bed->window), sessions, NULL));
  measure (await_window (TESSERA_TYPE_SERVER_DIALOG), "server");
}

/* And that it is measured at all. */

static GtkWidget *
make_label (const char *words, const char *style)
{
  GtkWidget *label = gtk_label_new (words);
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_data (provider, style, -1);
  gtk_style_context_add_provider (gtk_widget_get_style_context (label), GTK_STYLE_PROVIDER (provider),
                                  GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  return label;
}

static void
test_what_is_hard_to_read_is_found (void)
{
  GtkWidget *window = gtk_window_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autoptr (GPtrArray) faults = NULL;
  guint before = contrast_count_texts ();

  g_assert_cmpfloat_with_epsilon (contrast_measure (&(GdkRGBA) { 0, 0, 0, 1 }, &(GdkRGBA) { 1, 1, 1, 1 }), 21, 0.01);
  gtk_box_append (GTK_BOX (box), make_label ("Quite legible", "label { color: #777777; background: #ffffff; }"));
  gtk_box_append (GTK_BOX (box), make_label ("Legible enough", "label { color: #767676; background: #ffffff; }"));
  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
  AWAIT (gtk_window_is_active (GTK_WINDOW (window)));     /* the title of one behind others is dimmed */
  settle (window);
  faults = contrast_find_faults (GTK_NATIVE (window), LEAST);
  g_assert_cmpuint (contrast_count_texts () - before, >=, 2);
  g_assert_cmpuint (faults->len, ==, 1);
  g_assert_true (g_str_has_prefix (faults->pdata[0], "4.48, #777777 on #ffffff"));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-font-name", "Cantarell 11", "gtk-enable-animations", FALSE, NULL);
  g_test_add_func ("/contrast/what-is-hard-to-read-is-found", test_what_is_hard_to_read_is_found);
  g_test_add_func ("/contrast/in-create-token", test_in_create_token);
  g_test_add_func ("/contrast/in-tokens", test_in_tokens);
  g_test_add_func ("/contrast/offline-and-for-a-viewer", test_offline_and_for_a_viewer);
  g_test_add_func ("/contrast/in-the-dialogs-of-a-secret", test_in_the_dialogs_of_a_secret);
  g_test_add_func ("/contrast/in-the-comparison-and-the-history", test_in_the_comparison_and_the_history);
  g_test_add_func ("/contrast/in-the-questions", test_in_the_questions);
  g_test_add_func ("/contrast/in-check-a-request-and-servers", test_in_check_a_request_and_servers);
  g_test_add_func ("/contrast/in-what-the-main-menu-opens", test_in_what_the_main_menu_opens);
  return test_http_run ();
}
