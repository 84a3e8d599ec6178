#include "tessera-session.h"

#include <glib/gi18n-lib.h>

#include "tessera-expiry-clock.h"

struct _TesseraSession
{
  GObject parent_instance;

  TesseraConnection *connection;
  TesseraLoader *loader;
  TesseraTokenList *tokens;
  TesseraExpiryClock *clock;
};

G_DEFINE_FINAL_TYPE (TesseraSession, tessera_session, G_TYPE_OBJECT)

enum
{
  PROP_STATE = 1,
  PROP_CATALOGUE,
  PROP_CAN_CHANGE,
  PROP_LOADING,
  PROP_PROGRESS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static guint token_changed_signal;

static void
tessera_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  TesseraSession *self = TESSERA_SESSION (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_int (value, tessera_session_get_state (self));
      break;
    case PROP_CATALOGUE:
      g_value_set_boxed (value, tessera_session_get_catalogue (self));
      break;
    case PROP_CAN_CHANGE:
      g_value_set_boolean (value, tessera_session_get_can_change (self));
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, tessera_session_get_loading (self));
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, tessera_session_get_progress (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tessera_session_dispose (GObject *object)
{
  TesseraSession *self = TESSERA_SESSION (object);

  tessera_session_cancel_load (self);
  g_clear_object (&self->connection);

  G_OBJECT_CLASS (tessera_session_parent_class)->dispose (object);
}

static void
tessera_session_finalize (GObject *object)
{
  TesseraSession *self = TESSERA_SESSION (object);

  g_clear_object (&self->loader);
  g_clear_pointer (&self->clock, tessera_expiry_clock_free);
  g_clear_object (&self->tokens);

  G_OBJECT_CLASS (tessera_session_parent_class)->finalize (object);
}

static void
tessera_session_class_init (TesseraSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = tessera_session_get_property;
  object_class->dispose = tessera_session_dispose;
  object_class->finalize = tessera_session_finalize;

  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, TESSERA_SESSION_LOADING, TESSERA_SESSION_OFFLINE,
                                             TESSERA_SESSION_LOADING, flags);
  properties[PROP_CATALOGUE] = g_param_spec_boxed ("catalogue", NULL, NULL, TESSERA_TYPE_CATALOGUE, flags);
  properties[PROP_CAN_CHANGE] = g_param_spec_boolean ("can-change", NULL, NULL, FALSE, flags);
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, -1, 1, -1, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  token_changed_signal = g_signal_new ("token-changed", TESSERA_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, TESSERA_TYPE_TOKEN);
}

static void
on_expired (TesseraToken *token, gpointer self)
{
  g_signal_emit (self, token_changed_signal, 0, token);
}

static void
tessera_session_init (TesseraSession *self)
{
  self->tokens = tessera_token_list_new ();
  self->clock = tessera_expiry_clock_new (self->tokens, on_expired, self);
}

static void
follow_state (TesseraSession *self)
{
  if (tessera_loader_get_state (self->loader) == TESSERA_SESSION_READY)
    tessera_expiry_clock_set (self->clock);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_CHANGE]);
}

static void
on_loaded (TesseraSession *self, int what)
{
  switch ((TesseraLoaded) what)
    {
    case TESSERA_LOADED_STATE:
      follow_state (self);
      break;
    case TESSERA_LOADED_CATALOGUE:
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CATALOGUE]);
      break;
    case TESSERA_LOADED_LOADING:
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
      break;
    case TESSERA_LOADED_PROGRESS:
    default:
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
    }
}

TesseraSession *
tessera_session_new_for_connection (TesseraConnection *connection)
{
  TesseraSession *self = g_object_new (TESSERA_TYPE_SESSION, NULL);

  self->connection = g_object_ref (connection);
  self->loader = tessera_loader_new (connection, self->tokens);
  g_signal_connect_object (self->loader, "changed", G_CALLBACK (on_loaded), self, G_CONNECT_SWAPPED);
  return self;
}

TesseraSession *
tessera_session_new (TesseraClient *client)
{
  g_autoptr (TesseraConnection) connection = tessera_connection_new (client);

  return tessera_session_new_for_connection (connection);
}

TesseraSession *
tessera_session_new_local (TesseraLocalService *service)
{
  g_autoptr (TesseraConnection) connection = tessera_connection_new_local (service);

  return tessera_session_new_for_connection (connection);
}

TesseraClient *
tessera_session_get_client (TesseraSession *self)
{
  g_return_val_if_fail (TESSERA_IS_SESSION (self), NULL);

  return tessera_connection_get_client (self->connection);
}

const char *
tessera_session_get_server_name (TesseraSession *self)
{
  g_return_val_if_fail (TESSERA_IS_SESSION (self), NULL);

  return tessera_connection_get_name (self->connection);
}

const char *
tessera_session_get_server_address (TesseraSession *self)
{
  g_return_val_if_fail (TESSERA_IS_SESSION (self), NULL);

  return tessera_connection_get_address (self->connection);
}

gint64
tessera_session_get_loaded_at (TesseraSession *self)
{
  g_return_val_if_fail (TESSERA_IS_SESSION (self), 0);

  return tessera_loader_get_loaded_at (self->loader);
}

TesseraSessionState
tessera_session_get_state (TesseraSession *self)
{
  g_return_val_if_fail (TESSERA_IS_SESSION (self), TESSERA_SESSION_LOADING);

  return tessera_loader_get_state (self->loader);
}

TesseraCatalogue *
tessera_session_get_catalogue (TesseraSession *self)
{
  g_return_val_if_fail (TESSERA_IS_SESSION (self), NULL);

  return tessera_loader_get_catalogue (self->loader);
}

gboolean
tessera_session_get_can_change (TesseraSession *self)
{
  g_return_val_if_fail (TESSERA_IS_SESSION (self), FALSE);

  return tessera_loader_get_state (self->loader) == TESSERA_SESSION_READY
         && tessera_loader_get_admin (self->loader)->role == TESSERA_ROLE_MANAGER;
}

gboolean
tessera_session_is_viewer (TesseraSession *self)
{
  g_return_val_if_fail (TESSERA_IS_SESSION (self), FALSE);

  return tessera_session_get_state (self) == TESSERA_SESSION_READY && !tessera_session_get_can_change (self);
}

const char *
tessera_session_get_why_not (TesseraSession *self)
{
  g_return_val_if_fail (TESSERA_IS_SESSION (self), NULL);

  if (tessera_session_get_can_change (self))
    return NULL;

  switch (tessera_loader_get_state (self->loader))
    {
    case TESSERA_SESSION_LOADING:
      return _("The tokens are being loaded.");
    case TESSERA_SESSION_OFFLINE:
      return _("Offline: nothing can be changed until the server answers again.");
    case TESSERA_SESSION_READY:
    default:
      return _("You may look at tokens here, but only a manager may change them.");
    }
}

const GError *
tessera_session_get_load_error (TesseraSession *self)
{
  g_return_val_if_fail (TESSERA_IS_SESSION (self), NULL);

  return tessera_loader_get_error (self->loader);
}

GListModel *
tessera_session_get_tokens (TesseraSession *self)
{
  g_return_val_if_fail (TESSERA_IS_SESSION (self), NULL);

  return G_LIST_MODEL (self->tokens);
}

TesseraToken *
tessera_session_find_token (TesseraSession *self, const char *id)
{
  g_return_val_if_fail (TESSERA_IS_SESSION (self), NULL);

  return tessera_token_list_find (self->tokens, id);
}

gboolean
tessera_session_get_loading (TesseraSession *self)
{
  g_return_val_if_fail (TESSERA_IS_SESSION (self), FALSE);

  return tessera_loader_get_loading (self->loader);
}

double
tessera_session_get_progress (TesseraSession *self)
{
  g_return_val_if_fail (TESSERA_IS_SESSION (self), -1);

  return tessera_loader_get_progress (self->loader);
}

void
tessera_session_load (TesseraSession *self)
{
  g_return_if_fail (TESSERA_IS_SESSION (self));

  tessera_loader_start (self->loader);
}

void
tessera_session_cancel_load (TesseraSession *self)
{
  g_return_if_fail (TESSERA_IS_SESSION (self));

  tessera_loader_cancel (self->loader);
}

void
tessera_session_stop_load (TesseraSession *self)
{
  g_return_if_fail (TESSERA_IS_SESSION (self));

  tessera_loader_stop (self->loader);
}

gboolean
tessera_session_get_partial (TesseraSession *self)
{
  g_return_val_if_fail (TESSERA_IS_SESSION (self), FALSE);

  return tessera_loader_get_partial (self->loader);
}

void
tessera_session_put_token (TesseraSession *self, TesseraToken *token)
{
  g_return_if_fail (TESSERA_IS_SESSION (self) && TESSERA_IS_TOKEN (token));

  tessera_loader_put (self->loader, token);
  tessera_expiry_clock_set (self->clock);
  g_signal_emit (self, token_changed_signal, 0, token);
}
