#include "tessera-session.h"

#include <glib/gi18n-lib.h>

#include "tessera-expiry-clock.h"
#include "tessera-load.h"

struct _TesseraSession
{
  GObject parent_instance;

  TesseraConnection *connection;
  TesseraSessionState state;
  TesseraCatalogue *catalogue;
  TesseraAdmin *self;
  GError *load_error;
  TesseraTokenList *tokens;

  TesseraLoad *load;           /* while one runs */
  gboolean partial;            /* the first load was stopped in the middle */
  double progress;
  gint64 loaded_at;            /* when the last load that succeeded ended; 0 for never */
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
      g_value_set_int (value, self->state);
      break;
    case PROP_CATALOGUE:
      g_value_set_boxed (value, self->catalogue);
      break;
    case PROP_CAN_CHANGE:
      g_value_set_boolean (value, tessera_session_get_can_change (self));
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, tessera_session_get_loading (self));
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, self->progress);
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

  g_clear_pointer (&self->catalogue, tessera_catalogue_unref);
  g_clear_pointer (&self->self, tessera_admin_free);
  g_clear_error (&self->load_error);
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
  self->progress = -1;
  self->clock = tessera_expiry_clock_new (self->tokens, on_expired, self);
}

/* Loading */

static void
set_progress (TesseraSession *self, double progress)
{
  if (self->progress == progress)
    return;

  self->progress = progress;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
}

static void
set_state (TesseraSession *self, TesseraSessionState state)
{
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_CHANGE]);
}

static void
end_load (TesseraSession *self)
{
  g_clear_pointer (&self->load, tessera_load_end);
  set_progress (self, -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
fail_load (TesseraSession *self, GError *error)
{
  g_clear_error (&self->load_error);
  self->load_error = error;
  end_load (self);
  set_state (self, TESSERA_SESSION_OFFLINE);
}

/* Returns: whether it is another one than before */
static gboolean
adopt_catalogue (TesseraSession *self)
{
  TesseraCatalogue *coming = tessera_load_get_catalogue (self->load);

  if (self->catalogue != NULL && tessera_catalogue_equal (self->catalogue, coming))
    return FALSE;

  g_clear_pointer (&self->catalogue, tessera_catalogue_unref);
  self->catalogue = tessera_catalogue_ref (coming);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CATALOGUE]);
  return TRUE;
}

static void
finish_load (TesseraSession *self)
{
  /* Together, since tokens are read with the catalogue's order of areas. */
  gboolean changed = !tessera_load_get_streaming (self->load) && adopt_catalogue (self);

  tessera_load_apply (self->load, !changed);
  g_clear_error (&self->load_error);
  self->partial = FALSE;
  self->loaded_at = tessera_time_now ();
  end_load (self);
  tessera_expiry_clock_set (self->clock);
  set_state (self, TESSERA_SESSION_READY);
}

static void
on_catalogue (TesseraLoad *load, TesseraAdmin *admin, gpointer session)
{
  TesseraSession *self = session;

  g_clear_pointer (&self->self, tessera_admin_free);
  self->self = admin;
  if (tessera_load_get_streaming (load))
    adopt_catalogue (self);
}

static void
on_progressed (TesseraLoad *load, gpointer session)
{
  set_progress (session, tessera_load_get_progress (load));
}

static void
on_ended (TesseraLoad *load, const GError *error, gpointer session)
{
  if (error != NULL)
    fail_load (session, g_error_copy (error));
  else
    finish_load (session);
}

static const TesseraLoadFollower follower = { on_catalogue, on_progressed, on_ended };

static void
on_restarted (TesseraSession *self)
{
  if (self->state == TESSERA_SESSION_OFFLINE)
    tessera_session_load (self);
}

static void
on_failed (TesseraSession *self, const char *why)
{
  tessera_session_cancel_load (self);
  fail_load (self, g_error_new_literal (TESSERA_ERROR, TESSERA_ERROR_STORAGE, why));
}

TesseraSession *
tessera_session_new_for_connection (TesseraConnection *connection)
{
  TesseraSession *self = g_object_new (TESSERA_TYPE_SESSION, NULL);

  self->connection = g_object_ref (connection);
  g_signal_connect_object (connection, "restarted", G_CALLBACK (on_restarted), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (connection, "failed", G_CALLBACK (on_failed), self, G_CONNECT_SWAPPED);
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

  return self->loaded_at;
}

TesseraSessionState
tessera_session_get_state (TesseraSession *self)
{
  g_return_val_if_fail (TESSERA_IS_SESSION (self), TESSERA_SESSION_LOADING);

  return self->state;
}

TesseraCatalogue *
tessera_session_get_catalogue (TesseraSession *self)
{
  g_return_val_if_fail (TESSERA_IS_SESSION (self), NULL);

  return self->catalogue;
}

gboolean
tessera_session_get_can_change (TesseraSession *self)
{
  g_return_val_if_fail (TESSERA_IS_SESSION (self), FALSE);

  return self->state == TESSERA_SESSION_READY && self->self->role == TESSERA_ROLE_MANAGER;
}

const char *
tessera_session_get_why_not (TesseraSession *self)
{
  g_return_val_if_fail (TESSERA_IS_SESSION (self), NULL);

  if (tessera_session_get_can_change (self))
    return NULL;

  switch (self->state)
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

  return self->load_error;
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

  return self->load != NULL;
}

double
tessera_session_get_progress (TesseraSession *self)
{
  g_return_val_if_fail (TESSERA_IS_SESSION (self), -1);

  return self->progress;
}

void
tessera_session_load (TesseraSession *self)
{
  g_return_if_fail (TESSERA_IS_SESSION (self));

  if (self->load != NULL)
    return;

  self->load = tessera_load_start (self->connection, self->tokens, &follower, self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

void
tessera_session_cancel_load (TesseraSession *self)
{
  g_return_if_fail (TESSERA_IS_SESSION (self));

  if (self->load != NULL)
    end_load (self);
}

void
tessera_session_stop_load (TesseraSession *self)
{
  gboolean partial;

  g_return_if_fail (TESSERA_IS_SESSION (self));

  partial = self->load != NULL && tessera_load_get_streaming (self->load) && tessera_load_get_n_tokens (self->load) > 0;
  tessera_session_cancel_load (self);
  if (!partial)
    return;

  g_clear_error (&self->load_error);
  self->partial = TRUE;
  tessera_expiry_clock_set (self->clock);
  set_state (self, TESSERA_SESSION_READY);
}

gboolean
tessera_session_get_partial (TesseraSession *self)
{
  g_return_val_if_fail (TESSERA_IS_SESSION (self), FALSE);

  return self->partial;
}

void
tessera_session_put_token (TesseraSession *self, TesseraToken *token)
{
  g_return_if_fail (TESSERA_IS_SESSION (self) && TESSERA_IS_TOKEN (token));

  if (self->load != NULL)
    tessera_load_put (self->load, token);

  tessera_token_list_put (self->tokens, token);
  tessera_expiry_clock_set (self->clock);
  g_signal_emit (self, token_changed_signal, 0, token);
}
