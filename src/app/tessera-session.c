#include "tessera-session.h"

#include <glib/gi18n-lib.h>

#include "tessera-token-list.h"

#define FIRST_PAGE_SIZE 50     /* as many as a tall window shows, so that they are shown at once */
#define PAGE_SIZE 500          /* small enough that taking one in holds the main loop for less than a frame */
#define LOOK_SECONDS 60        /* monotonic time stands still while the computer sleeps, so look at the clock */
#define SECONDS_OF_DAY (24 * 60 * 60)

struct _TesseraSession
{
  GObject parent_instance;

  TesseraConnection *connection;
  TesseraSessionState state;
  TesseraCatalogue *catalogue;
  TesseraAdmin *self;
  GError *load_error;
  TesseraTokenList *tokens;

  GCancellable *load;          /* while a load runs */
  gboolean streaming;          /* the load's pages go straight into the list */
  gboolean partial;            /* the first load was stopped in the middle */
  TesseraCatalogue *coming;    /* the catalogue that the load brought */
  GPtrArray *loaded;           /* what the load brought so far */
  GPtrArray *put_meanwhile;    /* what answers brought while it ran */
  double progress;
  gint64 loaded_at;            /* when the last load that succeeded ended; 0 for never */

  gint64 looked_at;            /* expiries up to this instant are told */
  guint clock;
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
  g_clear_handle_id (&self->clock, g_source_remove);
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
tessera_session_init (TesseraSession *self)
{
  self->tokens = tessera_token_list_new ();
  self->progress = -1;
  self->looked_at = tessera_time_now ();
}

/* The clock */

static gboolean on_clock (gpointer data);

static void
set_clock (TesseraSession *self)
{
  gint64 now = tessera_time_now ();
  gint64 midnight = (now / SECONDS_OF_DAY + 1) * SECONDS_OF_DAY;
  gint64 next = MIN (tessera_token_list_get_next_expiry (self->tokens, self->looked_at), midnight);

  g_clear_handle_id (&self->clock, g_source_remove);
  self->clock = g_timeout_add_seconds ((guint) CLAMP (next - now, 1, LOOK_SECONDS), on_clock, self);
}

static gboolean
on_clock (gpointer data)
{
  TesseraSession *self = data;
  gint64 before = self->looked_at;
  guint n_tokens = g_list_model_get_n_items (G_LIST_MODEL (self->tokens));
  g_autoptr (GPtrArray) expired = NULL;

  self->clock = 0;
  self->looked_at = tessera_time_now ();

  /* A new day: "in 69 days" is wrong in every row. */
  if (before / SECONDS_OF_DAY != self->looked_at / SECONDS_OF_DAY)
    g_list_model_items_changed (G_LIST_MODEL (self->tokens), 0, n_tokens, n_tokens);

  expired = tessera_token_list_tell_expired (self->tokens, before, self->looked_at);
  for (guint i = 0; i < expired->len; i++)
    g_signal_emit (self, token_changed_signal, 0, expired->pdata[i]);

  set_clock (self);
  return G_SOURCE_REMOVE;
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
  g_clear_object (&self->load);
  g_clear_pointer (&self->coming, tessera_catalogue_unref);
  g_clear_pointer (&self->loaded, g_ptr_array_unref);
  g_clear_pointer (&self->put_meanwhile, g_ptr_array_unref);
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
  if (self->catalogue != NULL && tessera_catalogue_equal (self->catalogue, self->coming))
    return FALSE;

  g_clear_pointer (&self->catalogue, tessera_catalogue_unref);
  self->catalogue = tessera_catalogue_ref (self->coming);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CATALOGUE]);
  return TRUE;
}

/* An answer that came while the load ran may be newer than the page that held its token. */
static void
put_again (TesseraSession *self, TesseraToken *token)
{
  TesseraToken *loaded = tessera_token_list_find (self->tokens, tessera_token_get_id (token));

  if (loaded == NULL || tessera_token_get_updated_at (loaded) <= tessera_token_get_updated_at (token))
    tessera_token_list_put (self->tokens, token);
}

static void
finish_load (TesseraSession *self)
{
  g_autoptr (GPtrArray) put = g_ptr_array_ref (self->put_meanwhile);

  /* Together, since tokens are read with the catalogue's order of areas. */
  if (!self->streaming)
    tessera_token_list_replace (self->tokens, self->loaded, !adopt_catalogue (self));
  for (guint i = 0; i < put->len; i++)
    put_again (self, put->pdata[i]);

  g_clear_error (&self->load_error);
  self->partial = FALSE;
  self->loaded_at = tessera_time_now ();
  end_load (self);
  set_clock (self);
  set_state (self, TESSERA_SESSION_READY);
}

static TesseraClient *
get_client (TesseraSession *self)
{
  return tessera_connection_get_client (self->connection);
}

static void
got_page (GPtrArray *page, gint64 total, gpointer data)
{
  TesseraSession *self = data;

  g_ptr_array_extend (self->loaded, page, (GCopyFunc) (void (*) (void)) g_object_ref, NULL);
  if (self->streaming)
    tessera_token_list_append (self->tokens, page);
  set_progress (self, total > 0 ? MIN (1, (double) self->loaded->len / (double) total) : 0);
}

static void
got_all (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TesseraSession) self = data;
  g_autoptr (GError) error = NULL;

  tessera_client_list_all_finish (TESSERA_CLIENT (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (error != NULL)
    fail_load (self, g_steal_pointer (&error));
  else
    finish_load (self);
}

static void
got_catalogue (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TesseraSession) self = data;
  g_autoptr (TesseraCatalogue) catalogue = NULL;
  g_autoptr (GError) error = NULL;
  TesseraAdmin *admin = NULL;

  catalogue = tessera_client_get_catalogue_finish (TESSERA_CLIENT (source), result, &admin, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (catalogue == NULL)
    {
      fail_load (self, g_steal_pointer (&error));
      return;
    }

  g_clear_pointer (&self->self, tessera_admin_free);
  self->self = admin;
  self->coming = g_steal_pointer (&catalogue);
  if (self->streaming)
    adopt_catalogue (self);
  tessera_client_list_all_async (get_client (self), self->coming, FIRST_PAGE_SIZE, PAGE_SIZE, self->load, got_page, got_all,
                                 g_object_ref (self));
}

static void
did_connect (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TesseraSession) self = data;
  g_autoptr (GError) error = NULL;
  TesseraClient *client = tessera_connection_open_finish (TESSERA_CONNECTION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (client == NULL)
    fail_load (self, g_steal_pointer (&error));
  else
    tessera_client_get_catalogue_async (client, self->load, got_catalogue, g_object_ref (self));
}

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

  return get_client (self);
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

const TesseraAdmin *
tessera_session_get_self (TesseraSession *self)
{
  g_return_val_if_fail (TESSERA_IS_SESSION (self), NULL);

  return self->self;
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
      return _("Offline: changes wait until the server answers again.");
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

  self->load = g_cancellable_new ();
  self->loaded = g_ptr_array_new_with_free_func (g_object_unref);
  self->put_meanwhile = g_ptr_array_new_with_free_func (g_object_unref);
  self->streaming = g_list_model_get_n_items (G_LIST_MODEL (self->tokens)) == 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);

  tessera_connection_open_async (self->connection, self->load, did_connect, g_object_ref (self));
}

void
tessera_session_cancel_load (TesseraSession *self)
{
  g_return_if_fail (TESSERA_IS_SESSION (self));

  if (self->load == NULL)
    return;

  g_cancellable_cancel (self->load);
  end_load (self);
}

void
tessera_session_stop_load (TesseraSession *self)
{
  gboolean partial;

  g_return_if_fail (TESSERA_IS_SESSION (self));

  partial = self->load != NULL && self->streaming && self->loaded->len > 0;
  tessera_session_cancel_load (self);
  if (!partial)
    return;

  g_clear_error (&self->load_error);
  self->partial = TRUE;
  set_clock (self);
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

  if (self->put_meanwhile != NULL)
    g_ptr_array_add (self->put_meanwhile, g_object_ref (token));

  tessera_token_list_put (self->tokens, token);
  set_clock (self);
  g_signal_emit (self, token_changed_signal, 0, token);
}
