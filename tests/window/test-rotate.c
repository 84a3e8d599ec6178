/* Rotating a token: the secret is shown once, nothing that was typed is lost, and a lost answer can be mended. */

#include "window-bed.h"

#include <string.h>

#include "tessera-created-dialog.h"
#include "tessera-rotate-dialog.h"

static GtkWidget *
open_dialog (WindowBed *bed)
{
  GtkWidget *dialog;

  press (bed->window, "Rotate…");
  AWAIT ((dialog = find_window (TESSERA_TYPE_ROTATE_DIALOG)) != NULL);
  settle (dialog);
  return dialog;
}

static gboolean
has_label (GtkWidget *widget, const char *label)
{
  return GTK_IS_CHECK_BUTTON (widget) && g_strcmp0 (gtk_check_button_get_label (GTK_CHECK_BUTTON (widget)), label) == 0;
}

static void
choose (GtkWidget *widget, const char *label)
{
  if (has_label (widget, label))
    gtk_check_button_set_active (GTK_CHECK_BUTTON (widget), TRUE);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    choose (child, label);
}

/* The secret in the dialog that is open now. (transfer full) */
static char *
await_secret (void)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;

  AWAIT (find_window (TESSERA_TYPE_CREATED_DIALOG) != NULL && find_window (TESSERA_TYPE_ROTATE_DIALOG) == NULL);
  g_assert_cmpstr (gtk_window_get_title (find_window (TESSERA_TYPE_CREATED_DIALOG)), ==, "Token rotated");
  buffer = gtk_text_view_get_buffer (find (find_window (TESSERA_TYPE_CREATED_DIALOG), GTK_TYPE_TEXT_VIEW, NULL));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static guint
authorize (WindowBed *bed, const char *secret)
{
  g_autofree char *field = g_strconcat ("X-Api-Key: ", secret, NULL);
  const char *const fields[] = { "X-Forwarded-Method: GET", "X-Forwarded-Uri: /api/1/reports", field, NULL };
  g_autoptr (TestAnswer) answer
    = test_http_call (test_service_get_authorize_url (bed->service), "GET", "/v1/authorize", fields, NULL);

  return answer->status;
}

static WindowBed *
new_bed (char **secret)
{
  WindowBed *bed = window_bed_new_bare ();
  g_autoptr (TestAnswer) token = test_create (bed->service, "Nightly export");

  *secret = g_strdup (test_answer_get_string (token, "secret"));
  window_bed_open (bed, test_service_get_manager_key (bed->service), NULL);
  window_bed_await_load (bed->session);
  settle (bed->window);
  return bed;
}

static void
test_with_a_grace_period_both_secrets_work (void)
{
  g_autofree char *old = NULL, *secret = NULL;
  g_autoptr (WindowBed) bed = new_bed (&old);
  GtkWidget *dialog = open_dialog (bed);

  g_assert_true (shows (dialog, "“Nightly export” gets a new secret"));
  g_assert_true (shows (dialog, "It was never used."));
  g_assert_true (shows (dialog, "From then on the old one is refused."));
  press (dialog, "Rotate");
  secret = await_secret ();
  g_assert_true (shows (find_window (TESSERA_TYPE_CREATED_DIALOG), "Both secrets work until"));
  g_assert_cmpstr (secret, !=, old);
  g_assert_cmpuint (authorize (bed, old), ==, 200);
  g_assert_cmpuint (authorize (bed, secret), ==, 200);
  press (find_window (TESSERA_TYPE_CREATED_DIALOG), "Copy");
  press (find_window (TESSERA_TYPE_CREATED_DIALOG), "Done");
  AWAIT (shows (bed->window, "Rotated “Nightly export”."));
}

static void
test_at_once_the_old_secret_is_refused (void)
{
  g_autofree char *old = NULL, *secret = NULL;
  g_autoptr (WindowBed) bed = new_bed (&old);
  GtkWidget *dialog = open_dialog (bed);

  choose (dialog, "At once");
  g_assert_true (shows (dialog, "The old secret stops working at once"));
  press (dialog, "Rotate");
  secret = await_secret ();
  g_assert_cmpuint (authorize (bed, old), ==, 401);
  g_assert_cmpuint (authorize (bed, secret), ==, 200);
}

/* What was sent to rotate, as the service got it. */
static guint
get_grace (WindowBed *bed)
{
  for (guint i = test_mock_server_get_n_requests (bed->door); i-- > 0;)
    {
      const TestMockRequest *request = test_mock_server_get_request (bed->door, i);
      gsize size;
      const char *body;
      g_autofree char *text = NULL;

      if (!g_str_has_suffix (request->target, "/rotate"))
        continue;
      body = g_bytes_get_data (request->body, &size);
      text = g_strndup (body, size);
      return (guint) g_ascii_strtoull (strchr (text, ':') + 1, NULL, 10);
    }

  return G_MAXUINT;
}

static void
test_each_choice_is_what_is_sent (void)
{
  static const struct { const char *label; guint seconds; } cases[] = {
    { "At once", 0 }, { "1 hour", 3600 }, { "1 day", 86400 }, { "3 days", 259200 }, { "7 days", 604800 },
  };
  g_autofree char *old = NULL;
  g_autoptr (WindowBed) bed = new_bed (&old);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkWidget *dialog = open_dialog (bed);
      g_autofree char *secret = NULL;

      choose (dialog, cases[i].label);
      press (dialog, "Rotate");
      secret = await_secret ();
      g_assert_cmpuint (get_grace (bed), ==, cases[i].seconds);
      gtk_window_destroy (find_window (TESSERA_TYPE_CREATED_DIALOG));
      settle (bed->window);
    }
}

static void
test_what_is_typed_survives_and_can_still_be_saved (void)
{
  g_autofree char *old = NULL, *secret = NULL;
  g_autoptr (WindowBed) bed = new_bed (&old);
  GtkWidget *form = window_bed_get_edit_form (bed);
  g_autoptr (JsonObject) token = NULL;

  type_name (form, "Weekly export");
  press (open_dialog (bed), "Rotate");
  secret = await_secret ();
  g_assert_cmpstr (get_typed_name (form), ==, "Weekly export");
  g_assert_true (tessera_form_get_dirty (TESSERA_FORM (form)));

  gtk_window_destroy (find_window (TESSERA_TYPE_CREATED_DIALOG));
  press (form, "Update Token");
  AWAIT (!tessera_form_get_dirty (TESSERA_FORM (form)));
  token = window_bed_fetch_newest (bed);
  g_assert_cmpstr (json_object_get_string_member (token, "name"), ==, "Weekly export");
}

static void
test_a_lost_answer_is_explained_and_mended_by_rotating_again (void)
{
  g_autofree char *old = NULL, *secret = NULL;
  g_autoptr (WindowBed) bed = new_bed (&old);
  GtkWidget *dialog = open_dialog (bed);

  choose (dialog, "At once");
  window_bed_set_fault (bed, "POST rotate", &(DoorFault) { .deed = DOOR_LOSES });
  press (dialog, "Rotate");
  AWAIT (shows (dialog, "Whether the secret was changed is not known"));
  window_bed_set_fault (bed, NULL, NULL);

  press (dialog, "Rotate");
  AWAIT (shows (dialog, "The token has a new secret already"));
  press (dialog, "Rotate Again");
  secret = await_secret ();
  g_assert_cmpuint (get_grace (bed), ==, 0);
  g_assert_cmpuint (authorize (bed, secret), ==, 200);
  g_assert_cmpuint (authorize (bed, old), ==, 401);
}

static void
test_somebody_elses_change_is_told_and_kept (void)
{
  g_autofree char *old = NULL, *secret = NULL;
  g_autoptr (WindowBed) bed = new_bed (&old);
  GtkWidget *dialog = open_dialog (bed);
  g_autoptr (JsonObject) token = NULL;

  window_bed_rename_newest (bed, "Weekly export");
  press (dialog, "Rotate");
  AWAIT (shows (dialog, "Mara changed the token on "));
  press (dialog, "Rotate Again");
  secret = await_secret ();
  token = window_bed_fetch_newest (bed);
  g_assert_cmpstr (json_object_get_string_member (token, "name"), ==, "Weekly export");
  g_assert_cmpstr (get_typed_name (window_bed_get_edit_form (bed)), ==, "Weekly export");
}

static void
test_a_failure_keeps_dialog_and_choice (void)
{
  static const DoorFault faults[] = { { .deed = DOOR_ANSWERS, .status = 500 }, { .deed = DOOR_REFUSES } };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *old = NULL, *secret = NULL;
      g_autoptr (WindowBed) bed = new_bed (&old);
      GtkWidget *dialog = open_dialog (bed);

      choose (dialog, "3 days");
      window_bed_set_fault (bed, "POST rotate", &faults[i]);
      press (dialog, "Rotate");
      AWAIT (shows (dialog, "secret was"));
      AWAIT (has_focus (find (dialog, GTK_TYPE_BUTTON, "Rotate")));
      window_bed_set_fault (bed, NULL, NULL);
      press (dialog, "Rotate");
      secret = await_secret ();
      g_assert_cmpuint (get_grace (bed), ==, 259200);
    }
}

static void
test_a_token_revoked_meanwhile_is_told (void)
{
  g_autofree char *old = NULL, *path = NULL;
  g_autoptr (WindowBed) bed = new_bed (&old);
  GtkWidget *dialog = open_dialog (bed);
  g_autoptr (JsonObject) token = window_bed_fetch_newest (bed);

  path = g_strconcat ("/v1/tokens/", json_object_get_string_member (token, "id"), NULL);
  test_answer_free (test_call (bed->service, "DELETE", path, NULL, NULL));
  press (dialog, "Rotate");
  AWAIT (shows (dialog, "Only an active token can be rotated"));
  g_assert_false (can_press (dialog, "Rotate"));
  press (dialog, "Cancel");
  AWAIT (find_window (TESSERA_TYPE_ROTATE_DIALOG) == NULL);
  AWAIT (shows (window_bed_get_edit_form (bed), "This token is revoked."));
  g_assert_false (can_press (bed->window, "Rotate…"));
}

static void
test_it_stays_while_a_secret_may_be_on_its_way (void)
{
  g_autofree char *old = NULL, *secret = NULL;
  g_autoptr (WindowBed) bed = new_bed (&old);
  GtkWidget *dialog = open_dialog (bed);

  window_bed_set_fault (bed, "POST rotate", &(DoorFault) { .deed = DOOR_HOLDS });
  press (dialog, "Rotate");
  AWAIT (shows (dialog, "Waiting for the server…"));
  g_assert_false (can_press (dialog, "Cancel"));
  gtk_window_close (GTK_WINDOW (dialog));
  settle (dialog);
  g_assert_true (find_window (TESSERA_TYPE_ROTATE_DIALOG) == dialog);
  window_bed_set_fault (bed, NULL, NULL);
  secret = await_secret ();
  g_assert_cmpuint (authorize (bed, secret), ==, 200);
}

static void
test_an_expired_token_says_why_it_cannot_be_rotated (void)
{
  g_autoptr (WindowBed) bed = window_bed_new_bare ();
  GtkWidget *button;

  test_answer_free (test_create_expired (bed->service, "Nightly export"));
  window_bed_open (bed, test_service_get_manager_key (bed->service), NULL);
  window_bed_await_load (bed->session);
  settle (bed->window);
  button = find (bed->window, GTK_TYPE_BUTTON, "Rotate…");
  g_assert_false (gtk_widget_get_sensitive (button));
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (button), "This one has expired"));
  g_assert_true (can_press (bed->window, "Revoke…"));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/rotate/with-a-grace-period-both-secrets-work", test_with_a_grace_period_both_secrets_work);
  g_test_add_func ("/rotate/at-once-the-old-secret-is-refused", test_at_once_the_old_secret_is_refused);
  g_test_add_func ("/rotate/each-choice-is-what-is-sent", test_each_choice_is_what_is_sent);
  g_test_add_func ("/rotate/what-is-typed-survives-and-can-still-be-saved",
                   test_what_is_typed_survives_and_can_still_be_saved);
  g_test_add_func ("/rotate/a-lost-answer-is-explained-and-mended-by-rotating-again",
                   test_a_lost_answer_is_explained_and_mended_by_rotating_again);
  g_test_add_func ("/rotate/somebody-elses-change-is-told-and-kept", test_somebody_elses_change_is_told_and_kept);
  g_test_add_func ("/rotate/a-failure-keeps-dialog-and-choice", test_a_failure_keeps_dialog_and_choice);
  g_test_add_func ("/rotate/a-token-revoked-meanwhile-is-told", test_a_token_revoked_meanwhile_is_told);
  g_test_add_func ("/rotate/it-stays-while-a-secret-may-be-on-its-way", test_it_stays_while_a_secret_may_be_on_its_way);
  g_test_add_func ("/rotate/an-expired-token-says-why-it-cannot-be-rotated",
                   test_an_expired_token_says_why_it_cannot_be_rotated);
  return test_http_run ();
}
