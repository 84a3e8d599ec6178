#include "tessera-connection.h"

#include <glib/gi18n-lib.h>

struct _TesseraConnection
{
  GObject parent_instance;

  TesseraClient *client;
  TesseraLocalService *service; /* NULL for a server elsewhere */
  gboolean served;              /* the service answers, or is on its way back */
  TesseraKeyStore *keys;        /* NULL where no key has to be found */
  char *url;
  char *name;
};

G_DEFINE_FINAL_TYPE (TesseraConnection, tessera_connection, G_TYPE_OBJECT)

enum
{
  RESTARTED,
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
tessera_connection_finalize (GObject *object)
{
  TesseraConnection *self = TESSERA_CONNECTION (object);

  g_clear_object (&self->client);
  g_clear_object (&self->service);
  g_clear_object (&self->keys);
  g_free (self->url);
  g_free (self->name);

  G_OBJECT_CLASS (tessera_connection_parent_class)->finalize (object);
}

static void
tessera_connection_class_init (TesseraConnectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tessera_connection_finalize;

  signals[RESTARTED] = g_signal_new ("restarted", TESSERA_TYPE_CONNECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", TESSERA_TYPE_CONNECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                  1, G_TYPE_STRING);
}

static void
tessera_connection_init (TesseraConnection *self)
{
}

static void
on_restarted (TesseraLocalService *service, TesseraConnection *self)
{
  self->served = TRUE;
  g_signal_emit (self, signals[RESTARTED], 0);
}

static void
on_failed (TesseraLocalService *service, const char *why, TesseraConnection *self)
{
  self->served = FALSE;
  g_signal_emit (self, signals[FAILED], 0, why);
}

/* Opening */

static void
got_service (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  TesseraConnection *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->served = tessera_local_service_start_finish (TESSERA_LOCAL_SERVICE (source), result, &error);
  if (self->served)
    g_task_return_pointer (task, self->client, NULL);
  else
    g_task_return_error (task, error);
}

static void
fail_without_key (GTask *task, const GError *error)
{
  TesseraConnection *self = g_task_get_source_object (task);

  if (error == NULL)
    /* Translators: %s is a server's name; Servers is the item of the main menu */
    g_task_return_new_error (task, TESSERA_ERROR, TESSERA_ERROR_KEY_REFUSED,
                             _("There is no admin key for %s in this computer's key store. Give it under Servers."), self->name);
  else
    /* Translators: the first %s is a sentence on what is the matter, the second a server's name */
    g_task_return_new_error (task, TESSERA_ERROR, TESSERA_ERROR_KEY_REFUSED,
                             _("%s So the admin key for %s can't be had from it. Give it under Servers, for this session."),
                             error->message, self->name);
}

static void
got_key (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  TesseraConnection *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (TesseraSecret) key = tessera_key_store_find_finish (TESSERA_KEY_STORE (source), result, &error);

  if (key == NULL)
    {
      fail_without_key (task, error);
      return;
    }

  self->client = tessera_client_new (self->url, key, &error);
  if (self->client != NULL)
    g_task_return_pointer (task, self->client, NULL);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
tessera_connection_open_async (TesseraConnection *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, tessera_connection_open_async);
  if (self->service != NULL && !self->served)
    tessera_local_service_start_async (self->service, NULL, got_service, task);
  else if (self->client == NULL)
    tessera_key_store_find_async (self->keys, self->url, cancellable, got_key, task);
  else
    {
      g_task_return_pointer (task, self->client, NULL);
      g_object_unref (task);
    }
}

TesseraClient *
tessera_connection_open_finish (TesseraConnection *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

TesseraConnection *
tessera_connection_new (TesseraClient *client)
{
  TesseraConnection *self = g_object_new (TESSERA_TYPE_CONNECTION, NULL);

  self->client = g_object_ref (client);
  self->name = g_strdup (tessera_client_get_server_name (client));
  return self;
}

TesseraConnection *
tessera_connection_new_local (TesseraLocalService *service)
{
  g_autoptr (TesseraClient) client = tessera_client_new_for_socket (tessera_local_service_get_socket (service));
  TesseraConnection *self = tessera_connection_new (client);

  self->service = g_object_ref (service);
  g_signal_connect_object (service, "restarted", G_CALLBACK (on_restarted), self, 0);
  g_signal_connect_object (service, "failed", G_CALLBACK (on_failed), self, 0);
  return self;
}

TesseraConnection *
tessera_connection_new_stored (const char *url, const char *name, TesseraKeyStore *keys)
{
  TesseraConnection *self = g_object_new (TESSERA_TYPE_CONNECTION, NULL);

  self->keys = g_object_ref (keys);
  self->url = g_strdup (url);
  self->name = g_strdup (name);
  return self;
}

TesseraClient *
tessera_connection_get_client (TesseraConnection *self)
{
  g_return_val_if_fail (TESSERA_IS_CONNECTION (self), NULL);

  return self->client;
}

const char *
tessera_connection_get_name (TesseraConnection *self)
{
  g_return_val_if_fail (TESSERA_IS_CONNECTION (self), NULL);

  return self->name;
}

const char *
tessera_connection_get_address (TesseraConnection *self)
{
  g_return_val_if_fail (TESSERA_IS_CONNECTION (self), NULL);

  return self->url != NULL ? self->url : tessera_client_get_address (self->client);
}
