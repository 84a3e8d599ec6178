#include "window-bed.h"

#include <glib/gstdio.h>
#include <string.h>

#include "tessera-config.h"

#define CATALOGUE TESSERA_SOURCE_DIR "/data/catalogue.json"

/* The door. Its scripts run in threads of their own. */

/* @what: a method, a method and the end of a path: "POST rotate", or a method and what the query has: "GET cursor=" */
static gboolean
matches (const TestMockRequest *request, const char *what)
{
  const char *end = strchr (what, ' ');

  if (end == NULL)
    return g_str_equal (request->method, what);

  if (strncmp (request->method, what, (gsize) (end - what)) != 0)
    return FALSE;

  return g_str_has_suffix (what, "=") ? strstr (request->target, end + 1) != NULL
                                      : g_str_has_suffix (request->target, end + 1);
}

static DoorFault
get_fault (WindowBed *bed, const TestMockRequest *request)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&bed->mutex);

  if (bed->what != NULL && matches (request, bed->what))
    return bed->fault;

  return (DoorFault) { DOOR_PASSES };
}

static GBytes *
pass_on (WindowBed *bed, const TestMockRequest *request)
{
  g_autofree char *url = NULL;

  g_mutex_lock (&bed->mutex);
  url = g_strdup (bed->url);
  g_mutex_unlock (&bed->mutex);
  return test_mock_forward (request, url);
}

static void
pass (WindowBed *bed, TestMockPeer *peer, const TestMockRequest *request, DoorDeed deed)
{
  g_autoptr (GBytes) answer = pass_on (bed, request);

  if (deed == DOOR_HOLDS)
    test_mock_peer_hold (peer);
  if (deed != DOOR_LOSES && g_bytes_get_size (answer) > 0)
    test_mock_peer_send_bytes (peer, answer);
  test_mock_peer_cut (peer);    /* the service was asked to close, and says so */
}

static void
serve (TestMockPeer *peer, const TestMockRequest *request, gpointer data)
{
  WindowBed *bed = data;
  DoorFault fault = get_fault (bed, request);

  switch (fault.deed)
    {
    case DOOR_IS_SILENT:
      test_mock_peer_hang (peer);
      break;
    case DOOR_ANSWERS:
      test_mock_peer_answer (peer, fault.status, fault.media_type, NULL, fault.body);
      break;
    case DOOR_BREAKS_OFF:
      test_mock_peer_send (peer, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{\"id\": \"tok_");
      test_mock_peer_cut (peer);
      break;
    case DOOR_NEVER_ENDS:
      test_mock_peer_send (peer, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n");
      test_mock_peer_repeat (peer, "                                                                ");
      break;
    case DOOR_PASSES:
    case DOOR_REFUSES:
    case DOOR_LOSES:
    case DOOR_HOLDS:
    default:
      pass (bed, peer, request, fault.deed);
    }
}

void
window_bed_set_fault (WindowBed *bed, const char *what, const DoorFault *fault)
{
  g_mutex_lock (&bed->mutex);
  if (bed->fault.deed == DOOR_HOLDS)
    test_mock_server_release (bed->door);
  bed->what = fault != NULL ? what : NULL;
  bed->fault = fault != NULL ? *fault : (DoorFault) { DOOR_PASSES };
  g_mutex_unlock (&bed->mutex);

  test_mock_server_set_down (bed->door, fault != NULL && fault->deed == DOOR_REFUSES);
}

/* The bed */

static void
write_catalogue (WindowBed *bed, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (bed->catalogue, text, -1, &error);
  g_assert_no_error (error);
}

static void
follow_url (WindowBed *bed)
{
  g_mutex_lock (&bed->mutex);
  g_free (bed->url);
  bed->url = g_strdup (test_service_get_url (bed->service));
  g_mutex_unlock (&bed->mutex);
}

WindowBed *
window_bed_new_bare (void)
{
  WindowBed *bed = g_new0 (WindowBed, 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  int file = g_file_open_tmp ("tessera-catalogue-XXXXXX.json", &bed->catalogue, &error);

  g_assert_no_error (error);
  g_close (file, NULL);
  g_file_get_contents (CATALOGUE, &text, NULL, &error);
  g_assert_no_error (error);
  write_catalogue (bed, text);

  g_mutex_init (&bed->mutex);
  bed->service = test_service_start ((const char *const[]) { "--catalogue", bed->catalogue, NULL });
  follow_url (bed);
  bed->door = test_mock_server_start (TEST_MOCK_TCP, serve, bed);
  return bed;
}

static TesseraSession *
new_session (WindowBed *bed, const char *key)
{
  g_autoptr (TesseraSecret) secret = tessera_secret_new (key, strlen (key));
  g_autoptr (GError) error = NULL;
  g_autoptr (TesseraClient) client = tessera_client_new (test_mock_server_get_url (bed->door), secret, &error);

  g_assert_no_error (error);
  tessera_client_set_timeout (client, 60000);    /* a loaded machine is no fault */
  return tessera_session_new (client);
}

void
window_bed_open (WindowBed *bed, const char *key, GSettings *settings)
{
  bed->session = new_session (bed, key);
  bed->window = tessera_window_new (NULL, bed->session, settings);
  gtk_window_present (GTK_WINDOW (bed->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (bed->window));
}

void
window_bed_await_load (TesseraSession *session)
{
  AWAIT (!tessera_session_get_loading (session) && tessera_session_get_state (session) == TESSERA_SESSION_READY);
}

WindowBed *
window_bed_new (const char *name)
{
  WindowBed *bed = window_bed_new_bare ();

  if (name != NULL)
    test_answer_free (test_create (bed->service, name));
  window_bed_open (bed, test_service_get_manager_key (bed->service), NULL);
  window_bed_await_load (bed->session);
  settle (bed->window);
  return bed;
}

WindowBed *
window_bed_new_of_three (gboolean viewer)
{
  WindowBed *bed = window_bed_new_bare ();
  const char *key = viewer ? test_service_get_viewer_key (bed->service) : test_service_get_manager_key (bed->service);

  test_answer_free (test_create (bed->service, "Dashboard"));
  test_answer_free (test_create (bed->service, "Price feed"));
  test_answer_free (test_create (bed->service, "Nightly export"));
  window_bed_open (bed, key, NULL);
  window_bed_await_load (bed->session);
  settle (bed->window);
  return bed;
}

TesseraWindow *
window_bed_open_another (WindowBed *bed, TesseraSession **session)
{
  TesseraWindow *window;

  *session = new_session (bed, test_service_get_manager_key (bed->service));
  window = tessera_window_new (NULL, *session, NULL);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  window_bed_await_load (*session);
  return window;
}

void
window_bed_close_window (TesseraWindow *window)
{
  gtk_window_destroy (GTK_WINDOW (window));
}

void
window_bed_free (WindowBed *bed)
{
  GListModel *windows = gtk_window_get_toplevels ();

  while (g_list_model_get_n_items (windows) > 0)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, 0);

      gtk_window_destroy (window);
    }
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&bed->session);
  test_mock_server_free (bed->door);
  test_service_free (bed->service);
  g_unlink (bed->catalogue);
  g_mutex_clear (&bed->mutex);
  g_free (bed->catalogue);
  g_free (bed->url);
  g_free (bed);
}

void
window_bed_change_catalogue (WindowBed *bed, const char *from, const char *to)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GString) changed = NULL;

  g_file_get_contents (bed->catalogue, &text, NULL, &error);
  g_assert_no_error (error);
  changed = g_string_new (text);
  g_assert_cmpuint (g_string_replace (changed, from, to, 0), >, 0);
  write_catalogue (bed, changed->str);
  window_bed_restart_service (bed);
}

void
window_bed_restart_service (WindowBed *bed)
{
  test_service_restart (bed->service);
  follow_url (bed);
}

void
window_bed_refresh (WindowBed *bed)
{
  gtk_widget_activate_action (GTK_WIDGET (bed->window), "frame.refresh", NULL);
  window_bed_await_load (bed->session);
}

GtkWidget *
window_bed_get_create_form (WindowBed *bed)
{
  return find_hidden (tessera_window_get_create_page (bed->window), TESSERA_TYPE_FORM);
}

TesseraEditor *
window_bed_get_editor (WindowBed *bed)
{
  return tessera_tokens_page_get_editor (tessera_window_get_tokens_page (bed->window));
}

GtkSelectionModel *
window_bed_get_selection (WindowBed *bed)
{
  return gtk_column_view_get_model (find_hidden (tessera_window_get_tokens_page (bed->window), GTK_TYPE_COLUMN_VIEW));
}

GtkWidget *
window_bed_get_edit_form (WindowBed *bed)
{
  return find_hidden (window_bed_get_editor (bed), TESSERA_TYPE_FORM);
}

gboolean
window_says (TesseraWindow *window, const char *part)
{
  const char *message = tessera_window_get_message (window);

  return message != NULL && strstr (message, part) != NULL;
}

/* Over HTTP */

static TestAnswer *
fetch_list (WindowBed *bed)
{
  TestAnswer *answer = test_call (bed->service, "GET", "/v1/tokens", NULL, NULL);

  g_assert_cmpuint (answer->status, ==, 200);
  return answer;
}

JsonObject *
window_bed_fetch_newest (WindowBed *bed)
{
  g_autoptr (TestAnswer) answer = fetch_list (bed);

  return json_object_ref (json_array_get_object_element (json_object_get_array_member (answer->object, "tokens"), 0));
}

guint
window_bed_count_tokens (WindowBed *bed)
{
  g_autoptr (TestAnswer) answer = fetch_list (bed);

  return (guint) json_object_get_int_member (answer->object, "total");
}

void
window_bed_rename_newest (WindowBed *bed, const char *name)
{
  g_autoptr (JsonObject) token = window_bed_fetch_newest (bed);
  g_autofree char *path = g_strconcat ("/v1/tokens/", json_object_get_string_member (token, "id"), NULL);
  g_autofree char *tag = g_strdup_printf ("If-Match: \"%s\"", json_object_get_string_member (token, "revision"));
  g_autofree char *body = test_draft (name);
  g_autoptr (TestAnswer) answer = test_call (bed->service, "PUT", path, tag, body);

  g_assert_cmpuint (answer->status, ==, 200);
}
