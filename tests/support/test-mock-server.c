#include "test-mock-private.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>

/* The listener */

typedef struct
{
  TestMockServer *server;
  GSocket *listener;
  GCancellable *up;
} Acceptor;

static gpointer
accept_peers (gpointer data)
{
  g_autofree Acceptor *acceptor = data;
  g_autoptr (GSocket) listener = acceptor->listener;
  g_autoptr (GCancellable) up = acceptor->up;
  g_autoptr (GPtrArray) peers = g_ptr_array_new ();

  while (TRUE)
    {
      g_autoptr (GSocket) socket = g_socket_accept (listener, up, NULL);

      if (socket == NULL)
        break;
      g_ptr_array_add (peers, test_mock_peer_start (acceptor->server, socket, up));
    }

  g_socket_close (listener, NULL);
  for (guint i = 0; i < peers->len; i++)
    g_thread_join (peers->pdata[i]);
  return NULL;
}

static GSocket *
new_socket (GSocketAddress *address)
{
  g_autoptr (GError) error = NULL;
  GSocket *socket;

  socket = g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, &error);
  g_assert_no_error (error);
  g_socket_bind (socket, address, TRUE, &error);
  g_assert_no_error (error);
  return socket;
}

static GSocketAddress *
get_address (TestMockServer *server)
{
  if (server->path != NULL)
    return g_unix_socket_address_new (server->path);

  return g_inet_socket_address_new_from_string ("127.0.0.1", server->port);
}

static void
go_up (TestMockServer *server)
{
  g_autoptr (GSocketAddress) address = get_address (server);
  g_autoptr (GError) error = NULL;
  Acceptor *acceptor = g_new0 (Acceptor, 1);

  if (server->path != NULL)
    g_unlink (server->path);

  g_clear_object (&server->up);
  server->up = g_cancellable_new ();
  acceptor->server = server;
  acceptor->up = g_object_ref (server->up);
  acceptor->listener = new_socket (address);
  g_socket_listen (acceptor->listener, &error);
  g_assert_no_error (error);
  server->acceptor = g_thread_new ("mock-acceptor", accept_peers, acceptor);
}

static void
go_down (TestMockServer *server)
{
  g_mutex_lock (&server->mutex);
  g_cancellable_cancel (server->up);
  g_cond_broadcast (&server->changed);
  g_mutex_unlock (&server->mutex);

  g_clear_pointer (&server->acceptor, g_thread_join);
}

void
test_mock_server_set_down (TestMockServer *server, gboolean down)
{
  if (down && server->acceptor != NULL)
    go_down (server);
  else if (!down && server->acceptor == NULL)
    go_up (server);
}

/* The server */

static void
reserve_port (TestMockServer *server)
{
  g_autoptr (GSocketAddress) wanted = get_address (server), bound = NULL;

  server->reserved = new_socket (wanted);
  bound = g_socket_get_local_address (server->reserved, NULL);
  server->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  server->url = g_strdup_printf ("%s://127.0.0.1:%u", server->certificate != NULL ? "https" : "http", server->port);
}

static void
make_folder (TestMockServer *server)
{
  g_autoptr (GError) error = NULL;

  server->folder = g_dir_make_tmp ("tessera-mock-XXXXXX", &error);
  g_assert_no_error (error);
  server->path = g_build_filename (server->folder, "socket", NULL);
}

static TestMockServer *
start (TestMockDoor door, GTlsCertificate *certificate, TestMockScript script, gpointer data)
{
  TestMockServer *server = g_new0 (TestMockServer, 1);

  g_mutex_init (&server->mutex);
  g_cond_init (&server->changed);
  g_set_object (&server->certificate, certificate);
  server->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) test_mock_request_free);
  server->script = script;
  server->data = data;

  if (door == TEST_MOCK_UNIX)
    make_folder (server);
  else
    reserve_port (server);
  go_up (server);
  return server;
}

TestMockServer *
test_mock_server_start (TestMockDoor door, TestMockScript script, gpointer data)
{
  return start (door, NULL, script, data);
}

TestMockServer *
test_mock_server_start_tls (GTlsCertificate *certificate, TestMockScript script, gpointer data)
{
  return start (TEST_MOCK_TCP, certificate, script, data);
}

void
test_mock_server_free (TestMockServer *server)
{
  test_mock_server_set_down (server, TRUE);

  if (server->path != NULL)
    g_unlink (server->path);
  if (server->folder != NULL)
    g_rmdir (server->folder);
  g_clear_object (&server->reserved);
  g_clear_object (&server->certificate);
  g_clear_object (&server->up);
  g_ptr_array_unref (server->requests);
  g_mutex_clear (&server->mutex);
  g_cond_clear (&server->changed);
  g_free (server->folder);
  g_free (server->path);
  g_free (server->url);
  g_free (server);
}

const char *
test_mock_server_get_url (TestMockServer *server)
{
  return server->url;
}

guint16
test_mock_server_get_port (TestMockServer *server)
{
  return server->port;
}

const char *
test_mock_server_get_socket (TestMockServer *server)
{
  return server->path;
}

void
test_mock_server_set_script (TestMockServer *server, TestMockScript script, gpointer data)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&server->mutex);

  server->script = script;
  server->data = data;
}

guint
test_mock_server_get_n_connections (TestMockServer *server)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&server->mutex);

  return server->n_connections;
}

guint
test_mock_server_get_n_requests (TestMockServer *server)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&server->mutex);

  return server->requests->len;
}

const TestMockRequest *
test_mock_server_get_request (TestMockServer *server, guint number)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&server->mutex);

  g_assert_cmpuint (number, <, server->requests->len);
  return server->requests->pdata[number];
}

void
test_mock_server_await_requests (TestMockServer *server, guint n)
{
  while (test_mock_server_get_n_requests (server) < n)
    g_main_context_iteration (NULL, TRUE);
}

void
test_mock_server_release (TestMockServer *server)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&server->mutex);

  server->n_permits++;
  g_cond_broadcast (&server->changed);
}
