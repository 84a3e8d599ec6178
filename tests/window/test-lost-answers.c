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
  g_test_add_func ("/lost-answers/a-lost-update-is-no-conflict-with-oneself",
                   test_a_lost_update_is_no_conflict_with_oneself);
  return test_http_run ();
}
