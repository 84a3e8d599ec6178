#include "tessera-key-store.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "tessera-asking-service.h"
#include "tessera-key-call.h"

#define PATIENCE_MILLISECONDS 3000
#define ASKING_MILLISECONDS 60000

struct _TesseraKeyStore
{
  GObject parent_instance;

  GHashTable *known; /* address → TesseraSecret, for this session */
  SecretService *service;
  guint patience, asking;
};

G_DEFINE_FINAL_TYPE (TesseraKeyStore, tessera_key_store, G_TYPE_OBJECT)

static const SecretSchema schema = {
  "org.tessera.Tessera.AdminKey", SECRET_SCHEMA_NONE, { { "server", SECRET_SCHEMA_ATTRIBUTE_STRING } },
};

static void
tessera_key_store_finalize (GObject *object)
{
  TesseraKeyStore *self = TESSERA_KEY_STORE (object);

  g_clear_object (&self->service);
  g_hash_table_unref (self->known);

  G_OBJECT_CLASS (tessera_key_store_parent_class)->finalize (object);
}

static void
tessera_key_store_class_init (TesseraKeyStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tessera_key_store_finalize;
}

static void
tessera_key_store_init (TesseraKeyStore *self)
{
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) tessera_secret_free);
  self->patience = PATIENCE_MILLISECONDS;
  self->asking = ASKING_MILLISECONDS;
}

static GHashTable *
make_attributes (const TesseraKeyCall *call)
{
  return secret_attributes_build (&schema, "server", call->url, NULL);
}

/* The three calls. Each takes its task, as each callback does. */

static TesseraSecret *
read_value (SecretValue *value)
{
  gsize length;
  const char *text = secret_value_get (value, &length);

  return memchr (text, '\0', length) == NULL ? tessera_secret_new (text, length) : NULL;
}

static void
did_look_up (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  TesseraKeyCall *call = tessera_key_call_get (task);
  TesseraKeyStore *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  SecretValue *value = secret_service_lookup_finish (SECRET_SERVICE (source), result, &error);
  TesseraSecret *key = value != NULL ? read_value (value) : NULL;

  g_clear_pointer (&value, secret_value_unref);
  if (key != NULL)
    g_hash_table_replace (self->known, g_strdup (call->url), tessera_secret_copy (key));

  /* Who says no to the question gets nothing, without an error. */
  if (key != NULL || (error == NULL && call->n_questions == 0))
    tessera_key_call_succeed (task, key);
  else
    tessera_key_call_fail (task, error);
}

static void
look_up (GTask *task)
{
  TesseraKeyCall *call = tessera_key_call_get (task);
  TesseraKeyStore *self = g_task_get_source_object (task);
  g_autoptr (GHashTable) attributes = make_attributes (call);

  secret_service_lookup (self->service, &schema, attributes, call->stop, did_look_up, task);
}

static void
did_store (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;

  if (secret_service_store_finish (SECRET_SERVICE (source), result, &error))
    tessera_key_call_succeed (task, NULL);
  else
    tessera_key_call_fail (task, error);
}

static void
store (GTask *task)
{
  TesseraKeyCall *call = tessera_key_call_get (task);
  TesseraKeyStore *self = g_task_get_source_object (task);
  g_autoptr (GHashTable) attributes = make_attributes (call);
  /* Translators: how the key store's own window lists an admin key; %s is the server's address */
  g_autofree char *label = g_strdup_printf (_("Admin key for %s"), call->url);
  SecretValue *value = secret_value_new (tessera_secret_peek (call->key), -1, "text/plain");

  secret_service_store (self->service, &schema, attributes, SECRET_COLLECTION_DEFAULT, label, value, call->stop, did_store,
                        task);
  secret_value_unref (value);
}

static void
did_clear (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;

  secret_service_clear_finish (SECRET_SERVICE (source), result, &error);
  if (error != NULL)
    tessera_key_call_fail (task, error);
  else
    tessera_key_call_succeed (task, NULL);
}

static void
clear (GTask *task)
{
  TesseraKeyCall *call = tessera_key_call_get (task);
  TesseraKeyStore *self = g_task_get_source_object (task);
  g_autoptr (GHashTable) attributes = make_attributes (call);

  secret_service_clear (self->service, &schema, attributes, call->stop, did_clear, task);
}

/* The beginning */

/* Each call's own cancellable tells whose question it is. */
static void
on_asking (GCancellable *stop, gpointer data)
{
  TesseraKeyStore *self = data;
  GTask *task = tessera_key_call_find (stop);

  if (task != NULL)
    tessera_key_call_ask (task, self->asking);
}

/* A service that failed is looked for anew by the next call. */
static void
drop_service (gpointer source)
{
  TesseraKeyStore *self = source;

  g_clear_object (&self->service);
}

static void
did_open (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  TesseraKeyCall *call = tessera_key_call_get (task);
  TesseraKeyStore *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  SecretService *service = secret_service_open_finish (result, &error);

  if (service == NULL || call->settled)
    {
      g_clear_object (&service);
      tessera_key_call_fail (task, error);
      return;
    }

  tessera_asking_service_follow (TESSERA_ASKING_SERVICE (service), on_asking, self);
  g_clear_object (&self->service);
  self->service = service;
  call->begin (g_steal_pointer (&task));
}

static void
begin (TesseraKeyStore *self, const char *url, const TesseraSecret *key, void (*begin_call) (GTask *task),
       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);
  TesseraKeyCall *call = tessera_key_call_start (task, url, key, self->patience);

  g_task_set_source_tag (task, begin);
  call->begin = begin_call;
  call->failed = drop_service;

  /* libsecret 0.20 loses the error of an opening that is cancelled, and complains of that. */
  if (self->service != NULL)
    begin_call (task);
  else
    secret_service_open (TESSERA_TYPE_ASKING_SERVICE, NULL, SECRET_SERVICE_OPEN_SESSION, NULL, did_open, task);
}

TesseraKeyStore *
tessera_key_store_new (void)
{
  return g_object_new (TESSERA_TYPE_KEY_STORE, NULL);
}

void
tessera_key_store_set_patience (TesseraKeyStore *self, guint milliseconds, guint asking)
{
  g_return_if_fail (TESSERA_IS_KEY_STORE (self));

  self->patience = milliseconds;
  self->asking = asking;
}

void
tessera_key_store_find_async (TesseraKeyStore *self, const char *url, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer data)
{
  const TesseraSecret *known;

  g_return_if_fail (TESSERA_IS_KEY_STORE (self));

  known = g_hash_table_lookup (self->known, url);
  if (known == NULL)
    {
      begin (self, url, NULL, look_up, cancellable, callback, data);
      return;
    }

  {
    g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);

    g_task_set_source_tag (task, begin);
    g_task_return_pointer (task, tessera_secret_copy (known), (GDestroyNotify) tessera_secret_free);
  }
}

TesseraSecret *
tessera_key_store_find_finish (TesseraKeyStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
finish (GAsyncResult *result, GError **error)
{
  g_autoptr (GError) failure = NULL;

  g_task_propagate_pointer (G_TASK (result), &failure);
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

void
tessera_key_store_know (TesseraKeyStore *self, const char *url, const TesseraSecret *key)
{
  g_return_if_fail (TESSERA_IS_KEY_STORE (self) && key != NULL);

  g_hash_table_replace (self->known, g_strdup (url), tessera_secret_copy (key));
}

void
tessera_key_store_keep_async (TesseraKeyStore *self, const char *url, const TesseraSecret *key, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (TESSERA_IS_KEY_STORE (self));

  tessera_key_store_know (self, url, key);
  begin (self, url, key, store, cancellable, callback, data);
}

gboolean
tessera_key_store_keep_finish (TesseraKeyStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return finish (result, error);
}

void
tessera_key_store_forget_async (TesseraKeyStore *self, const char *url, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (TESSERA_IS_KEY_STORE (self));

  g_hash_table_remove (self->known, url);
  begin (self, url, NULL, clear, cancellable, callback, data);
}

gboolean
tessera_key_store_forget_finish (TesseraKeyStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return finish (result, error);
}
