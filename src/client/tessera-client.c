#include "tessera-client-call.h"

#include "tessera-key-file.h"
#include "tessera-url.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TIMEOUT_MILLISECONDS 15000
#define MAX_ANSWER (1024 * 1024)
#define MAX_PAGE (8 * 1024 * 1024)

struct _TesseraClient
{
  GObject parent_instance;

  TesseraTransport *transport;
  char *name;   /* "tokens.example.org" */
  char *address;
  char *server; /* "The server at tokens.example.org", to begin a sentence */
  guint milliseconds;
};

G_DEFINE_FINAL_TYPE (TesseraClient, tessera_client, G_TYPE_OBJECT)

static void
tessera_client_finalize (GObject *object)
{
  TesseraClient *self = TESSERA_CLIENT (object);

  g_clear_pointer (&self->transport, tessera_transport_free);
  g_free (self->name);
  g_free (self->address);
  g_free (self->server);

  G_OBJECT_CLASS (tessera_client_parent_class)->finalize (object);
}

static void
tessera_client_class_init (TesseraClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tessera_client_finalize;
}

static void
tessera_client_init (TesseraClient *self)
{
  self->milliseconds = TIMEOUT_MILLISECONDS;
}

TesseraClient *
tessera_client_new (const char *url, const TesseraSecret *key, GError **error)
{
  g_autoptr (GUri) uri = tessera_url_parse (url, error);
  TesseraClient *self;

  if (uri == NULL)
    return NULL;
  if (!tessera_key_is_sendable (key))
    {
      g_set_error_literal (error, TESSERA_ERROR, TESSERA_ERROR_INVALID, _("That is no admin key; give one line without blanks."));
      return NULL;
    }
  if (tessera_key_is_token (key))
    {
      g_set_error_literal (error, TESSERA_ERROR, TESSERA_ERROR_INVALID,
                           _("That is an API token, which never manages tokens. Give an admin key; it begins with fra_."));
      return NULL;
    }

  self = g_object_new (TESSERA_TYPE_CLIENT, NULL);
  self->transport = tessera_transport_new (uri, key);
  self->name = tessera_url_get_name (uri);
  self->address = tessera_url_to_string (uri);
  self->server = g_strdup_printf (_("The server at %s"), self->name);
  return self;
}

TesseraClient *
tessera_client_new_for_socket (const char *path)
{
  TesseraClient *self = g_object_new (TESSERA_TYPE_CLIENT, NULL);

  self->transport = tessera_transport_new_for_socket (path);
  self->name = g_strdup (_("This computer"));
  self->address = g_strconcat ("unix:", path, NULL);
  self->server = g_strdup (_("This computer's own service"));
  return self;
}

void
tessera_client_set_timeout (TesseraClient *client, guint milliseconds)
{
  g_return_if_fail (milliseconds > 0);

  client->milliseconds = milliseconds;
}

const char *
tessera_client_get_server_name (TesseraClient *client)
{
  return client->name;
}

const char *
tessera_client_get_address (TesseraClient *client)
{
  return client->address;
}

static void
did_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;

  if (tessera_reading_run_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
got_outcome (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  TesseraReading *reading = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  TesseraOutcome *outcome = tessera_transport_send_finish (result, &error);

  if (outcome != NULL && reading->arrived != NULL)
    reading->arrived (outcome, reading->arrived_data);
  if (outcome != NULL)
    tessera_reading_run_async (reading, outcome, did_read, g_steal_pointer (&task));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
tessera_client_send (TesseraClient *self, TesseraQuestion *question, TesseraReading *reading,
                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  reading->about.server = self->server;
  reading->about.milliseconds = self->milliseconds;
  g_task_set_source_tag (task, tessera_client_send);
  g_task_set_task_data (task, reading, (GDestroyNotify) tessera_reading_free);
  if (question->max_size == 0)
    question->max_size = MAX_ANSWER;
  tessera_transport_send_async (self->transport, question, self->milliseconds, cancellable, got_outcome, task);

  g_free (question->target);
  g_free (question->if_match);
  g_free (question->idempotency_key);
  g_clear_pointer (&question->body, g_bytes_unref);
}

char *
tessera_client_token_target (const char *id, const char *suffix)
{
  g_autofree char *escaped = g_uri_escape_string (id, NULL, FALSE);

  return g_strconcat ("/v1/tokens/", escaped, suffix, NULL);
}

/* Takes @object. */
static GBytes *
object_to_body (JsonObject *object)
{
  char *text = tessera_json_to_string (object);

  json_object_unref (object);
  return g_bytes_new_take (text, strlen (text));
}

static char *
entity_tag (TesseraToken *token)
{
  return g_strdup_printf ("\"%s\"", tessera_token_get_revision (token));
}

gboolean
tessera_client_take (GAsyncResult *result, TesseraReading **reading, GError **error)
{
  *reading = g_task_get_task_data (G_TASK (result));
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
give_problem (TesseraReading *reading, TesseraProblem **problem)
{
  if (problem != NULL)
    *problem = g_steal_pointer (&reading->problem);
}

void
tessera_client_get_catalogue_async (TesseraClient *client, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  TesseraQuestion question = { .method = "GET", .target = g_strdup ("/v1/catalogue") };

  tessera_client_send (client, &question, tessera_reading_new (TESSERA_DEED_READ, tessera_reading_catalogue, NULL, NULL), cancellable, callback, data);
}

TesseraCatalogue *
tessera_client_get_catalogue_finish (TesseraClient *client, GAsyncResult *result, TesseraAdmin **self, GError **error)
{
  TesseraReading *reading;

  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  if (!tessera_client_take (result, &reading, error))
    return NULL;

  if (self != NULL)
    *self = g_steal_pointer (&reading->self);
  return g_steal_pointer (&reading->new_catalogue);
}

TesseraQuestion
tessera_client_page_question (guint limit, const char *cursor)
{
  g_autofree char *escaped = cursor != NULL ? g_uri_escape_string (cursor, NULL, FALSE) : NULL;

  return (TesseraQuestion) {
    .method = "GET",
    .target = escaped != NULL ? g_strdup_printf ("/v1/tokens?limit=%u&cursor=%s", limit, escaped)
                              : g_strdup_printf ("/v1/tokens?limit=%u", limit),
    .max_size = MAX_PAGE,
  };
}

void
tessera_client_list_async (TesseraClient *client, TesseraCatalogue *catalogue, guint limit, const char *cursor,
                           GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  TesseraQuestion question = tessera_client_page_question (limit, cursor);

  tessera_client_send (client, &question, tessera_reading_new (TESSERA_DEED_READ, tessera_reading_page, catalogue, NULL), cancellable, callback, data);
}

GPtrArray *
tessera_client_list_finish (TesseraClient *client, GAsyncResult *result, char **next_cursor, gint64 *total, GError **error)
{
  TesseraReading *reading;

  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  *next_cursor = NULL;
  if (!tessera_client_take (result, &reading, error))
    return NULL;

  *next_cursor = g_steal_pointer (&reading->next_cursor);
  *total = reading->total;
  return g_steal_pointer (&reading->tokens);
}

void
tessera_client_create_async (TesseraClient *client, TesseraCatalogue *catalogue, const TesseraDraft *draft,
                             const char *idempotency_key, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  TesseraQuestion question = {
    .method = "POST",
    .target = g_strdup ("/v1/tokens"),
    .body = object_to_body (tessera_draft_to_object (draft, catalogue)),
    .idempotency_key = g_strdup (idempotency_key),
  };

  tessera_client_send (client, &question, tessera_reading_new (TESSERA_DEED_CREATE, tessera_reading_created, catalogue, NULL), cancellable, callback, data);
}

TesseraToken *
tessera_client_create_finish (TesseraClient *client, GAsyncResult *result, TesseraSecret **secret,
                              TesseraProblem **problem, GError **error)
{
  gboolean ok;
  TesseraReading *reading;

  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  ok = tessera_client_take (result, &reading, error);
  give_problem (reading, problem);
  *secret = g_steal_pointer (&reading->secret);
  return ok ? g_steal_pointer (&reading->token) : NULL;
}

void
tessera_client_update_async (TesseraClient *client, TesseraCatalogue *catalogue, TesseraToken *token,
                             const TesseraDraft *draft, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  TesseraReading *reading = tessera_reading_new (TESSERA_DEED_UPDATE, tessera_reading_token, catalogue, tessera_token_get_id (token));
  TesseraQuestion question = {
    .method = "PUT",
    .target = tessera_client_token_target (tessera_token_get_id (token), ""),
    .body = object_to_body (tessera_draft_to_object (draft, catalogue)),
    .if_match = entity_tag (token),
  };

  reading->draft = tessera_draft_copy (draft);
  tessera_client_send (client, &question, reading, cancellable, callback, data);
}

TesseraToken *
tessera_client_update_finish (TesseraClient *client, GAsyncResult *result, TesseraToken **current,
                              TesseraProblem **problem, GError **error)
{
  gboolean ok;
  TesseraReading *reading;

  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  ok = tessera_client_take (result, &reading, error);
  give_problem (reading, problem);
  *current = g_steal_pointer (&reading->current);
  return ok ? g_steal_pointer (&reading->token) : NULL;
}

void
tessera_client_rotate_async (TesseraClient *client, TesseraCatalogue *catalogue, TesseraToken *token,
                             guint grace_seconds, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  JsonObject *body = json_object_new ();
  TesseraQuestion question = {
    .method = "POST",
    .target = tessera_client_token_target (tessera_token_get_id (token), "/rotate"),
    .if_match = entity_tag (token),
  };

  json_object_set_int_member (body, "grace_seconds", grace_seconds);
  question.body = object_to_body (body);
  tessera_client_send (client, &question, tessera_reading_new (TESSERA_DEED_ROTATE, tessera_reading_rotated, catalogue, tessera_token_get_id (token)),
        cancellable, callback, data);
}

TesseraToken *
tessera_client_rotate_finish (TesseraClient *client, GAsyncResult *result, TesseraSecret **secret,
                              TesseraToken **current, TesseraProblem **problem, GError **error)
{
  TesseraToken *token = tessera_client_update_finish (client, result, current, problem, error);

  *secret = g_steal_pointer (&((TesseraReading *) g_task_get_task_data (G_TASK (result)))->secret);
  return token;
}

void
tessera_client_revoke_async (TesseraClient *client, TesseraCatalogue *catalogue, const char *id,
                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  TesseraQuestion question = { .method = "DELETE", .target = tessera_client_token_target (id, "") };

  tessera_client_send (client, &question, tessera_reading_new (TESSERA_DEED_REVOKE, tessera_reading_token, catalogue, id), cancellable, callback, data);
}

TesseraToken *
tessera_client_revoke_finish (TesseraClient *client, GAsyncResult *result, TesseraProblem **problem, GError **error)
{
  g_autoptr (TesseraToken) current = NULL;

  return tessera_client_update_finish (client, result, &current, problem, error);
}

void
tessera_client_get_async (TesseraClient *client, TesseraCatalogue *catalogue, const char *id,
                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  TesseraQuestion question = { .method = "GET", .target = tessera_client_token_target (id, "") };

  tessera_client_send (client, &question, tessera_reading_new (TESSERA_DEED_READ, tessera_reading_token, catalogue, id), cancellable, callback, data);
}

TesseraToken *
tessera_client_get_finish (TesseraClient *client, GAsyncResult *result, GError **error)
{
  return tessera_client_revoke_finish (client, result, NULL, error);
}
