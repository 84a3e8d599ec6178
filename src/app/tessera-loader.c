#include "tessera-loader.h"

#include "tessera-load.h"

struct _TesseraLoader
{
  GObject parent_instance;

  TesseraConnection *connection;
  TesseraTokenList *tokens;

  TesseraSessionState state;
  TesseraCatalogue *catalogue;
  TesseraAdmin *admin;
  GError *error;

  TesseraLoad *load;           /* while one runs */
  gboolean partial;
  double progress;
  gint64 loaded_at;
};

G_DEFINE_FINAL_TYPE (TesseraLoader, tessera_loader, G_TYPE_OBJECT)

static guint changed_signal;

static void
tessera_loader_dispose (GObject *object)
{
  TesseraLoader *self = TESSERA_LOADER (object);

  tessera_loader_cancel (self);
  g_clear_object (&self->connection);

  G_OBJECT_CLASS (tessera_loader_parent_class)->dispose (object);
}

static void
tessera_loader_finalize (GObject *object)
{
  TesseraLoader *self = TESSERA_LOADER (object);

  g_clear_pointer (&self->catalogue, tessera_catalogue_unref);
  g_clear_pointer (&self->admin, tessera_admin_free);
  g_clear_error (&self->error);
  g_clear_object (&self->tokens);

  G_OBJECT_CLASS (tessera_loader_parent_class)->finalize (object);
}

static void
tessera_loader_class_init (TesseraLoaderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tessera_loader_dispose;
  G_OBJECT_CLASS (klass)->finalize = tessera_loader_finalize;

  changed_signal = g_signal_new ("changed", TESSERA_TYPE_LOADER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 G_TYPE_INT);
}

static void
tessera_loader_init (TesseraLoader *self)
{
  self->progress = -1;
}

static void
tell (TesseraLoader *self, TesseraLoaded what)
{
  g_signal_emit (self, changed_signal, 0, (int) what);
}

static void
set_progress (TesseraLoader *self, double progress)
{
  if (self->progress == progress)
    return;

  self->progress = progress;
  tell (self, TESSERA_LOADED_PROGRESS);
}

static void
set_state (TesseraLoader *self, TesseraSessionState state)
{
  self->state = state;
  tell (self, TESSERA_LOADED_STATE);
}

/* A load, from its end to its beginning */

static void
end_load (TesseraLoader *self)
{
  g_clear_pointer (&self->load, tessera_load_end);
  set_progress (self, -1);
  tell (self, TESSERA_LOADED_LOADING);
}

/* @error: (transfer full) */
static void
fail_load (TesseraLoader *self, GError *error)
{
  g_clear_error (&self->error);
  self->error = error;
  end_load (self);
  set_state (self, TESSERA_SESSION_OFFLINE);
}

/* Returns: whether it is another one than before */
static gboolean
adopt_catalogue (TesseraLoader *self)
{
  TesseraCatalogue *coming = tessera_load_get_catalogue (self->load);

  if (self->catalogue != NULL && tessera_catalogue_equal (self->catalogue, coming))
    return FALSE;

  g_clear_pointer (&self->catalogue, tessera_catalogue_unref);
  self->catalogue = tessera_catalogue_ref (coming);
  tell (self, TESSERA_LOADED_CATALOGUE);
  return TRUE;
}

static void
finish_load (TesseraLoader *self)
{
  /* Together, since tokens are read with the catalogue's order of areas. */
  gboolean changed = !tessera_load_get_streaming (self->load) && adopt_catalogue (self);

  tessera_load_apply (self->load, !changed);
  g_clear_error (&self->error);
  self->partial = FALSE;
  self->loaded_at = tessera_time_now ();
  end_load (self);
  set_state (self, TESSERA_SESSION_READY);
}

static void
on_catalogue (TesseraLoad *load, TesseraAdmin *admin, gpointer loader)
{
  TesseraLoader *self = loader;

  g_clear_pointer (&self->admin, tessera_admin_free);
  self->admin = admin;
  if (tessera_load_get_streaming (load))
    adopt_catalogue (self);
}

static void
on_progressed (TesseraLoad *load, gpointer loader)
{
  set_progress (loader, tessera_load_get_progress (load));
}

static void
on_ended (TesseraLoad *load, const GError *error, gpointer loader)
{
  if (error != NULL)
    fail_load (loader, g_error_copy (error));
  else
    finish_load (loader);
}

static const TesseraLoadFollower follower = { on_catalogue, on_progressed, on_ended };

static void
on_restarted (TesseraLoader *self)
{
  if (self->state == TESSERA_SESSION_OFFLINE)
    tessera_loader_start (self);
}

static void
on_failed (TesseraLoader *self, const char *why)
{
  tessera_loader_cancel (self);
  fail_load (self, g_error_new_literal (TESSERA_ERROR, TESSERA_ERROR_STORAGE, why));
}

TesseraLoader *
tessera_loader_new (TesseraConnection *connection, TesseraTokenList *tokens)
{
  TesseraLoader *self = g_object_new (TESSERA_TYPE_LOADER, NULL);

  self->connection = g_object_ref (connection);
  self->tokens = g_object_ref (tokens);
  g_signal_connect_object (connection, "restarted", G_CALLBACK (on_restarted), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (connection, "failed", G_CALLBACK (on_failed), self, G_CONNECT_SWAPPED);
  return self;
}

void
tessera_loader_start (TesseraLoader *self)
{
  g_return_if_fail (TESSERA_IS_LOADER (self));

  if (self->load != NULL)
    return;

  self->load = tessera_load_start (self->connection, self->tokens, &follower, self);
  tell (self, TESSERA_LOADED_LOADING);
}

void
tessera_loader_cancel (TesseraLoader *self)
{
  g_return_if_fail (TESSERA_IS_LOADER (self));

  if (self->load != NULL)
    end_load (self);
}

void
tessera_loader_stop (TesseraLoader *self)
{
  gboolean partial;

  g_return_if_fail (TESSERA_IS_LOADER (self));

  partial = self->load != NULL && tessera_load_get_streaming (self->load) && tessera_load_get_n_tokens (self->load) > 0;
  tessera_loader_cancel (self);
  if (!partial)
    return;

  g_clear_error (&self->error);
  self->partial = TRUE;
  set_state (self, TESSERA_SESSION_READY);
}

void
tessera_loader_put (TesseraLoader *self, TesseraToken *token)
{
  g_return_if_fail (TESSERA_IS_LOADER (self) && TESSERA_IS_TOKEN (token));

  if (self->load != NULL)
    tessera_load_put (self->load, token);
  tessera_token_list_put (self->tokens, token);
}

TesseraSessionState
tessera_loader_get_state (TesseraLoader *self)
{
  g_return_val_if_fail (TESSERA_IS_LOADER (self), TESSERA_SESSION_LOADING);

  return self->state;
}

TesseraCatalogue *
tessera_loader_get_catalogue (TesseraLoader *self)
{
  g_return_val_if_fail (TESSERA_IS_LOADER (self), NULL);

  return self->catalogue;
}

const TesseraAdmin *
tessera_loader_get_admin (TesseraLoader *self)
{
  g_return_val_if_fail (TESSERA_IS_LOADER (self), NULL);

  return self->admin;
}

const GError *
tessera_loader_get_error (TesseraLoader *self)
{
  g_return_val_if_fail (TESSERA_IS_LOADER (self), NULL);

  return self->error;
}

gint64
tessera_loader_get_loaded_at (TesseraLoader *self)
{
  g_return_val_if_fail (TESSERA_IS_LOADER (self), 0);

  return self->loaded_at;
}

gboolean
tessera_loader_get_partial (TesseraLoader *self)
{
  g_return_val_if_fail (TESSERA_IS_LOADER (self), FALSE);

  return self->partial;
}

gboolean
tessera_loader_get_loading (TesseraLoader *self)
{
  g_return_val_if_fail (TESSERA_IS_LOADER (self), FALSE);

  return self->load != NULL;
}

double
tessera_loader_get_progress (TesseraLoader *self)
{
  g_return_val_if_fail (TESSERA_IS_LOADER (self), -1);

  return self->progress;
}
