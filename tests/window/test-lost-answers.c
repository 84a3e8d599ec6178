/* A lost answer never makes two tokens, and never a token whose secret nobody has. */

#include "window-bed.h"

#include <string.h>

#include "tessera-created-dialog.h"

static const DoorFault lost = { .deed = DOOR_LOSES };

/* (transfer full): the idempotency key of the request to create that is the @n-th, from 0; %NULL if there is none */
static char *
get_key (WindowBed *bed, guint n)
{
  for (guint i = 0; i < test_mock_server_get_n_requests (bed->door); i++)
    {
      const TestMockRequest *request = test_mock_server_get_request (bed->door, i);

      if (g_str_equal (request->method, "POST") && g_str_equal (request->target, "/v1/tokens") && n-- == 0)
        return test_mock_request_get_field (request, "Idempotency-Key");
    }

  return NULL;
}

static void
assert_keys (WindowBed *bed, gboolean same)
{
  g_autofree char *first = get_key (bed, 0), *second = get_key (bed, 1);

  g_assert_nonnull (first);
  g_assert_nonnull (second);
  if (same)
    g_assert_cmpstr (first, ==, second);
  else
    g_assert_cmpstr (first, !=, second);
}

/* The dialog shows the secret that the one token has now. */
static void
assert_secret_is_shown (WindowBed *bed)
{
  g_autoptr (JsonObject) token = window_bed_fetch_newest (bed);
  GtkTextView *view;
  GtkTextIter start, end;
  g_autofree char *secret = NULL;

  AWAIT (find_window (TESSERA_TYPE_CREATED_DIALOG) != NULL);
  view = find (find_window (TESSERA_TYPE_CREATED_DIALOG), GTK_TYPE_TEXT_VIEW, NULL);
  gtk_text_buffer_get_bounds (gtk_text_view_get_buffer (view), &start, &end);
  secret = gtk_text_buffer_get_text (gtk_text_view_get_buffer (view), &start, &end, FALSE);
  g_assert_true (g_str_has_prefix (secret, "frt_"));
  g_assert_true (g_str_has_suffix (secret, json_object_get_string_member (token, "hint")));
}

static GtkWidget *
lose_the_answer (WindowBed *bed)
{
  GtkWidget *form = window_bed_get_create_form (bed);

  fill_form (form, "Nightly export");
  window_bed_set_fault (bed, "POST", &lost);
  press (form, "Create Token");
  AWAIT (window_says (bed->window, "Whether the token was created is not known"));
  g_assert_cmpuint (window_bed_count_tokens (bed), ==, 1);
  window_bed_set_fault (bed, NULL, NULL);
  return form;
}

static void
test_retry_makes_one_token_and_shows_a_new_secret (void)
{
  g_autoptr (WindowBed) bed = window_bed_new (NULL);

  lose_the_answer (bed);
  press (bed->window, "Retry");
  AWAIT (find_window (TESSERA_TYPE_CREATED_DIALOG) != NULL);
  assert_keys (bed, TRUE);
  g_assert_cmpuint (window_bed_count_tokens (bed), ==, 1);
  assert_secret_is_shown (bed);
  g_assert_cmpstr (gtk_window_get_title (find_window (TESSERA_TYPE_CREATED_DIALOG)), ==, "New secret");
}

static void
test_pressing_again_does_what_retry_does (void)
{
  g_autoptr (WindowBed) bed = window_bed_new (NULL);
  GtkWidget *form = lose_the_answer (bed);

  press (form, "Create Token");
  AWAIT (find_window (TESSERA_TYPE_CREATED_DIALOG) != NULL);
  assert_keys (bed, TRUE);
  g_assert_cmpuint (window_bed_count_tokens (bed), ==, 1);
  assert_secret_is_shown (bed);
}

static void
test_what_was_changed_since_is_another_token (void)
{
  g_autoptr (WindowBed) bed = window_bed_new (NULL);
  GtkWidget *form = lose_the_answer (bed);

  type_name (form, "Weekly export");
  press (form, "Create Token");
  AWAIT (find_window (TESSERA_TYPE_CREATED_DIALOG) != NULL);
  assert_keys (bed, FALSE);
  g_assert_cmpuint (window_bed_count_tokens (bed), ==, 2);
  assert_secret_is_shown (bed);
}

static void
test_after_a_created_token_the_same_form_makes_another (void)
{
  g_autoptr (WindowBed) bed = window_bed_new (NULL);
  GtkWidget *form = window_bed_get_create_form (bed);

  for (guint i = 0; i < 2; i++)
    {
      gtk_widget_activate_action (GTK_WIDGET (bed->window), "frame.new", NULL);
      fill_form (form, "Nightly export");
      press (form, "Create Token");
      AWAIT (find_window (TESSERA_TYPE_CREATED_DIALOG) != NULL);
      press (find_window (TESSERA_TYPE_CREATED_DIALOG), "Copy");
      press (find_window (TESSERA_TYPE_CREATED_DIALOG), "Done");
      AWAIT (find_window (TESSERA_TYPE_CREATED_DIALOG) == NULL);
    }
  assert_keys (bed, FALSE);
  g_assert_cmpuint (window_bed_count_tokens (bed), ==, 2);
}

/* The create is answered without a secret, and then the rotation is lost, too. */
static void
test_a_lost_rotation_is_rotated_again (void)
{
  g_autoptr (WindowBed) bed = window_bed_new (NULL);
  GtkWidget *form = lose_the_answer (bed);

  window_bed_set_fault (bed, "POST rotate", &lost);
  press (bed->window, "Retry");
  AWAIT (window_says (bed->window, "Whether the secret was changed is not known"));
  g_assert_cmpstr (get_typed_name (form), ==, "Nightly export");

  window_bed_set_fault (bed, NULL, NULL);
  press (bed->window, "Retry");
  AWAIT (find_window (TESSERA_TYPE_CREATED_DIALOG) != NULL);
  g_assert_cmpuint (window_bed_count_tokens (bed), ==, 1);
  assert_secret_is_shown (bed);
}

/* (transfer full): the file in which the window keeps what is filled in; %NULL if there is none */
static char *
find_draft_file (WindowBed *bed)
{
  g_autofree char *server
    = g_compute_checksum_for_string (G_CHECKSUM_SHA256, tessera_session_get_server_address (bed->session), -1);
  g_autofree char *path = g_build_filename (g_get_user_state_dir (), "tessera", "drafts", server, NULL);
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name = NULL;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL && !g_str_has_suffix (name, ".json"))
    ;
  return name != NULL ? g_build_filename (path, name, NULL) : NULL;
}

/* As if the window had crashed: what its file holds is that of a run which is no more. */
static void
leave_draft (WindowBed *bed)
{
  g_autofree char *file = find_draft_file (bed), *folder = g_path_get_dirname (file);
  g_autofree char *left = g_build_filename (folder, "crashed.json", NULL), *text = NULL;

  g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
  g_assert_null (strstr (text, "frt_"));
  g_assert_true (g_file_set_contents (left, text, -1, NULL));
}

static void
test_a_crash_before_the_answer_makes_no_second_token (void)
{
  g_autoptr (WindowBed) bed = window_bed_new (NULL);
  g_autoptr (TesseraSession) session = NULL;
  TesseraWindow *next;

  lose_the_answer (bed);
  leave_draft (bed);
  next = window_bed_open_another (bed, &session);
  AWAIT (window_says (next, "You were creating “Nightly export”. It may exist already; Create Token then makes no second one."));
  press (next, "Restore");
  press (find_hidden (tessera_window_get_create_page (next), TESSERA_TYPE_FORM), "Create Token");
  AWAIT (find_window (TESSERA_TYPE_CREATED_DIALOG) != NULL);
  assert_keys (bed, TRUE);
  g_assert_cmpuint (window_bed_count_tokens (bed), ==, 1);
  assert_secret_is_shown (bed);
}

static void
test_the_key_is_in_the_file_before_the_request_goes (void)
{
  g_autoptr (WindowBed) bed = window_bed_new (NULL);
  GtkWidget *form = window_bed_get_create_form (bed);
  g_autofree char *file = NULL, *key = NULL, *text = NULL;

  fill_form (form, "Nightly export");
  window_bed_set_fault (bed, "POST", &(DoorFault) { .deed = DOOR_HOLDS });
  press (form, "Create Token");
  AWAIT ((key = get_key (bed, 0)) != NULL);
  file = find_draft_file (bed);
  g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, key));

  window_bed_set_fault (bed, NULL, NULL);
  AWAIT (find_window (TESSERA_TYPE_CREATED_DIALOG) != NULL);
  AWAIT (!g_file_test (file, G_FILE_TEST_EXISTS));
}

/* Somebody else takes the token, whose secret nobody has, into use. (transfer full): what its secret ends with */
static char *
take_into_use (WindowBed *bed)
{
  g_autoptr (JsonObject) token = window_bed_fetch_newest (bed);
  g_autofree char *path = g_strdup_printf ("/v1/tokens/%s/rotate", json_object_get_string_member (token, "id"));
  g_autofree char *tag = g_strdup_printf ("If-Match: \"%s\"", json_object_get_string_member (token, "revision"));
  g_autoptr (TestAnswer) rotated = test_call (bed->service, "POST", path, tag, "{\"grace_seconds\": 0}");
  g_autofree char *key = g_strconcat ("X-Api-Key: ", test_answer_get_string (rotated, "secret"), NULL);
  const char *const fields[] = { "X-Forwarded-Method: GET", "X-Forwarded-Uri: /api/eu/reports", key, NULL };
  g_autoptr (TestAnswer) passed
    = test_http_call (test_service_get_authorize_url (bed->service), "GET", "/v1/authorize", fields, NULL);

  g_assert_cmpuint (passed->status, ==, 200);
  window_bed_restart_service (bed);      /* what was counted is written */
  return g_strdup (test_answer_get_string (rotated, "hint"));
}

static void
test_a_token_in_use_keeps_its_secret (void)
{
  g_autoptr (WindowBed) bed = window_bed_new (NULL);
  g_autoptr (JsonObject) token = NULL;
  g_autofree char *hint = NULL;

  lose_the_answer (bed);
  hint = take_into_use (bed);
  press (bed->window, "Retry");
  AWAIT (shows (bed->window, "“Nightly export” exists already and is in use, so its secret was left as it is."));
  g_assert_null (find_window (TESSERA_TYPE_CREATED_DIALOG));
  g_assert_true (tessera_window_get_tokens_open (bed->window));
  token = window_bed_fetch_newest (bed);
  g_assert_cmpstr (json_object_get_string_member (token, "hint"), ==, hint);
  g_assert_cmpuint (window_bed_count_tokens (bed), ==, 1);
}

static void
test_a_lost_update_is_no_conflict_with_oneself (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");
  GtkWidget *form = window_bed_get_edit_form (bed);

  type_name (form, "Weekly export");
  window_bed_set_fault (bed, "PUT", &lost);
  press (form, "Update Token");
  AWAIT (window_says (bed->window, "Whether the token was changed is not known"));
  g_assert_true (tessera_form_get_dirty (TESSERA_FORM (form)));

  window_bed_set_fault (bed, NULL, NULL);
  press (bed->window, "Retry");
  AWAIT (!tessera_form_get_dirty (TESSERA_FORM (form)));
  g_assert_null (tessera_window_get_message (bed->window));
  g_assert_null (find_window (ADW_TYPE_WINDOW));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/lost-answers/retry-makes-one-token-and-shows-a-new-secret",
                   test_retry_makes_one_token_and_shows_a_new_secret);
  g_test_add_func ("/lost-answers/pressing-again-does-what-retry-does", test_pressing_again_does_what_retry_does);
  g_test_add_func ("/lost-answers/what-was-changed-since-is-another-token", test_what_was_changed_since_is_another_token);
  g_test_add_func ("/lost-answers/after-a-created-token-the-same-form-makes-another",
                   test_after_a_created_token_the_same_form_makes_another);
  g_test_add_func ("/lost-answers/a-lost-rotation-is-rotated-again", test_a_lost_rotation_is_rotated_again);
  g_test_add_func ("/lost-answers/a-crash-before-the-answer-makes-no-second-token",
                   test_a_crash_before_the_answer_makes_no_second_token);
  g_test_add_func ("/lost-answers/the-key-is-in-the-file-before-the-request-goes",
                   test_the_key_is_in_the_file_before_the_request_goes);
  g_test_add_func ("/lost-answers/a-token-in-use-keeps-its-secret", test_a_token_in_use_keeps_its_secret);
  g_test_add_func ("/lost-answers/a-lost-update-is-no-conflict-with-oneself",
                   test_a_lost_update_is_no_conflict_with_oneself);
  return test_http_run ();
}
