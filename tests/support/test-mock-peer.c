#include "test-mock-private.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

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
  request->connection = peer->number;
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
        TestMockRequest *request = test_mock_request_read (peer->input, peer->up);

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

GThread *
test_mock_peer_start (TestMockServer *server, GSocket *socket, GCancellable *up)
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
