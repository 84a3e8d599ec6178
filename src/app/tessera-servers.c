#include "tessera-servers.h"

#include <glib/gi18n-lib.h>

#include "tessera-url.h"

/* A server */

struct _TesseraServer
{
  GObject parent_instance;

  char *url;
  char *name;
  gboolean own_name;
  gboolean passing;
};

G_DEFINE_FINAL_TYPE (TesseraServer, tessera_server, G_TYPE_OBJECT)

static void
tessera_server_finalize (GObject *object)
{
  TesseraServer *self = TESSERA_SERVER (object);

  g_free (self->url);
  g_free (self->name);

  G_OBJECT_CLASS (tessera_server_parent_class)->finalize (object);
}

static void
tessera_server_class_init (TesseraServerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tessera_server_finalize;
}

static void
tessera_server_init (TesseraServer *self)
{
}

/* Returns: (nullable): NULL for an address that is none; settings are written by others, too */
static TesseraServer *
new_remote (const char *url, const char *name)
{
  g_autoptr (GUri) uri = tessera_url_parse (url, NULL);
  TesseraServer *self;

  if (uri == NULL)
    return NULL;

  self = g_object_new (TESSERA_TYPE_SERVER, NULL);
  self->url = tessera_url_to_string (uri);
  self->name = g_strstrip (g_strdup (name));
  self->own_name = *self->name != '\0';
  if (!self->own_name)
    {
      g_free (self->name);
      self->name = tessera_url_get_name (uri);
    }
  return self;
}

static TesseraServer *
new_local (void)
{
  TesseraServer *self = g_object_new (TESSERA_TYPE_SERVER, NULL);

  self->name = g_strdup (_("This computer"));
  return self;
}

const char *
tessera_server_get_url (TesseraServer *self)
{
  g_return_val_if_fail (TESSERA_IS_SERVER (self), NULL);

  return self->url;
}

const char *
tessera_server_get_name (TesseraServer *self)
{
  g_return_val_if_fail (TESSERA_IS_SERVER (self), NULL);

  return self->name;
}

gboolean
tessera_server_has_own_name (TesseraServer *self)
{
  g_return_val_if_fail (TESSERA_IS_SERVER (self), FALSE);

  return self->own_name;
}

gboolean
tessera_server_is_passing (TesseraServer *self)
{
  g_return_val_if_fail (TESSERA_IS_SERVER (self), FALSE);

  return self->passing;
}

/* The list */

struct _TesseraServers
{
  GObject parent_instance;

  GListStore *list;
  GSettings *settings;
  char *last; /* address, empty for this computer's */
};

static void tessera_servers_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TesseraServers, tessera_servers, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, tessera_servers_list_model_init))

static GType
tessera_servers_get_item_type (GListModel *model)
{
  return TESSERA_TYPE_SERVER;
}

static guint
tessera_servers_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (TESSERA_SERVERS (model)->list));
}

static gpointer
tessera_servers_get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (TESSERA_SERVERS (model)->list), position);
}

static void
tessera_servers_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = tessera_servers_get_item_type;
  iface->get_n_items = tessera_servers_get_n_items;
  iface->get_item = tessera_servers_get_item;
}

static void
tessera_servers_finalize (GObject *object)
{
  TesseraServers *self = TESSERA_SERVERS (object);

  g_object_unref (self->list);
  g_clear_object (&self->settings);
  g_free (self->last);

  G_OBJECT_CLASS (tessera_servers_parent_class)->finalize (object);
}

static void
tessera_servers_class_init (TesseraServersClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tessera_servers_finalize;
}

static void
tessera_servers_init (TesseraServers *self)
{
  g_autoptr (TesseraServer) local = new_local ();

  self->list = g_list_store_new (TESSERA_TYPE_SERVER);
  g_list_store_append (self->list, local);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (g_list_model_items_changed), self, G_CONNECT_SWAPPED);
  self->last = g_strdup ("");
}

static void
recall (TesseraServers *self)
{
  g_autoptr (GVariant) servers = g_settings_get_value (self->settings, "servers");
  GVariantIter iter;
  const char *url, *name;

  g_variant_iter_init (&iter, servers);
  while (g_variant_iter_next (&iter, "(&s&s)", &url, &name))
    {
      g_autoptr (TesseraServer) server = new_remote (url, name);

      if (server != NULL && tessera_servers_find (self, server->url) == NULL)
        g_list_store_append (self->list, server);
    }

  g_free (self->last);
  self->last = g_settings_get_string (self->settings, "last-server");
}

static void
remember (TesseraServers *self)
{
  GVariantBuilder builder;
  guint n = tessera_servers_get_n_items (G_LIST_MODEL (self));

  if (self->settings == NULL)
    return;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(ss)"));
  for (guint i = 1; i < n; i++)
    {
      g_autoptr (TesseraServer) server = tessera_servers_get_item (G_LIST_MODEL (self), i);

      if (!server->passing)
        g_variant_builder_add (&builder, "(ss)", server->url, server->own_name ? server->name : "");
    }
  g_settings_set_value (self->settings, "servers", g_variant_builder_end (&builder));
  g_settings_set_string (self->settings, "last-server", self->last);
}

TesseraServers *
tessera_servers_new (GSettings *settings)
{
  TesseraServers *self = g_object_new (TESSERA_TYPE_SERVERS, NULL);

  if (settings != NULL)
    {
      self->settings = g_object_ref (settings);
      recall (self);
    }
  return self;
}

TesseraServer *
tessera_servers_find (TesseraServers *self, const char *url)
{
  g_return_val_if_fail (TESSERA_IS_SERVERS (self), NULL);

  for (guint i = 0; i < tessera_servers_get_n_items (G_LIST_MODEL (self)); i++)
    {
      g_autoptr (TesseraServer) server = tessera_servers_get_item (G_LIST_MODEL (self), i);

      if (g_strcmp0 (server->url, url) == 0)
        return server;    /* the list keeps it */
    }

  return NULL;
}

TesseraServer *
tessera_servers_put (TesseraServers *self, TesseraServer *old, const char *url, const char *name)
{
  g_autoptr (TesseraServer) server = new_remote (url, name);
  guint position = tessera_servers_get_n_items (G_LIST_MODEL (self));
  gboolean was_last;

  g_return_val_if_fail (TESSERA_IS_SERVERS (self) && server != NULL, NULL);

  was_last = old != NULL && g_strcmp0 (old->url, self->last) == 0;
  if (old != NULL)
    g_list_store_find (self->list, old, &position);
  if (was_last)
    {
      g_free (self->last);
      self->last = g_strdup (server->url);
    }
  g_list_store_splice (self->list, position, old != NULL ? 1 : 0, (gpointer *) &server, 1);
  remember (self);
  return server;    /* the list keeps it */
}

TesseraServer *
tessera_servers_put_passing (TesseraServers *self, const char *url)
{
  TesseraServer *known;
  g_autoptr (TesseraServer) server = NULL;

  g_return_val_if_fail (TESSERA_IS_SERVERS (self) && url != NULL, NULL);

  known = tessera_servers_find (self, url);
  if (known != NULL)
    return known;

  server = new_remote (url, "");
  g_return_val_if_fail (server != NULL, NULL);
  server->passing = TRUE;
  g_list_store_append (self->list, server);
  return server;    /* the list keeps it */
}

void
tessera_servers_remove (TesseraServers *self, TesseraServer *server)
{
  guint position;

  g_return_if_fail (TESSERA_IS_SERVERS (self) && server->url != NULL);

  if (g_list_store_find (self->list, server, &position))
    g_list_store_remove (self->list, position);
  remember (self);
}

TesseraServer *
tessera_servers_get_last (TesseraServers *self)
{
  TesseraServer *last;

  g_return_val_if_fail (TESSERA_IS_SERVERS (self), NULL);

  last = *self->last != '\0' ? tessera_servers_find (self, self->last) : NULL;
  return last != NULL ? last : tessera_servers_find (self, NULL);
}

void
tessera_servers_set_last (TesseraServers *self, TesseraServer *server)
{
  g_return_if_fail (TESSERA_IS_SERVERS (self) && TESSERA_IS_SERVER (server));

  if (server->passing)
    return;

  g_free (self->last);
  self->last = g_strdup (server->url != NULL ? server->url : "");
  remember (self);
}
