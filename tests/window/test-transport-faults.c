/* Whatever goes wrong on the way, nothing typed is lost, the strip says what happened, and Retry repeats it. */

#include "window-bed.h"

#include "tessera-created-dialog.h"

#define DEADLINE 1000

typedef struct
{
  const char *path;
  DoorFault fault;
  const char *says;        /* what happened */
} Case;

static const Case cases[] = {
  { "a-refused-connection", { .deed = DOOR_REFUSES }, "nothing listens there now." },
  { "a-timeout", { .deed = DOOR_IS_SILENT }, "took longer than 1 second." },
  { "401", { DOOR_ANSWERS, 401, NULL, NULL }, "does not know the admin key." },
  { "403", { DOOR_ANSWERS, 403, NULL, NULL }, "does not allow you to do this." },
  { "412-without-a-token", { DOOR_ANSWERS, 412, NULL, NULL }, "somebody else changed it." },
  { "422-without-reasons", { DOOR_ANSWERS, 422, NULL, NULL }, "does not accept these values." },
  { "500", { DOOR_ANSWERS, 500, NULL, NULL }, "has failed by a fault of its own" },
  { "503-in-the-middle-of-a-change",
    { DOOR_ANSWERS, 503, "application/problem+json", "{\"type\": \"urn:tessera:problem:outcome-unknown\", \"status\": 503}" },
    "failed in the middle of the change. Whether the token was " },
  { "a-web-page", { DOOR_ANSWERS, 200, "text/html", "<p>Welcome" }, "a web page instead of data." },
  { "nonsense", { DOOR_ANSWERS, 200, "application/json", "{\"id\": 7}" }, "an answer that is not understood" },
  { "half-an-answer", { .deed = DOOR_BREAKS_OFF }, "broke off in the middle of its answer." },
  { "an-endless-answer", { .deed = DOOR_NEVER_ENDS }, "an answer that is far too long" },
};

static void
set_deadline (WindowBed *bed, guint milliseconds)
{
  tessera_client_set_timeout (tessera_session_get_client (bed->session), milliseconds);
}

/* Presses @button while the way is disturbed, and sees that nothing but the strip has changed. */
static void
press_and_fail (WindowBed *bed, GtkWidget *form, const char *button, const char *method, const Case *each)
{
  g_autoptr (TesseraDraft) typed = tessera_form_get_draft (TESSERA_FORM (form));

  window_bed_set_fault (bed, method, &each->fault);
  if (each->fault.deed == DOOR_IS_SILENT)
    set_deadline (bed, DEADLINE);
  press (form, button);
  g_assert_false (can_press (form, button));

  AWAIT (tessera_window_get_message (bed->window) != NULL);
  if (!window_says (bed->window, each->says))
    g_error ("%s: %s", each->path, tessera_window_get_message (bed->window));
  assert_form_holds (form, typed);
  AWAIT (shows (bed->window, each->says));

  /* One failed change is not offline. */
  g_assert_cmpint (tessera_session_get_state (bed->session), ==, TESSERA_SESSION_READY);
  g_assert_true (can_press (form, button));
  window_bed_set_fault (bed, NULL, NULL);
  set_deadline (bed, 60000);
}

static void
test_create_keeps_the_form_and_retries (gconstpointer data)
{
  const Case *each = data;
  g_autoptr (WindowBed) bed = window_bed_new (NULL);
  GtkWidget *form = window_bed_get_create_form (bed);
  g_autoptr (JsonObject) made = NULL;

  fill_form (form, "  Übernächtlicher Export 🦉 ");
  press_and_fail (bed, form, "Create Token", "POST", each);
  g_assert_true (window_says (bed->window, "created"));
  g_assert_cmpuint (window_bed_count_tokens (bed), ==, 0);

  press (bed->window, "Retry");
  AWAIT (find_window (TESSERA_TYPE_CREATED_DIALOG) != NULL);
  g_assert_null (tessera_window_get_message (bed->window));
  g_assert_cmpuint (window_bed_count_tokens (bed), ==, 1);
  made = window_bed_fetch_newest (bed);
  g_assert_cmpstr (json_object_get_string_member (made, "name"), ==, "Übernächtlicher Export 🦉");
}

static void
test_a_create_that_can_t_succeed_is_kept_and_not_to_be_retried (void)
{
  static const Case final[] = {
    { "400", { DOOR_ANSWERS, 400, NULL, NULL }, "a defect of this program." },
    { "409", { DOOR_ANSWERS, 409, NULL, NULL }, "with the token as it is now." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (final); i++)
    {
      g_autoptr (WindowBed) bed = window_bed_new (NULL);
      GtkWidget *form = window_bed_get_create_form (bed);

      fill_form (form, "Nightly export");
      press_and_fail (bed, form, "Create Token", "POST", &final[i]);
      g_assert_false (can_press (bed->window, "Retry"));
    }
}

static void
test_edit_keeps_the_form_and_retries (gconstpointer data)
{
  const Case *each = data;
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");
  GtkWidget *form = window_bed_get_edit_form (bed);
  g_autoptr (JsonObject) changed = NULL;

  fill_form (form, "Weekly export 🦉");
  press_and_fail (bed, form, "Update Token", "PUT", each);
  g_assert_true (window_says (bed->window, "changed"));

  press (bed->window, "Retry");
  AWAIT (tessera_window_get_message (bed->window) == NULL && !tessera_form_get_dirty (TESSERA_FORM (form)));
  changed = window_bed_fetch_newest (bed);
  g_assert_cmpstr (json_object_get_string_member (changed, "name"), ==, "Weekly export 🦉");
  g_assert_cmpstr (json_object_get_string_member (changed, "type"), ==, "dynamic_content");
  g_assert_cmpstr (get_typed_name (form), ==, "Weekly export 🦉");
}

static void
test_retry_repeats_a_failed_revocation (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");
  g_autoptr (JsonObject) token = NULL;

  window_bed_set_fault (bed, "DELETE", &(DoorFault) { DOOR_ANSWERS, 500, NULL, NULL });
  press (bed->window, "Revoke…");
  AWAIT (find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  press (find_window (ADW_TYPE_MESSAGE_DIALOG), "Revoke");
  AWAIT (window_says (bed->window, "revoke it again"));

  window_bed_set_fault (bed, NULL, NULL);
  press (bed->window, "Retry");
  AWAIT (shows (bed->window, "This token is revoked."));
  token = window_bed_fetch_newest (bed);
  g_assert_cmpstr (json_object_get_string_member (token, "status"), ==, "revoked");
}

static void
test_another_tokens_failure_goes_with_it (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");
  GtkWidget *form = window_bed_get_edit_form (bed);
  g_autoptr (TestAnswer) other = test_create (bed->service, "Weekly export");

  window_bed_refresh (bed);
  type_name (form, "Monthly export");
  press_and_fail (bed, form, "Update Token", "PUT", &cases[6]);

  tessera_tokens_page_select (tessera_window_get_tokens_page (bed->window), test_answer_get_string (other, "id"));
  AWAIT (find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  press (find_window (ADW_TYPE_MESSAGE_DIALOG), "Discard");
  AWAIT (g_str_equal (get_typed_name (form), "Weekly export"));
  g_assert_null (tessera_window_get_message (bed->window));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *create = g_strdup_printf ("/transport/create-outlives-%s", cases[i].path);
      g_autofree char *edit = g_strdup_printf ("/transport/edit-outlives-%s", cases[i].path);

      g_test_add_data_func (create, &cases[i], test_create_keeps_the_form_and_retries);
      g_test_add_data_func (edit, &cases[i], test_edit_keeps_the_form_and_retries);
    }
  g_test_add_func ("/transport/a-create-that-can-t-succeed-is-kept-and-not-to-be-retried",
                   test_a_create_that_can_t_succeed_is_kept_and_not_to_be_retried);
  g_test_add_func ("/transport/retry-repeats-a-failed-revocation", test_retry_repeats_a_failed_revocation);
  g_test_add_func ("/transport/another-tokens-failure-goes-with-it", test_another_tokens_failure_goes_with_it);
  return test_http_run ();
}
