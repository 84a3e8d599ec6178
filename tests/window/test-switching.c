/* From one server to another in one window: it shows the other's tokens, asks before it loses anything, keeps nothing. */

#include "window-bed.h"

#include "tessera-server-dialog.h"
#include "tessera-servers-dialog.h"
#include "tessera-settings.h"
#include "tessera-state-message.h"

typedef struct
{
  WindowBed *first, *second;
  TesseraSessions *sessions;
  TesseraServer *server;    /* of the second bed */
  TesseraWindow *window;
} Switching;

static TesseraServer *
add_server (TesseraSessions *sessions, WindowBed *bed, const char *name)
{
  const char *text = test_service_get_manager_key (bed->service);
  g_autoptr (TesseraSecret) key = tessera_secret_new (text, strlen (text));
  TesseraServer *server = tessera_servers_put (tessera_sessions_get_servers (sessions), NULL, test_mock_server_get_url (bed->door), name);

  tessera_sessions_keep_key (sessions, server, key);
  return server;
}

static void
await_server (Switching *s, const char *name)
{
  AWAIT (tessera_session_get_state (tessera_sessions_get_session (s->sessions)) == TESSERA_SESSION_READY);
  settle (s->window);
  g_assert_cmpstr (tessera_session_get_server_name (tessera_sessions_get_session (s->sessions)), ==, name);
  g_assert_true (shows (s->window, name));
}

static void
open_window (Switching *s)
{
  s->window = tessera_window_new (NULL, tessera_sessions_get_session (s->sessions), NULL);
  tessera_window_follow_sessions (s->window, s->sessions);
  gtk_window_present (GTK_WINDOW (s->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (s->window));
}

static void
begin (Switching *s)
{
  TesseraServer *server;

  s->first = window_bed_new_bare ();
  s->second = window_bed_new_bare ();
  test_answer_free (test_create (s->first->service, "Nightly export"));
  test_answer_free (test_create (s->second->service, "Price feed"));
  s->sessions = tessera_sessions_new (NULL);
  server = add_server (s->sessions, s->first, "Office");
  s->server = add_server (s->sessions, s->second, "Shop");
  tessera_sessions_open (s->sessions, server);
  open_window (s);
  await_server (s, "Office");
}

static void
end (Switching *s)
{
  gtk_window_destroy (GTK_WINDOW (s->window));
  g_object_unref (s->sessions);
  window_bed_free (s->first);
  window_bed_free (s->second);
}

static GListModel *
get_tokens (Switching *s)
{
  return tessera_session_get_tokens (tessera_sessions_get_session (s->sessions));
}

static void
assert_only_token (Switching *s, const char *name)
{
  g_autoptr (TesseraToken) token = g_list_model_get_item (get_tokens (s), 0);

  g_assert_cmpuint (g_list_model_get_n_items (get_tokens (s)), ==, 1);
  g_assert_cmpstr (tessera_token_get_name (token), ==, name);
}

/* As a click on its row in Servers. */
static void
choose (Switching *s, TesseraServer *server)
{
  GtkListBox *list;

  gtk_widget_activate_action (GTK_WIDGET (s->window), "frame.servers", NULL);
  AWAIT (find_window (TESSERA_TYPE_SERVERS_DIALOG) != NULL);
  list = find (find_window (TESSERA_TYPE_SERVERS_DIALOG), GTK_TYPE_LIST_BOX, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (tessera_sessions_get_servers (s->sessions))); i++)
    {
      g_autoptr (TesseraServer) item = g_list_model_get_item (G_LIST_MODEL (tessera_sessions_get_servers (s->sessions)), i);

      if (item == server)
        {
          g_signal_emit_by_name (list, "row-activated", gtk_list_box_get_row_at_index (list, (int) i));
          break;
        }
    }
  AWAIT (find_window (TESSERA_TYPE_SERVERS_DIALOG) == NULL);
}

static void
test_the_window_shows_the_other_servers_tokens (void)
{
  Switching s;

  begin (&s);
  assert_only_token (&s, "Nightly export");
  choose (&s, s.server);
  await_server (&s, "Shop");
  assert_only_token (&s, "Price feed");
  g_assert_true (tessera_window_get_tokens_open (s.window));
  end (&s);
}

static void
test_nothing_of_the_old_one_stays (void)
{
  Switching s;
  gpointer session, page;

  begin (&s);
  session = tessera_sessions_get_session (s.sessions);
  page = tessera_window_get_create_page (s.window);
  g_object_add_weak_pointer (session, &session);
  g_object_add_weak_pointer (page, &page);
  choose (&s, s.server);
  await_server (&s, "Shop");
  AWAIT (session == NULL && page == NULL);
  end (&s);
}

static void
test_what_is_typed_is_asked_for_first (void)
{
  Switching s;

  begin (&s);
  gtk_widget_activate_action (GTK_WIDGET (s.window), "frame.new", NULL);
  type_name (find_hidden (tessera_window_get_create_page (s.window), TESSERA_TYPE_FORM), "Half a name");
  choose (&s, s.server);
  AWAIT (find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  press (find_window (ADW_TYPE_MESSAGE_DIALOG), "Keep Editing");
  AWAIT (find_window (ADW_TYPE_MESSAGE_DIALOG) == NULL);
  await_server (&s, "Office");

  choose (&s, s.server);
  AWAIT (find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  press (find_window (ADW_TYPE_MESSAGE_DIALOG), "Discard");
  AWAIT (tessera_sessions_get_open (s.sessions) == s.server);
  await_server (&s, "Shop");
  end (&s);
}

/* Of both beds the first is given, as on the command line, and the second is known. */
static void
begin_with_given (Switching *s, GSettings *settings)
{
  const char *text;
  g_autoptr (TesseraSecret) key = NULL;

  s->first = window_bed_new_bare ();
  s->second = window_bed_new_bare ();
  test_answer_free (test_create (s->first->service, "Nightly export"));
  test_answer_free (test_create (s->second->service, "Price feed"));
  s->sessions = tessera_sessions_new (settings);
  s->server = add_server (s->sessions, s->second, "Shop");
  text = test_service_get_manager_key (s->first->service);
  key = tessera_secret_new (text, strlen (text));
  tessera_sessions_open_given (s->sessions, test_mock_server_get_url (s->first->door), key);
  open_window (s);
  AWAIT (tessera_session_get_state (tessera_sessions_get_session (s->sessions)) == TESSERA_SESSION_READY);
}

static void
test_a_server_that_was_given_is_seen_as_the_open_one (void)
{
  Switching s;
  TesseraServer *given;

  begin_with_given (&s, NULL);
  given = tessera_sessions_get_open (s.sessions);
  g_assert_true (tessera_server_is_passing (given));
  assert_only_token (&s, "Nightly export");

  gtk_widget_activate_action (GTK_WIDGET (s.window), "frame.servers", NULL);
  AWAIT (find_window (TESSERA_TYPE_SERVERS_DIALOG) != NULL);
  gtk_test_widget_wait_for_draw (find_window (TESSERA_TYPE_SERVERS_DIALOG));
  g_assert_true (shows (find_window (TESSERA_TYPE_SERVERS_DIALOG), ", for this session only"));
  g_assert_true (shows (find_window (TESSERA_TYPE_SERVERS_DIALOG), "Open"));
  gtk_window_close (find_window (TESSERA_TYPE_SERVERS_DIALOG));
  AWAIT (find_window (TESSERA_TYPE_SERVERS_DIALOG) == NULL);

  choose (&s, s.server);
  await_server (&s, "Shop");
  assert_only_token (&s, "Price feed");
  choose (&s, given);
  await_server (&s, tessera_server_get_name (given));
  assert_only_token (&s, "Nightly export");
  end (&s);
}

/* (transfer full) (nullable): what the next start would find */
static TesseraServer *
find_remembered (GSettings *settings, const char *url)
{
  g_autoptr (TesseraServers) servers = tessera_servers_new (settings);
  TesseraServer *found = tessera_servers_find (servers, url);

  return found != NULL ? g_object_ref (found) : NULL;
}

static void
test_a_server_that_was_given_is_remembered_if_it_is_added (void)
{
  g_autoptr (GSettings) settings = tessera_settings_open ();
  g_autoptr (TesseraServer) before = NULL, after = NULL, given = NULL;
  Switching s;
  GtkWindow *dialog;

  begin_with_given (&s, settings);
  given = g_object_ref (tessera_sessions_get_open (s.sessions));
  choose (&s, s.server);
  await_server (&s, "Shop");
  choose (&s, given);
  await_server (&s, tessera_server_get_name (given));
  before = find_remembered (settings, tessera_server_get_url (given));
  g_assert_null (before);

  dialog = tessera_server_dialog_new (GTK_WINDOW (s.window), s.sessions, given);
  gtk_window_present (dialog);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (dialog));
  press (dialog, "Add");
  AWAIT (find_window (TESSERA_TYPE_SERVER_DIALOG) == NULL);
  after = find_remembered (settings, tessera_server_get_url (given));
  g_assert_nonnull (after);
  end (&s);
  g_settings_reset (settings, "servers");
  g_settings_reset (settings, "last-server");
}

static void
test_it_comes_back_by_itself_when_the_server_does (void)
{
  Switching s;

  begin (&s);
  window_bed_set_fault (s.first, "GET", &(DoorFault) { .deed = DOOR_REFUSES });
  gtk_widget_activate_action (GTK_WIDGET (s.window), "frame.refresh", NULL);
  AWAIT (window_says (s.window, "Offline. What you see is from "));
  g_assert_true (window_says (s.window, "nothing listens there now."));
  assert_only_token (&s, "Nightly export");

  window_bed_set_fault (s.first, NULL, NULL);
  AWAIT (tessera_session_get_state (tessera_sessions_get_session (s.sessions)) == TESSERA_SESSION_READY);
  g_assert_false (window_says (s.window, "Offline"));
  end (&s);
}

static void
test_a_changed_address_needs_its_key_anew (void)
{
  Switching s;
  GtkWindow *dialog;

  begin (&s);
  dialog = tessera_server_dialog_new (GTK_WINDOW (s.window), s.sessions, s.server);
  gtk_window_present (dialog);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (dialog));
  gtk_editable_set_text (find (dialog, GTK_TYPE_ENTRY, "http://"), "https://tokens.example.org");
  press (dialog, "Test Connection");
  AWAIT (shows (dialog, "belongs to the old address alone"));
  gtk_editable_set_text (find (dialog, GTK_TYPE_ENTRY, "https://"), test_mock_server_get_url (s.first->door));
  press (dialog, "Save");
  AWAIT (shows (dialog, "in the list already"));
  gtk_window_destroy (dialog);
  end (&s);
}

/* tessera-reconnect and tessera-state-message alone */

static void
test_trying_again_is_for_what_may_pass (void)
{
  static const struct { TesseraError code; gboolean helps; } cases[] = {
    { TESSERA_ERROR_UNREACHABLE, TRUE }, { TESSERA_ERROR_TIMED_OUT, TRUE }, { TESSERA_ERROR_SERVER, TRUE },
    { TESSERA_ERROR_KEY_REFUSED, FALSE }, { TESSERA_ERROR_UNTRUSTED, FALSE }, { TESSERA_ERROR_REDIRECTED, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (TESSERA_ERROR, cases[i].code, "");

      g_assert_cmpint (tessera_reconnect_helps (error), ==, cases[i].helps);
    }
}

static void
test_what_is_seen_is_marked_with_its_age (void)
{
  static const struct { gint64 loaded_at, now; const char *words; } cases[] = {
    { 0, 1780000000, "It does not answer." },
    { 1780000000, 1780000180, "Offline. What you see is from 20:26 (3 minutes ago). It does not answer." },
    { 1780000000, 1780086400, "Offline. What you see is from 28 May 2026, 20:26 (yesterday). It does not answer." },
  };
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GError) error = g_error_new_literal (TESSERA_ERROR, TESSERA_ERROR_UNREACHABLE, "It does not answer.");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = tessera_state_message_describe (error, cases[i].loaded_at, cases[i].now, utc);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

/* As after a change of servers that nobody at the window asked for. */
static void
test_with_a_menu_open_the_window_still_hears (void)
{
  Switching s;
  GtkWidget *opener;

  begin (&s);
  gtk_widget_activate_action (GTK_WIDGET (s.window), "frame.new", NULL);
  settle (s.window);
  opener = find (tessera_window_get_create_page (s.window), GTK_TYPE_MENU_BUTTON, NULL);
  gtk_menu_button_popup (GTK_MENU_BUTTON (opener));
  AWAIT (gtk_widget_get_mapped (find_popover (opener)));

  tessera_sessions_open (s.sessions, s.server);
  await_server (&s, "Shop");
  AWAIT (gtk_window_is_active (GTK_WINDOW (s.window)));
  send_key ("ctrl+f");
  AWAIT (tessera_window_get_tokens_open (s.window)
         && has_focus (find (s.window, GTK_TYPE_SEARCH_ENTRY, NULL)));
  end (&s);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/switching/the-window-shows-the-other-servers-tokens", test_the_window_shows_the_other_servers_tokens);
  g_test_add_func ("/switching/nothing-of-the-old-one-stays", test_nothing_of_the_old_one_stays);
  g_test_add_func ("/switching/with-a-menu-open-the-window-still-hears", test_with_a_menu_open_the_window_still_hears);
  g_test_add_func ("/switching/what-is-typed-is-asked-for-first", test_what_is_typed_is_asked_for_first);
  g_test_add_func ("/switching/a-server-that-was-given-is-seen-as-the-open-one",
                   test_a_server_that_was_given_is_seen_as_the_open_one);
  g_test_add_func ("/switching/a-server-that-was-given-is-remembered-if-it-is-added",
                   test_a_server_that_was_given_is_remembered_if_it_is_added);
  g_test_add_func ("/switching/it-comes-back-by-itself-when-the-server-does", test_it_comes_back_by_itself_when_the_server_does);
  g_test_add_func ("/switching/a-changed-address-needs-its-key-anew", test_a_changed_address_needs_its_key_anew);
  g_test_add_func ("/reconnect/trying-again-is-for-what-may-pass", test_trying_again_is_for_what_may_pass);
  g_test_add_func ("/offline/what-is-seen-is-marked-with-its-age", test_what_is_seen_is_marked_with_its_age);
  return test_http_run ();
}
