#include "tessera-reconnect.h"

#include "tessera-error.h"

#define FIRST_MILLISECONDS 2000
#define MOST_MILLISECONDS 60000

struct _TesseraReconnect
{
  TesseraSession *session;
  GNetworkMonitor *network;
  guint wait;     /* the last one, in milliseconds; 0 while online */
  guint timer;
};

gboolean
tessera_reconnect_helps (const GError *error)
{
  if (error == NULL || error->domain != TESSERA_ERROR)
    return FALSE;

  switch ((TesseraError) error->code)
    {
    case TESSERA_ERROR_UNREACHABLE:
    case TESSERA_ERROR_TIMED_OUT:
    case TESSERA_ERROR_INTERRUPTED:
    case TESSERA_ERROR_SERVER:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
on_timer (gpointer data)
{
  TesseraReconnect *self = data;

  self->timer = 0;
  tessera_session_load (self->session);
  return G_SOURCE_REMOVE;
}

/* Each load that fails says so anew. */
static void
on_state (TesseraReconnect *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (tessera_session_get_state (self->session) != TESSERA_SESSION_OFFLINE)
    {
      self->wait = 0;
      return;
    }
  if (!tessera_reconnect_helps (tessera_session_get_load_error (self->session)))
    return;

  self->wait = self->wait == 0 ? FIRST_MILLISECONDS : MIN (2 * self->wait, MOST_MILLISECONDS);
  self->timer = g_timeout_add (self->wait, on_timer, self);
}

static void
on_network_changed (TesseraReconnect *self, gboolean available)
{
  if (available && tessera_session_get_state (self->session) == TESSERA_SESSION_OFFLINE)
    {
      self->wait = 0;
      tessera_session_load (self->session);
    }
}

TesseraReconnect *
tessera_reconnect_new (TesseraSession *session)
{
  TesseraReconnect *self = g_new0 (TesseraReconnect, 1);

  self->session = g_object_ref (session);
  self->network = g_object_ref (g_network_monitor_get_default ());
  g_signal_connect_swapped (session, "notify::state", G_CALLBACK (on_state), self);
  g_signal_connect_swapped (self->network, "network-changed", G_CALLBACK (on_network_changed), self);
  on_state (self);
  return self;
}

void
tessera_reconnect_free (TesseraReconnect *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->session, self);
  g_signal_handlers_disconnect_by_data (self->network, self);
  g_object_unref (self->session);
  g_object_unref (self->network);
  g_free (self);
}
