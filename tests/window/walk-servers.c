#include "walk-servers.h"

#include <string.h>

#define TIMEOUT 2000     /* milliseconds */

struct _WalkServers
{
  WindowBed *bed;
  TesseraSessions *sessions;
  void (*opened) (gpointer data);
  gpointer data;
};

static const char *
get_url (WalkServers *self)
{
  return test_mock_server_get_url (self->bed->door);
}

/* With the right key, even if it was changed or taken away. */
static TesseraServer *
put_home (WalkServers *self)
{
  const char *text = test_service_get_manager_key (self->bed->service);
  g_autoptr (TesseraSecret) key = tessera_secret_new (text, strlen (text));
  TesseraServers *known = tessera_sessions_get_servers (self->sessions);
  TesseraServer *home = tessera_servers_find (known, get_url (self));

  if (home == NULL)
    home = tessera_servers_put (known, NULL, get_url (self), "Office");
  tessera_sessions_keep_key (self->sessions, home, key);
  return home;
}

static void
take_session (WalkServers *self)
{
  g_set_object (&self->bed->session, tessera_sessions_get_session (self->sessions));
  walk_servers_hurry (self);
}

static void
on_opened (WalkServers *self)
{
  take_session (self);
  self->opened (self->data);
}

static void
await_load (WalkServers *self)
{
  walk_servers_hurry (self);
  window_bed_await_load (self->bed->session);
}

static void
end (WalkServers *self)
{
  if (self->sessions == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->sessions, self);
  tessera_sessions_stop (self->sessions);
  g_clear_object (&self->sessions);
}

void
walk_servers_open_window (WalkServers *servers)
{
  end (servers);
  servers->sessions = tessera_sessions_new (NULL);
  tessera_sessions_open (servers->sessions, put_home (servers));
  take_session (servers);
  servers->bed->window = tessera_window_new (NULL, servers->bed->session, NULL);
  tessera_window_follow_sessions (servers->bed->window, servers->sessions);
  g_signal_connect_swapped (servers->sessions, "opened", G_CALLBACK (on_opened), servers);
  gtk_window_present (GTK_WINDOW (servers->bed->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (servers->bed->window));
  await_load (servers);
}

WalkServers *
walk_servers_new (WindowBed *bed, void (*opened) (gpointer data), gpointer data)
{
  WalkServers *self = g_new0 (WalkServers, 1);

  self->bed = bed;
  self->opened = opened;
  self->data = data;
  walk_servers_open_window (self);
  return self;
}

void
walk_servers_free (WalkServers *servers)
{
  end (servers);
  g_free (servers);
}

static gboolean
is_open (WalkServers *self, const char *url)
{
  return g_strcmp0 (tessera_server_get_url (tessera_sessions_get_open (self->sessions)), url) == 0;
}

gboolean
walk_servers_shows_home (WalkServers *servers)
{
  return is_open (servers, get_url (servers));
}

gboolean
walk_servers_is_home (WalkServers *servers)
{
  return walk_servers_shows_home (servers)
         && tessera_session_get_state (servers->bed->session) == TESSERA_SESSION_READY;
}

gboolean
walk_servers_is_here (WalkServers *servers)
{
  return is_open (servers, NULL);
}

void
walk_servers_go_home (WalkServers *servers)
{
  TesseraServer *home = put_home (servers);

  tessera_sessions_open (servers->sessions, home);
  await_load (servers);
}

void
walk_servers_hurry (WalkServers *servers)
{
  TesseraClient *client = tessera_session_get_client (servers->bed->session);

  if (client != NULL)
    tessera_client_set_timeout (client, TIMEOUT);
}
