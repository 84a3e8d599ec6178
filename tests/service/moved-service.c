#include "moved-service.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/socket.h>

#include "raw-client.h"

static gint64
parse (const char *text)
{
  gint64 time = 0;

  g_assert_true (tessera_time_parse (text, &time));
  return time;
}

static gint64
tell_time (gpointer data)
{
  return ((MovedService *) data)->now;
}

void
moved_service_start (MovedService *self)
{
  g_autoptr (GError) error = NULL;

  self->service = tessera_service_open (&self->options, tell_time, self, &error);
  g_assert_no_error (error);
  for (const char *const *line = tessera_service_get_addresses (self->service); *line != NULL; line++)
    if (g_str_has_prefix (*line, "authorize http://"))
      {
        g_free (self->authorize);
        self->authorize = g_strdup (*line + strlen ("authorize http://"));
      }
}

MovedService *
moved_service_open (const char *now)
{
  MovedService *self = g_new0 (MovedService, 1);
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("tessera-moved.XXXXXX", &error);
  g_assert_no_error (error);
  self->now = parse (now);
  self->options.database = g_build_filename (self->folder, "tokens.db", NULL);
  self->options.socket = g_build_filename (self->folder, "socket", NULL);
  self->options.authorize_socket = g_build_filename (self->folder, "authorize", NULL);
  self->options.authorize_listen = g_strdup ("127.0.0.1:0");
  moved_service_start (self);
  return self;
}

void
moved_service_stop (MovedService *self)
{
  g_clear_pointer (&self->service, tessera_service_close);
}

void
moved_service_restart (MovedService *self)
{
  moved_service_stop (self);
  moved_service_start (self);
}

void
moved_service_free (MovedService *self)
{
  g_autoptr (GDir) files = NULL;
  const char *name;

  moved_service_stop (self);
  files = g_dir_open (self->folder, 0, NULL);
  while ((name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_assert_no_errno (g_unlink (path));
    }
  g_assert_no_errno (g_rmdir (self->folder));
  g_free (self->options.database);
  g_free (self->options.socket);
  g_free (self->options.authorize_socket);
  g_free (self->options.authorize_listen);
  g_free (self->folder);
  g_free (self->authorize);
  g_free (self);
}

void
moved_service_set (MovedService *self, const char *now)
{
  self->now = parse (now);
}

void
moved_service_move (MovedService *self, gint64 seconds)
{
  self->now += seconds;
}

TestAnswer *
moved_service_call (MovedService *self, const char *method, const char *target, const char *field, const char *body)
{
  const char *const fields[] = { field, NULL };

  return test_http_call (self->options.socket, method, target, fields, body);
}

/* (transfer full): as JSON writes it */
static char *
quote_time (const char *time)
{
  return time != NULL ? g_strdup_printf ("\"%s\"", time) : NULL;
}

TestAnswer *
moved_service_create (MovedService *self, const char *expires_at)
{
  g_autofree char *end = quote_time (expires_at);
  g_autofree char *body = test_body (NULL, NULL, NULL, end);
  TestAnswer *answer = moved_service_call (self, "POST", "/v1/tokens", NULL, body);

  g_assert_cmpuint (answer->status, ==, 201);
  return answer;
}

TestAnswer *
moved_service_rotate (MovedService *self, const TestAnswer *token, guint grace)
{
  g_autofree char *path = test_path_of (token, "/rotate"), *tag = test_if_match (token);
  g_autofree char *body = g_strdup_printf ("{\"grace_seconds\":%u}", grace);

  return moved_service_call (self, "POST", path, tag, body);
}

TestAnswer *
moved_service_update (MovedService *self, const TestAnswer *token, const char *permissions, const char *expires_at)
{
  g_autofree char *path = test_path_of (token, ""), *tag = test_if_match (token), *end = quote_time (expires_at);
  g_autofree char *body = test_body (NULL, NULL, permissions, end);

  return moved_service_call (self, "PUT", path, tag, body);
}

TestAnswer *
moved_service_ask (MovedService *self, const char *secret)
{
  g_autofree char *url = g_strconcat ("http://", self->authorize, NULL);
  g_autofree char *key = g_strconcat ("X-Api-Key: ", secret, NULL);
  const char *const fields[] = { "X-Forwarded-Method: GET", "X-Forwarded-Uri: /api/1/reports", key, NULL };

  return test_http_call (url, "GET", "/v1/authorize", fields, NULL);
}

void
moved_service_assert_passes (MovedService *self, const TestAnswer *token)
{
  g_autoptr (TestAnswer) answer = moved_service_ask (self, test_answer_get_string (token, "secret"));

  g_assert_cmpuint (answer->status, ==, 200);
}

void
moved_service_assert_dead (MovedService *self, const TestAnswer *token, const char *word)
{
  g_autoptr (TestAnswer) answer = moved_service_ask (self, test_answer_get_string (token, "secret"));

  test_answer_assert_problem (answer, 401, "invalid-token");
  g_assert_nonnull (strstr (test_answer_get_string (answer, "detail"), word));
}

/* Whether @answer has come to its end. */
static gboolean
is_whole (const GString *answer, gboolean is_head)
{
  const char *end = strstr (answer->str, "\r\n\r\n"), *length = strstr (answer->str, "\r\nContent-Length: ");
  gsize body;

  if (end == NULL)
    return FALSE;

  g_assert_true (length != NULL && length < end);
  body = is_head ? 0 : g_ascii_strtoull (length + strlen ("\r\nContent-Length: "), NULL, 10);
  g_assert_cmpuint (answer->len, <=, (gsize) (end + 4 - answer->str) + body);
  return answer->len == (gsize) (end + 4 - answer->str) + body;
}

char *
keep_alive_ask (int fd, const char *request, gboolean is_head)
{
  GString *answer = g_string_new (NULL);
  char bytes[4096];

  g_assert_true (raw_send_text (fd, request));
  while (!is_whole (answer, is_head))
    {
      gssize n;

      g_assert_true (raw_wait (fd, 20000));
      n = recv (fd, bytes, sizeof bytes, 0);
      g_assert_cmpint (n, >, 0);
      g_string_append_len (answer, bytes, n);
    }

  return g_string_free (answer, FALSE);
}
