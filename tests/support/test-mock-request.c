#include "test-mock-private.h"

#include <string.h>

void
test_mock_request_free (TestMockRequest *request)
{
  g_free (request->method);
  g_free (request->target);
  g_free (request->head);
  g_clear_pointer (&request->body, g_bytes_unref);
  g_free (request);
}

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
read_head (GDataInputStream *input, GCancellable *up, TestMockRequest *request)
{
  g_autoptr (GString) head = g_string_new (NULL);
  g_auto (GStrv) words = NULL;

  while (TRUE)
    {
      g_autofree char *line = g_data_input_stream_read_line (input, NULL, up, NULL);

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
read_body (GDataInputStream *input, GCancellable *up, TestMockRequest *request)
{
  g_autofree char *field = test_mock_request_get_field (request, "Content-Length");
  gsize length = field != NULL ? g_ascii_strtoull (field, NULL, 10) : 0, got = 0;
  g_autofree char *body = g_malloc0 (length + 1);

  if (!g_input_stream_read_all (G_INPUT_STREAM (input), body, length, &got, up, NULL) || got != length)
    return FALSE;

  request->body = g_bytes_new_take (g_steal_pointer (&body), length);
  return TRUE;
}

TestMockRequest *
test_mock_request_read (GDataInputStream *input, GCancellable *up)
{
  g_autoptr (TestMockRequest) request = g_new0 (TestMockRequest, 1);

  if (!read_head (input, up, request) || !read_body (input, up, request))
    return NULL;

  return g_steal_pointer (&request);
}

/* Passing one on */

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
