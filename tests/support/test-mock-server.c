#include "test-mock-server.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

struct _TestMockServer
{
  GTlsCertificate *certificate;
  char *folder;
  char *path;
  char *url;
  guint16 port;
  GSocket *reserved; /* keeps the port ours while nobody listens */
  GThread *acceptor; /* NULL while down */

  GMutex mutex; /* of all below */
  GCond changed;
  GCancellable *up; /* cancelled when it goes down */
  TestMockScript script;
  gpointer data;
  GPtrArray *requests;
  guint n_connections;
  guint n_permits;
};

struct _TestMockPeer
{
  TestMockServer *server;
  GCancellable *up;
  GSocketConnection *connection;
  GIOStream *stream; /* the connection, or TLS on it */
  GDataInputStream *input;
  guint number;
  gboolean gone;
};

/* Requests */

static void
request_free (TestMockRequest *request)
{
  g_free (request->method);
  g_free (request->target);
  g_free (request->head);
  g_clear_pointer (&request->body, g_bytes_unref);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestMockRequest, request_free)

char *
test_mock_request_get_field (const TestMockRequest *request, const char *name)
{
  g_auto (GStrv) lines = g_strsplit (request->head, "\r\n", -1);
  gsize length = strlen (name);

  for (guint i = 1; lines[i] != NULL; i++)
    if (g_ascii_strncasecmp (lines[i], name, length) == 0 && lines[i][length] == ':')
      return g_strdup (g_strstrip (lines[i] + length + 1));

  return NULL;
}

static gboolean
read_head (TestMockPeer *peer, TestMockRequest *request)
{
  g_autoptr (GString) head = g_string_new (NULL);
  g_auto (GStrv) words = NULL;

  while (TRUE)
    {
      g_autofree char *line = g_data_input_stream_read_line (peer->input, NULL, peer->up, NULL);

      if (line == NULL)
        return FALSE;
      if (*line == '\0')
        break;
      g_string_append_printf (head, "%s\r\n", line);
    }

  words = g_strsplit (head->str, " ", 3);
  if (g_strv_length (words) < 3)
    return FALSE;

  request->method = g_strdup (words[0]);
  request->target = g_strdup (words[1]);
  request->head = g_strdup (head->str);
  return TRUE;
}

static gboolean
read_body (TestMockPeer *peer, TestMockRequest *request)
{
  g_autofree char *field = test_mock_request_get_field (request, "Content-Length");
  gsize length = field != NULL ? g_ascii_strtoull (field, NULL, 10) : 0, got = 0;
  g_autofree char *body = g_malloc0 (length + 1);

  if (!g_input_stream_read_all (G_INPUT_STREAM (peer->input), body, length, &got, peer->up, NULL) || got != length)
    return FALSE;

  request->body = g_bytes_new_take (g_steal_pointer (&body), length);
  return TRUE;
}

static TestMockRequest *
read_request (TestMockPeer *peer)
{
  g_autoptr (TestMockRequest) request = g_new0 (TestMockRequest, 1);

  request->connection = peer->number;
  if (!read_head (peer, request) || !read_body (peer, request))
    return NULL;

  return g_steal_pointer (&request);
}

/* What a script may do */

void
test_mock_peer_send_bytes (TestMockPeer *peer, GBytes *bytes)
{
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);

  if (peer->gone)
    return;

  peer->gone = !g_output_stream_write_all (g_io_stream_get_output_stream (peer->stream), data, length, NULL, peer->up, NULL);
}

void
test_mock_peer_send (TestMockPeer *peer, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  test_mock_peer_send_bytes (peer, bytes);
}

void
test_mock_peer_answer (TestMockPeer *peer, guint status, const char *media_type, const char *fields, const char *body)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "HTTP/1.1 %u Scripted\r\n", status);
  if (media_type != NULL)
    g_string_append_printf (text, "Content-Type: %s\r\n", media_type);
  g_string_append_printf (text, "%sContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s", fields != NULL ? fields : "",
                          body != NULL ? strlen (body) : 0, body != NULL ? body : "");
  test_mock_peer_send (peer, text->str);
}

/* Returns early when the server goes down. */
static void
pause_peer (TestMockPeer *peer, guint milliseconds)
{
  GPollFD fd;

  if (!g_cancellable_make_pollfd (peer->up, &fd))
    return;
  g_poll (&fd, 1, (int) milliseconds);
  g_cancellable_release_fd (peer->up);
}

void
test_mock_peer_drip (TestMockPeer *peer, const char *text, guint milliseconds)
{
  for (; *text != '\0' && !peer->gone; text++)
    {
      char byte[] = { *text, '\0' };

      pause_peer (peer, milliseconds);
      test_mock_peer_send (peer, byte);
    }
}

void
test_mock_peer_repeat (TestMockPeer *peer, const char *text)
{
  while (!peer->gone)
    test_mock_peer_send (peer, text);
}

void
test_mock_peer_hang (TestMockPeer *peer)
{
  char buffer[1024];

  while (g_input_stream_read (G_INPUT_STREAM (peer->input), buffer, sizeof buffer, peer->up, NULL) > 0)
    ;
  peer->gone = TRUE;
}

void
test_mock_peer_hold (TestMockPeer *peer)
{
  TestMockServer *server = peer->server;

  g_mutex_lock (&server->mutex);
  while (server->n_permits == 0 && !g_cancellable_is_cancelled (peer->up))
    g_cond_wait (&server->changed, &server->mutex);
  if (server->n_permits > 0)
    server->n_permits--;
  g_mutex_unlock (&server->mutex);
}

void
test_mock_peer_cut (TestMockPeer *peer)
{
  peer->gone = TRUE;
  /* Without TLS's good-bye: as a dying server does it. */
  g_socket_shutdown (g_socket_connection_get_socket (peer->connection), FALSE, TRUE, NULL);
}

void
test_mock_peer_reset (TestMockPeer *peer)
{
  GSocket *socket = g_socket_connection_get_socket (peer->connection);
  struct linger at_once = { 1, 0 };

  peer->gone = TRUE;
  setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  g_socket_close (socket, NULL);
}

static GString *
forwarded_head (const TestMockRequest *request)
{
  g_auto (GStrv) lines = g_strsplit (request->head, "\r\n", -1);
  GString *head = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    if (g_ascii_strncasecmp (lines[i], "Connection:", strlen ("Connection:")) != 0)
      g_string_append_printf (head, "%s\r\n", lines[i]);

  return g_string_append (head, "Connection: close\r\n\r\n");
}

GBytes *
test_mock_forward (const TestMockRequest *request, const char *url)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GOutputStream) answer = g_memory_output_stream_new_resizable ();
  g_autoptr (GString) head = forwarded_head (request);
  GOutputStream *output;

  g_socket_client_set_enable_proxy (client, FALSE);
  connection = g_socket_client_connect_to_uri (client, url, 80, NULL, NULL);
  if (connection == NULL)
    return g_bytes_new (NULL, 0);

  output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  g_output_stream_write_all (output, head->str, head->len, NULL, NULL, NULL);
  g_output_stream_write_all (output, g_bytes_get_data (request->body, NULL), g_bytes_get_size (request->body), NULL, NULL, NULL);
  g_output_stream_splice (answer, g_io_stream_get_input_stream (G_IO_STREAM (connection)),
                          G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (answer));
}

/* A connection */

static gboolean
asks_to_close (const TestMockRequest *request)
{
  g_autofree char *field = test_mock_request_get_field (request, "Connection");

  return field != NULL && g_ascii_strcasecmp (field, "close") == 0;
}

static void
serve_request (TestMockPeer *peer, TestMockRequest *request)
{
  TestMockServer *server = peer->server;
  TestMockScript script;
  gpointer data;

  g_mutex_lock (&server->mutex);
  request->number = server->requests->len;
  g_ptr_array_add (server->requests, request);
  script = server->script;
  data = server->data;
  g_mutex_unlock (&server->mutex);

  g_main_context_wakeup (NULL);
  script (peer, request, data);
  peer->gone |= asks_to_close (request);
}

static gboolean
start_stream (TestMockPeer *peer)
{
  if (peer->server->certificate != NULL)
    {
      peer->stream = g_tls_server_connection_new (G_IO_STREAM (peer->connection), peer->server->certificate, NULL);
      if (!g_tls_connection_handshake (G_TLS_CONNECTION (peer->stream), peer->up, NULL))
        return FALSE;
    }
  else
    peer->stream = g_object_ref (G_IO_STREAM (peer->connection));

  peer->input = g_data_input_stream_new (g_io_stream_get_input_stream (peer->stream));
  g_data_input_stream_set_newline_type (peer->input, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  return TRUE;
}

static gpointer
serve_peer (gpointer data)
{
  TestMockPeer *peer = data;

  if (start_stream (peer))
    while (!peer->gone && !g_cancellable_is_cancelled (peer->up))
      {
        TestMockRequest *request = read_request (peer);

        if (request == NULL)
          break;
        serve_request (peer, request);
      }

  g_io_stream_close (G_IO_STREAM (peer->connection), NULL, NULL);
  g_clear_object (&peer->input);
  g_clear_object (&peer->stream);
  g_clear_object (&peer->connection);
  g_clear_object (&peer->up);
  g_free (peer);
  return NULL;
}

static GThread *
start_peer (TestMockServer *server, GSocket *socket, GCancellable *up)
{
  TestMockPeer *peer = g_new0 (TestMockPeer, 1);

  peer->server = server;
  peer->up = g_object_ref (up);
  peer->connection = g_socket_connection_factory_create_connection (socket);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, 1, NULL);

  g_mutex_lock (&server->mutex);
  peer->number = server->n_connections++;
  g_mutex_unlock (&server->mutex);

  return g_thread_new ("mock-peer", serve_peer, peer);
}

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
      g_ptr_array_add (peers, start_peer (acceptor->server, socket, up));
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
  server->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) request_free);
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
