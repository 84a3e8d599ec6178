#include "tessera-transport.h"

#include "tessera-config.h"
#include "tessera-url.h"

#include <gio/gunixsocketaddress.h>
#include <libsoup/soup.h>
#include <string.h>

#define IDLE_SECONDS 30
#define MAX_CONNECTIONS 8
#define PIECE (64 * 1024)

/* Behind libsoup's own: 3.6 lets go twice of a question that is cancelled after the head of its answer was read and before
 * that was told. */
#define STOP_PRIORITY (G_PRIORITY_DEFAULT + 1)

struct _TesseraTransport
{
  SoupSession *session;
  GUri *url;
  TesseraSecret *key;
};

/* One question on its way. */
typedef struct
{
  SoupMessage *message;
  gsize max_size;
  TesseraOutcome *outcome;
  GInputStream *stream;
  GSource *deadline;
  GCancellable *stop; /* by the user, the deadline or the size */
  gulong stop_with_user;
} Trip;

static void
trip_free (Trip *trip)
{
  if (trip->deadline != NULL)
    g_source_destroy (trip->deadline);
  g_clear_pointer (&trip->deadline, g_source_unref);
  g_clear_pointer (&trip->outcome, tessera_outcome_free);
  g_clear_object (&trip->stream);
  g_clear_object (&trip->stop);
  g_clear_object (&trip->message);
  g_free (trip);
}

static TesseraTransport *
new_transport (GUri *url, SoupSession *session)
{
  TesseraTransport *self = g_new0 (TesseraTransport, 1);

  self->url = g_uri_ref (url);
  self->session = session;
  /* The deadline is for all of a call; libsoup's own counts from byte to byte. */
  soup_session_set_timeout (session, 0);
  soup_session_set_idle_timeout (session, IDLE_SECONDS);
  soup_session_set_user_agent (session, "tessera/" TESSERA_VERSION);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  return self;
}

TesseraTransport *
tessera_transport_new (GUri *url, const TesseraSecret *key)
{
  SoupSession *session = soup_session_new_with_options ("max-conns", MAX_CONNECTIONS, "max-conns-per-host",
                                                        MAX_CONNECTIONS, NULL);
  TesseraTransport *self = new_transport (url, session);

  self->key = tessera_secret_copy (key);
  if (tessera_url_is_loopback (url))
    soup_session_set_proxy_resolver (session, NULL);
  return self;
}

TesseraTransport *
tessera_transport_new_for_socket (const char *path)
{
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GUri) url = g_uri_build (SOUP_HTTP_URI_FLAGS, "http", NULL, "localhost", -1, "", NULL, NULL);
  SoupSession *session = soup_session_new_with_options ("remote-connectable", address, "max-conns", MAX_CONNECTIONS,
                                                        "max-conns-per-host", MAX_CONNECTIONS, NULL);

  return new_transport (url, session);
}

void
tessera_transport_free (TesseraTransport *self)
{
  soup_session_abort (self->session);
  g_clear_object (&self->session);
  g_clear_pointer (&self->url, g_uri_unref);
  g_clear_pointer (&self->key, tessera_secret_free);
  g_free (self);
}

static void
add_fields (TesseraTransport *self, const TesseraQuestion *question, SoupMessage *message)
{
  SoupMessageHeaders *fields = soup_message_get_request_headers (message);

  soup_message_headers_append (fields, "Accept", "application/json, application/problem+json");
  if (question->if_match != NULL)
    soup_message_headers_append (fields, "If-Match", question->if_match);
  if (question->idempotency_key != NULL)
    soup_message_headers_append (fields, "Idempotency-Key", question->idempotency_key);
  if (self->key != NULL)
    {
      g_autofree char *credential = g_strconcat ("Bearer ", tessera_secret_peek (self->key), NULL);

      soup_message_headers_append (fields, "Authorization", credential);
      tessera_wipe (credential, strlen (credential));
    }
}

static void
will_write (SoupMessage *message, TesseraOutcome *outcome)
{
  outcome->sent = TRUE;
}

static SoupMessage *
new_message (TesseraTransport *self, const TesseraQuestion *question, TesseraOutcome *outcome)
{
  g_autoptr (GUri) url = tessera_url_resolve (self->url, question->target);
  SoupMessage *message = soup_message_new_from_uri (question->method, url);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  /* When a kept connection drops, libsoup sends again what went over it, and of a body nothing (3.2.3).
   * That would be judged as an empty edit, although the first one may have been done. What has no body but changes
   * something gets its own as well: libsoup 3.6 can wait for ever for a connection after a kept one dropped. */
  if (!g_str_equal (question->method, "GET"))
    soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);
  add_fields (self, question, message);
  if (question->body != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", question->body);
  g_signal_connect (message, "starting", G_CALLBACK (will_write), outcome);
  return message;
}

/* The end of a trip */

static void
arrive (GTask *task)
{
  Trip *trip = g_task_get_task_data (task);

  /* Not g_cancellable_disconnect(), which waits for a handler that may be on its way to us. */
  if (trip->stop_with_user != 0)
    g_signal_handler_disconnect (g_task_get_cancellable (task), trip->stop_with_user);
  g_signal_handlers_disconnect_by_data (trip->message, trip->outcome);
  g_source_destroy (trip->deadline);
  g_task_return_pointer (task, g_steal_pointer (&trip->outcome), (GDestroyNotify) tessera_outcome_free);
}

static void
did_close (GObject *stream, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;

  g_input_stream_close_finish (G_INPUT_STREAM (stream), result, NULL);
  arrive (task);
}

/* Takes @task. A stream that is only let go of would be closed in a way that can block. */
static void
close_and_arrive (GTask *task)
{
  Trip *trip = g_task_get_task_data (task);

  g_input_stream_close_async (trip->stream, G_PRIORITY_DEFAULT, trip->stop, did_close, task);
}

/* The body, piece by piece */

static void read_on (GTask *task);

static void
got_piece (GObject *stream, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  Trip *trip = g_task_get_task_data (task);
  GByteArray *body = trip->outcome->body;
  gssize got = g_input_stream_read_finish (G_INPUT_STREAM (stream), result, &error);

  g_byte_array_set_size (body, body->len - PIECE + (guint) MAX (got, 0));
  if (got > 0)
    {
      read_on (g_steal_pointer (&task));
      return;
    }

  trip->outcome->failure = g_steal_pointer (&error);
  close_and_arrive (g_steal_pointer (&task));
}

/* Takes @task. */
static void
read_on (GTask *task)
{
  Trip *trip = g_task_get_task_data (task);
  GByteArray *body = trip->outcome->body;
  guint length = body->len;

  if (length > trip->max_size)
    {
      trip->outcome->too_large = TRUE;
      g_cancellable_cancel (trip->stop);
    }

  g_byte_array_set_size (body, length + PIECE);
  g_input_stream_read_async (trip->stream, body->data + length, PIECE, G_PRIORITY_DEFAULT, trip->stop, got_piece, task);
}

/* The head */

/* Without what may be secret or long in it. */
static char *
get_location (SoupMessage *message)
{
  const char *location = soup_message_headers_get_one (soup_message_get_response_headers (message), "Location");
  g_autoptr (GUri) url = NULL;

  if (location != NULL)
    url = g_uri_parse_relative (soup_message_get_uri (message), location, SOUP_HTTP_URI_FLAGS, NULL);

  return url != NULL ? g_uri_to_string_partial (url, G_URI_HIDE_USERINFO | G_URI_HIDE_QUERY | G_URI_HIDE_FRAGMENT) : NULL;
}

static gboolean
field_is (SoupMessageHeaders *fields, const char *name, const char *value)
{
  const char *got = soup_message_headers_get_list (fields, name);

  return got != NULL && g_ascii_strcasecmp (got, value) == 0;
}

static void
take_head (TesseraOutcome *outcome, SoupMessage *message)
{
  SoupMessageHeaders *fields = soup_message_get_response_headers (message);
  const char *media_type = soup_message_headers_get_content_type (fields, NULL);

  outcome->status = soup_message_get_status (message);
  outcome->media_type = media_type != NULL ? g_ascii_strdown (media_type, -1) : NULL;
  outcome->location = get_location (message);
  outcome->replayed = field_is (fields, "Idempotency-Replayed", "true");
  outcome->encoded = soup_message_headers_get_list (fields, "Content-Encoding") != NULL
                     && !field_is (fields, "Content-Encoding", "identity");
}

static void
take_refusal (Trip *trip, GError *error)
{
  trip->outcome->failure = error;
  trip->outcome->certificate_faults = soup_message_get_tls_peer_certificate_errors (trip->message);
  g_set_object (&trip->outcome->certificate, soup_message_get_tls_peer_certificate (trip->message));
}

static void
got_head (GObject *session, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  Trip *trip = g_task_get_task_data (task);

  trip->stream = soup_session_send_finish (SOUP_SESSION (session), result, &error);
  if (trip->stream == NULL)
    {
      take_refusal (trip, g_steal_pointer (&error));
      arrive (task);
      return;
    }

  take_head (trip->outcome, trip->message);
  read_on (g_steal_pointer (&task));
}

/* The beginning */

static gboolean
time_is_up (gpointer data)
{
  Trip *trip = data;

  trip->outcome->late = TRUE;
  g_cancellable_cancel (trip->stop);
  return G_SOURCE_REMOVE;
}

static gboolean
stop_now (gpointer stop)
{
  g_cancellable_cancel (stop);
  return G_SOURCE_REMOVE;
}

static void
user_cancelled (GCancellable *cancellable, GCancellable *stop)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, STOP_PRIORITY);
  g_source_set_callback (source, stop_now, g_object_ref (stop), g_object_unref);
  g_source_attach (source, g_main_context_get_thread_default ());
}

void
tessera_transport_send_async (TesseraTransport *self, const TesseraQuestion *question, guint milliseconds,
                              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, data);
  Trip *trip = g_new0 (Trip, 1);

  g_task_set_source_tag (task, tessera_transport_send_async);
  g_task_set_task_data (task, trip, (GDestroyNotify) trip_free);
  trip->outcome = tessera_outcome_new ();
  trip->message = new_message (self, question, trip->outcome);
  trip->max_size = question->max_size;
  trip->stop = g_cancellable_new ();
  if (g_cancellable_is_cancelled (cancellable))
    g_cancellable_cancel (trip->stop);
  else if (cancellable != NULL)
    trip->stop_with_user = g_cancellable_connect (cancellable, G_CALLBACK (user_cancelled), g_object_ref (trip->stop),
                                                  g_object_unref);

  trip->deadline = g_timeout_source_new (milliseconds);
  g_source_set_priority (trip->deadline, STOP_PRIORITY);
  g_source_set_callback (trip->deadline, time_is_up, trip, NULL);
  g_source_attach (trip->deadline, g_main_context_get_thread_default ());

  soup_session_send_async (self->session, trip->message, G_PRIORITY_DEFAULT, trip->stop, got_head, task);
}

TesseraOutcome *
tessera_transport_send_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
