#include "tessera-sessions.h"

#include <glib/gi18n-lib.h>

struct _TesseraSessions
{
  GObject parent_instance;

  TesseraServers *servers;
  TesseraKeyStore *keys;
  TesseraLocalService *service; /* started when it is first needed */
  TesseraSession *session;
  TesseraServer *open;
  TesseraReconnect *reconnect;
  char *key_note;
};

G_DEFINE_FINAL_TYPE (TesseraSessions, tessera_sessions, G_TYPE_OBJECT)

enum
{
  OPENED,
  KEY_NOTE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
let_go (TesseraSessions *self)
{
  g_clear_pointer (&self->reconnect, tessera_reconnect_free);
  if (self->session != NULL)
    tessera_session_cancel_load (self->session);
  g_clear_object (&self->session);
  g_clear_object (&self->open);
}

static void
tessera_sessions_dispose (GObject *object)
{
  TesseraSessions *self = TESSERA_SESSIONS (object);

  let_go (self);
  g_clear_object (&self->service);
  g_clear_object (&self->keys);
  g_clear_object (&self->servers);

  G_OBJECT_CLASS (tessera_sessions_parent_class)->dispose (object);
}

static void
tessera_sessions_finalize (GObject *object)
{
  g_free (TESSERA_SESSIONS (object)->key_note);

  G_OBJECT_CLASS (tessera_sessions_parent_class)->finalize (object);
}

static void
tessera_sessions_class_init (TesseraSessionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tessera_sessions_dispose;
  G_OBJECT_CLASS (klass)->finalize = tessera_sessions_finalize;

  signals[OPENED] = g_signal_new ("opened", TESSERA_TYPE_SESSIONS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[KEY_NOTE] = g_signal_new ("key-note", TESSERA_TYPE_SESSIONS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
}

static void
tessera_sessions_init (TesseraSessions *self)
{
  self->keys = tessera_key_store_new ();
}

TesseraSessions *
tessera_sessions_new (GSettings *settings)
{
  TesseraSessions *self = g_object_new (TESSERA_TYPE_SESSIONS, NULL);

  self->servers = tessera_servers_new (settings);
  return self;
}

TesseraServers *
tessera_sessions_get_servers (TesseraSessions *self)
{
  g_return_val_if_fail (TESSERA_IS_SESSIONS (self), NULL);

  return self->servers;
}

TesseraKeyStore *
tessera_sessions_get_keys (TesseraSessions *self)
{
  g_return_val_if_fail (TESSERA_IS_SESSIONS (self), NULL);

  return self->keys;
}

TesseraSession *
tessera_sessions_get_session (TesseraSessions *self)
{
  g_return_val_if_fail (TESSERA_IS_SESSIONS (self), NULL);

  return self->session;
}

TesseraServer *
tessera_sessions_get_open (TesseraSessions *self)
{
  g_return_val_if_fail (TESSERA_IS_SESSIONS (self), NULL);

  return self->open;
}

/* Opening */

static TesseraConnection *
connect_to (TesseraSessions *self, TesseraServer *server)
{
  const char *url = tessera_server_get_url (server);

  if (url != NULL)
    return tessera_connection_new_stored (url, tessera_server_get_name (server), self->keys);

  if (self->service == NULL)
    self->service = tessera_local_service_new ();
  return tessera_connection_new_local (self->service);
}

static void
open_server (TesseraSessions *self, TesseraServer *server)
{
  g_autoptr (TesseraConnection) connection = connect_to (self, server);
  /* Held until everybody has turned to the new one. */
  g_autoptr (TesseraSession) old = self->session != NULL ? g_object_ref (self->session) : NULL;

  let_go (self);
  self->session = tessera_session_new_for_connection (connection);
  self->open = g_object_ref (server);
  self->reconnect = tessera_reconnect_new (self->session);
  tessera_session_load (self->session);
  g_signal_emit (self, signals[OPENED], 0);
}

void
tessera_sessions_open_last (TesseraSessions *self)
{
  g_return_if_fail (TESSERA_IS_SESSIONS (self));

  open_server (self, tessera_servers_get_last (self->servers));
}

void
tessera_sessions_open (TesseraSessions *self, TesseraServer *server)
{
  g_return_if_fail (TESSERA_IS_SESSIONS (self) && TESSERA_IS_SERVER (server));

  tessera_servers_set_last (self->servers, server);
  open_server (self, server);
}

void
tessera_sessions_open_given (TesseraSessions *self, const char *url, const TesseraSecret *key)
{
  g_return_if_fail (TESSERA_IS_SESSIONS (self) && url != NULL && key != NULL);

  tessera_key_store_know (self->keys, url, key);
  open_server (self, tessera_servers_put_passing (self->servers, url));
}

/* Keys */

static void
set_key_note (TesseraSessions *self, char *note)
{
  g_free (self->key_note);
  self->key_note = note;
  g_signal_emit (self, signals[KEY_NOTE], 0);
}

typedef struct
{
  TesseraSessions *sessions;
  TesseraServer *server;
} Keeping;

static void
keeping_free (Keeping *keeping)
{
  g_object_unref (keeping->sessions);
  g_object_unref (keeping->server);
  g_free (keeping);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Keeping, keeping_free)

static Keeping *
keeping_new (TesseraSessions *self, TesseraServer *server)
{
  Keeping *keeping = g_new (Keeping, 1);

  keeping->sessions = g_object_ref (self);
  keeping->server = g_object_ref (server);
  return keeping;
}

static void
did_keep (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Keeping) keeping = data;
  g_autoptr (GError) error = NULL;

  if (tessera_key_store_keep_finish (TESSERA_KEY_STORE (source), result, &error))
    set_key_note (keeping->sessions, NULL);
  else
    /* Translators: the first %s is a sentence on what is the matter with the key store, the second a server's name */
    set_key_note (keeping->sessions,
                  g_strdup_printf (_("%s The admin key for %s is known for this session only, and asked for at the next start."),
                                   error->message, tessera_server_get_name (keeping->server)));
}

void
tessera_sessions_keep_key (TesseraSessions *self, TesseraServer *server, const TesseraSecret *key)
{
  g_return_if_fail (TESSERA_IS_SESSIONS (self) && TESSERA_IS_SERVER (server));

  tessera_key_store_keep_async (self->keys, tessera_server_get_url (server), key, NULL, did_keep,
                                keeping_new (self, server));
}

static void
found_known (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Keeping) keeping = data;
  g_autoptr (TesseraSecret) key = tessera_key_store_find_finish (TESSERA_KEY_STORE (source), result, NULL);

  if (key != NULL)
    tessera_sessions_keep_key (keeping->sessions, keeping->server, key);
}

void
tessera_sessions_keep_known_key (TesseraSessions *self, TesseraServer *server)
{
  g_return_if_fail (TESSERA_IS_SESSIONS (self) && TESSERA_IS_SERVER (server));

  tessera_key_store_find_async (self->keys, tessera_server_get_url (server), NULL, found_known, keeping_new (self, server));
}

static void
did_forget (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Keeping) keeping = data;
  g_autoptr (GError) error = NULL;

  if (!tessera_key_store_forget_finish (TESSERA_KEY_STORE (source), result, &error)
      && !g_error_matches (error, TESSERA_ERROR, TESSERA_ERROR_UNREACHABLE))
    /* Translators: the first %s is a sentence on what is the matter with the key store, the second a server's name */
    set_key_note (keeping->sessions,
                  g_strdup_printf (_("%s If it holds an admin key for %s, that is still there."), error->message,
                                   tessera_server_get_name (keeping->server)));
}

void
tessera_sessions_remove (TesseraSessions *self, TesseraServer *server)
{
  g_autoptr (TesseraServer) held = g_object_ref (server);

  g_return_if_fail (TESSERA_IS_SESSIONS (self) && server != self->open);

  tessera_servers_remove (self->servers, held);
  tessera_key_store_forget_async (self->keys, tessera_server_get_url (held), NULL, did_forget, keeping_new (self, held));
}

const char *
tessera_sessions_get_key_note (TesseraSessions *self)
{
  g_return_val_if_fail (TESSERA_IS_SESSIONS (self), NULL);

  return self->key_note;
}

void
tessera_sessions_stop (TesseraSessions *self)
{
  g_return_if_fail (TESSERA_IS_SESSIONS (self));

  if (self->service != NULL)
    tessera_local_service_stop (self->service);
}
