/* Somebody who may only look: everything is there to be read, nothing to be changed, and the window says why. */

#include "window-bed.h"

#include <glib/gstdio.h>

#include "tessera-application.h"
#include "tessera-fields.h"

#define WHY "only a manager may change them."

static void
assert_read_only (TesseraWindow *window)
{
  GtkWidget *create = find_hidden (tessera_window_get_create_page (window), TESSERA_TYPE_FORM);
  GtkWidget *edit = find_hidden (tessera_window_get_tokens_page (window), TESSERA_TYPE_FORM);
  GtkWidget *forms[] = { edit, create };
  const char *const buttons[] = { "Update Token", "Create Token" };

  g_assert_true (window_says (window, WHY));
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      TesseraFields *fields = find_hidden (forms[i], TESSERA_TYPE_FIELDS);

      AWAIT (shows (forms[i], WHY));
      g_assert_false (can_press (forms[i], buttons[i]));
      g_assert_false (gtk_widget_is_sensitive (GTK_WIDGET (tessera_name_row_get_entry (tessera_fields_get_name_row (fields)))));
      g_assert_false (gtk_widget_is_sensitive (GTK_WIDGET (tessera_fields_get_grid (fields))));
      gtk_widget_activate_action (GTK_WIDGET (window), "frame.new", NULL);
      settle (window);
    }
}

static void
test_finds_every_changing_control_insensitive (void)
{
  g_autoptr (WindowBed) bed = window_bed_new_bare ();

  test_answer_free (test_create (bed->service, "Nightly export"));
  window_bed_open (bed, test_service_get_viewer_key (bed->service), NULL);
  window_bed_await_load (bed->session);
  settle (bed->window);
  g_assert_true (shows (tessera_window_get_tokens_page (bed->window), "Nightly export"));
  g_assert_false (can_press (bed->window, "Revoke…"));
  assert_read_only (bed->window);
}

static void
test_sends_no_change_by_keys_either (void)
{
  g_autoptr (WindowBed) bed = window_bed_new_bare ();

  test_answer_free (test_create (bed->service, "Nightly export"));
  window_bed_open (bed, test_service_get_viewer_key (bed->service), NULL);
  window_bed_await_load (bed->session);
  settle (bed->window);

  tessera_token_actions_revoke (tessera_editor_get_token_actions (window_bed_get_editor (bed)));
  tessera_create_page_retry (tessera_window_get_create_page (bed->window));
  tessera_editor_retry (window_bed_get_editor (bed));
  settle (bed->window);
  g_assert_null (find_window (ADW_TYPE_MESSAGE_DIALOG));
  for (guint i = 0; i < test_mock_server_get_n_requests (bed->door); i++)
    g_assert_cmpstr (test_mock_server_get_request (bed->door, i)->method, ==, "GET");
}

static void
test_with_no_token_reads_why_on_the_create_page (void)
{
  g_autoptr (WindowBed) bed = window_bed_new_bare ();

  window_bed_open (bed, test_service_get_viewer_key (bed->service), NULL);
  window_bed_await_load (bed->session);
  AWAIT (shows (window_bed_get_create_form (bed), WHY));
  g_assert_false (can_press (bed->window, "Create Token"));
}

/* The program's own way in */

static char *
write_key_file (WindowBed *bed)
{
  char *path = g_build_filename (test_service_get_folder (bed->service), "viewer.key", NULL);
  g_autofree char *line = g_strconcat (test_service_get_viewer_key (bed->service), "\n", NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents_full (path, line, -1, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
  return path;
}

static gboolean
look_at_window (gpointer data)
{
  GApplication *application = data;
  GtkWindow *window;

  AWAIT ((window = gtk_application_get_active_window (GTK_APPLICATION (application))) != NULL);
  AWAIT (tessera_window_get_message (TESSERA_WINDOW (window)) != NULL);
  settle (window);
  assert_read_only (TESSERA_WINDOW (window));
  gtk_window_destroy (window);
  return G_SOURCE_REMOVE;
}

static void
test_comes_in_by_server_and_key_file (void)
{
  g_autoptr (WindowBed) bed = window_bed_new_bare ();
  g_autoptr (TesseraApplication) application = tessera_application_new ();
  g_autofree char *key_file = write_key_file (bed);
  char *arguments[] = { (char *) "tessera", (char *) "--server", (char *) test_service_get_url (bed->service),
                        (char *) "--key-file", key_file, NULL };

  test_answer_free (test_create (bed->service, "Nightly export"));
  g_idle_add (look_at_window, application);
  g_assert_cmpint (g_application_run (G_APPLICATION (application), 5, arguments), ==, 0);
}

static void
test_key_file_that_others_can_read_is_refused (void)
{
  g_autoptr (WindowBed) bed = window_bed_new_bare ();
  g_autoptr (TesseraApplication) application = tessera_application_new ();
  g_autofree char *key_file = write_key_file (bed);
  char *arguments[] = { (char *) "tessera", (char *) "--server", (char *) test_service_get_url (bed->service),
                        (char *) "--key-file", key_file, NULL };

  g_assert_cmpint (g_chmod (key_file, 0644), ==, 0);
  g_assert_cmpint (g_application_run (G_APPLICATION (application), 5, arguments), ==, 2);
  g_assert_null (gtk_application_get_active_window (GTK_APPLICATION (application)));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/viewer/finds-every-changing-control-insensitive", test_finds_every_changing_control_insensitive);
  g_test_add_func ("/viewer/sends-no-change-by-keys-either", test_sends_no_change_by_keys_either);
  g_test_add_func ("/viewer/with-no-token-reads-why-on-the-create-page", test_with_no_token_reads_why_on_the_create_page);
  g_test_add_func ("/viewer/comes-in-by-server-and-key-file", test_comes_in_by_server_and_key_file);
  g_test_add_func ("/viewer/key-file-that-others-can-read-is-refused", test_key_file_that_others_can_read_is_refused);
  return test_http_run ();
}
