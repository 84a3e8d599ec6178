#include "tessera-client.h"

#include "tessera-answer.h"
#include "tessera-clean.h"
#include "tessera-key-file.h"
#include "tessera-transport.h"
#include "tessera-url.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TIMEOUT_MILLISECONDS 15000
#define MAX_ANSWER (1024 * 1024)
#define MAX_PAGE (8 * 1024 * 1024)
#define MAX_CURSOR_LENGTH 200

struct _TesseraClient
{
  GObject parent_instance;

  TesseraTransport *transport;
  char *name;   /* "tokens.example.org" */
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

  self = g_object_new (TESSERA_TYPE_CLIENT, NULL);
  self->transport = tessera_transport_new (uri, key);
  self->name = tessera_url_get_name (uri);
  self->server = g_strdup_printf (_("The server at %s"), self->name);
  return self;
}

TesseraClient *
tessera_client_new_for_socket (const char *path)
{
  TesseraClient *self = g_object_new (TESSERA_TYPE_CLIENT, NULL);

  self->transport = tessera_transport_new_for_socket (path);
  self->name = g_strdup (_("This computer"));
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

/* A call under way, and then what came of it. */
typedef struct _Call Call;

/* Makes the result out of a good answer. Returns: %FALSE with a bare reason in @error */
typedef gboolean (*ReadAnswer) (Call *call, JsonObject *object, GError **error);

struct _Call
{
  TesseraDeed deed;
  ReadAnswer read;
  TesseraCatalogue *catalogue;
  char *id;            /* (nullable): of the token that must be answered */
  TesseraDraft *draft; /* (nullable): what an update wants */
  guint status;
  gboolean replayed;

  TesseraToken *token;
  TesseraToken *current;
  TesseraSecret *secret;
  TesseraProblem *problem;
  TesseraCatalogue *new_catalogue;
  TesseraAdmin *self;
  GPtrArray *tokens;
  char *next_cursor;
  gint64 total;
};

static void
call_free (gpointer data)
{
  Call *call = data;

  g_clear_pointer (&call->catalogue, tessera_catalogue_unref);
  g_free (call->id);
  g_clear_pointer (&call->draft, tessera_draft_free);
  g_clear_object (&call->token);
  g_clear_object (&call->current);
  g_clear_pointer (&call->secret, tessera_secret_free);
  g_clear_pointer (&call->problem, tessera_problem_free);
  g_clear_pointer (&call->new_catalogue, tessera_catalogue_unref);
  g_clear_pointer (&call->self, tessera_admin_free);
  g_clear_pointer (&call->tokens, g_ptr_array_unref);
  g_free (call->next_cursor);
  g_free (call);
}

static gboolean
not_understood (GError **error, const char *why)
{
  g_set_error_literal (error, TESSERA_ERROR, TESSERA_ERROR_NOT_UNDERSTOOD, why);
  return FALSE;
}

/* What people will read must not be able to deceive them. */
static gboolean
read_token (JsonObject *object, TesseraCatalogue *catalogue, TesseraToken **token, GError **error)
{
  g_autoptr (TesseraToken) read = tessera_token_from_object (object, catalogue, error);

  if (read == NULL)
    return FALSE;
  if (!tessera_text_is_plain (tessera_token_get_name (read)) || !tessera_text_is_plain (tessera_token_get_hint (read))
      || !tessera_text_is_plain (tessera_token_get_created_by (read))
      || !tessera_text_is_plain (tessera_token_get_updated_by (read))
      || !tessera_text_is_plain (tessera_token_get_revision (read)))
    return not_understood (error, _("a text in it holds control characters"));

  *token = g_steal_pointer (&read);
  return TRUE;
}

static gboolean
read_own_token (Call *call, JsonObject *object, GError **error)
{
  if (!read_token (object, call->catalogue, &call->token, error))
    return FALSE;
  if (call->id != NULL && !g_str_equal (tessera_token_get_id (call->token), call->id))
    return not_understood (error, _("it is about another token"));

  return TRUE;
}

static gboolean
read_secret (Call *call, JsonObject *object, GError **error)
{
  TesseraSecretKind kind;
  const char *text;

  if (!tessera_json_get_string (object, "secret", &text, error))
    return FALSE;
  if (!tessera_secret_recognise (text, strlen (text), &kind) || kind != TESSERA_SECRET_TOKEN)
    return not_understood (error, _("the secret in it is none"));

  call->secret = tessera_secret_new (text, strlen (text));
  return TRUE;
}

static gboolean
read_rotated (Call *call, JsonObject *object, GError **error)
{
  return read_own_token (call, object, error) && read_secret (call, object, error);
}

static gboolean
read_created (Call *call, JsonObject *object, GError **error)
{
  if (!read_own_token (call, object, error))
    return FALSE;
  if (call->status == 200 && !call->replayed)
    return not_understood (error, _("it does not say whether the token is new"));

  return call->status == 200 || read_secret (call, object, error);
}

static gboolean
read_self (Call *call, JsonObject *object, GError **error)
{
  const char *name, *role_name;
  JsonObject *self;
  TesseraRole role;

  if (!tessera_json_get_object (object, "self", &self, error) || !tessera_json_get_string (self, "name", &name, error)
      || !tessera_json_get_string (self, "role", &role_name, error))
    return FALSE;
  if (!tessera_role_from_string (role_name, &role) || !tessera_text_is_plain (name))
    return not_understood (error, _("it does not say who you are"));

  call->self = tessera_admin_new (0, name, role);
  return TRUE;
}

static gboolean
read_catalogue (Call *call, JsonObject *object, GError **error)
{
  call->new_catalogue = tessera_catalogue_from_object (object, error);

  return call->new_catalogue != NULL && read_self (call, object, error);
}

static gboolean
read_tokens (Call *call, JsonArray *array, GError **error)
{
  guint n = json_array_get_length (array);

  call->tokens = g_ptr_array_new_full (n, g_object_unref);
  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      TesseraToken *token = NULL;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        return not_understood (error, _("a token in it is none"));
      if (!read_token (json_node_get_object (node), call->catalogue, &token, error))
        return FALSE;
      g_ptr_array_add (call->tokens, token);
    }

  return TRUE;
}

static gboolean
is_cursor (const char *text)
{
  gsize length = strspn (text, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-._~");

  return length > 0 && length <= MAX_CURSOR_LENGTH && text[length] == '\0';
}

static gboolean
read_page (Call *call, JsonObject *object, GError **error)
{
  const char *cursor;
  JsonArray *array;

  if (!tessera_json_get_array (object, "tokens", &array, error)
      || !tessera_json_get_nullable_string (object, "next_cursor", &cursor, error)
      || !tessera_json_get_int (object, "total", 0, G_MAXINT, &call->total, error)
      || !read_tokens (call, array, error))
    return FALSE;
  if (cursor != NULL && (!is_cursor (cursor) || call->tokens->len == 0))
    return not_understood (error, _("the way to its next page is faulty"));

  call->next_cursor = g_strdup (cursor);
  return TRUE;
}

/* A PUT is re-sent by the library when a connection drops; the second answer is then a 412 against ourselves. */
static gboolean
was_done_already (Call *call)
{
  g_autoptr (TesseraDraft) current = NULL;

  if (call->current == NULL || call->draft == NULL)
    return FALSE;

  current = tessera_draft_new_from_token (call->current);
  return tessera_draft_equal (current, call->draft);
}

static void
read_current (Call *call)
{
  TesseraToken *current = NULL;

  if (call->catalogue == NULL || call->problem == NULL || call->problem->current == NULL
      || !read_token (call->problem->current, call->catalogue, &current, NULL))
    return;

  if (call->id == NULL || g_str_equal (tessera_token_get_id (current), call->id))
    call->current = current;
  else
    g_object_unref (current);
}

static void
got_outcome (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  TesseraClient *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  TesseraCircumstances about = { call->deed, self->server, self->milliseconds };
  g_autoptr (GError) error = NULL, fault = NULL;
  g_autoptr (TesseraOutcome) outcome = tessera_transport_send_finish (result, &error);
  g_autoptr (JsonObject) object = NULL;

  if (outcome != NULL)
    {
      call->status = outcome->status;
      call->replayed = outcome->replayed;
      object = tessera_answer_read (outcome, &about, &call->problem, &error);
    }
  if (object != NULL && !call->read (call, object, &fault))
    tessera_answer_set_not_understood (&error, &about, fault->message);

  read_current (call);
  if (g_error_matches (error, TESSERA_ERROR, TESSERA_ERROR_STALE) && was_done_already (call))
    {
      call->token = g_steal_pointer (&call->current);
      g_clear_error (&error);
    }

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

/* Takes what @question owns, and @call. */
static void
send (TesseraClient *self, TesseraQuestion *question, Call *call, GCancellable *cancellable,
      GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_task_data (task, call, call_free);
  if (question->max_size == 0)
    question->max_size = MAX_ANSWER;
  tessera_transport_send_async (self->transport, question, self->milliseconds, cancellable, got_outcome, task);

  g_free (question->target);
  g_free (question->if_match);
  g_free (question->idempotency_key);
  g_clear_pointer (&question->body, g_bytes_unref);
}

static Call *
call_new (TesseraDeed deed, ReadAnswer read, TesseraCatalogue *catalogue, const char *id)
{
  Call *call = g_new0 (Call, 1);

  call->deed = deed;
  call->read = read;
  call->catalogue = catalogue != NULL ? tessera_catalogue_ref (catalogue) : NULL;
  call->id = g_strdup (id);
  return call;
}

static char *
token_target (const char *id, const char *suffix)
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

/* The call's data when it succeeded; or %NULL and the error. What is given out leaves it. */
static gboolean
finish (GAsyncResult *result, Call **call, GError **error)
{
  *call = g_task_get_task_data (G_TASK (result));
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
give_problem (Call *call, TesseraProblem **problem)
{
  if (problem != NULL)
    *problem = g_steal_pointer (&call->problem);
}

void
tessera_client_get_catalogue_async (TesseraClient *client, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  TesseraQuestion question = { .method = "GET", .target = g_strdup ("/v1/catalogue") };

  send (client, &question, call_new (TESSERA_DEED_READ, read_catalogue, NULL, NULL), cancellable, callback, data);
}

TesseraCatalogue *
tessera_client_get_catalogue_finish (TesseraClient *client, GAsyncResult *result, TesseraAdmin **self, GError **error)
{
  Call *call;

  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  if (!finish (result, &call, error))
    return NULL;

  if (self != NULL)
    *self = g_steal_pointer (&call->self);
  return g_steal_pointer (&call->new_catalogue);
}

void
tessera_client_list_async (TesseraClient *client, TesseraCatalogue *catalogue, guint limit, const char *cursor,
                           GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autofree char *escaped = cursor != NULL ? g_uri_escape_string (cursor, NULL, FALSE) : NULL;
  TesseraQuestion question = {
    .method = "GET",
    .target = escaped != NULL ? g_strdup_printf ("/v1/tokens?limit=%u&cursor=%s", limit, escaped)
                              : g_strdup_printf ("/v1/tokens?limit=%u", limit),
    .max_size = MAX_PAGE,
  };

  send (client, &question, call_new (TESSERA_DEED_READ, read_page, catalogue, NULL), cancellable, callback, data);
}

GPtrArray *
tessera_client_list_finish (TesseraClient *client, GAsyncResult *result, char **next_cursor, gint64 *total, GError **error)
{
  Call *call;

  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  *next_cursor = NULL;
  if (!finish (result, &call, error))
    return NULL;

  *next_cursor = g_steal_pointer (&call->next_cursor);
  *total = call->total;
  return g_steal_pointer (&call->tokens);
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

  send (client, &question, call_new (TESSERA_DEED_CREATE, read_created, catalogue, NULL), cancellable, callback, data);
}

TesseraToken *
tessera_client_create_finish (TesseraClient *client, GAsyncResult *result, TesseraSecret **secret,
                              TesseraProblem **problem, GError **error)
{
  gboolean ok;
  Call *call;

  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  ok = finish (result, &call, error);
  give_problem (call, problem);
  *secret = g_steal_pointer (&call->secret);
  return ok ? g_steal_pointer (&call->token) : NULL;
}

void
tessera_client_update_async (TesseraClient *client, TesseraCatalogue *catalogue, TesseraToken *token,
                             const TesseraDraft *draft, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  Call *call = call_new (TESSERA_DEED_UPDATE, read_own_token, catalogue, tessera_token_get_id (token));
  TesseraQuestion question = {
    .method = "PUT",
    .target = token_target (tessera_token_get_id (token), ""),
    .body = object_to_body (tessera_draft_to_object (draft, catalogue)),
    .if_match = entity_tag (token),
  };

  call->draft = tessera_draft_copy (draft);
  send (client, &question, call, cancellable, callback, data);
}

TesseraToken *
tessera_client_update_finish (TesseraClient *client, GAsyncResult *result, TesseraToken **current,
                              TesseraProblem **problem, GError **error)
{
  gboolean ok;
  Call *call;

  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  ok = finish (result, &call, error);
  give_problem (call, problem);
  *current = g_steal_pointer (&call->current);
  return ok ? g_steal_pointer (&call->token) : NULL;
}

void
tessera_client_rotate_async (TesseraClient *client, TesseraCatalogue *catalogue, TesseraToken *token,
                             guint grace_seconds, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  JsonObject *body = json_object_new ();
  TesseraQuestion question = {
    .method = "POST",
    .target = token_target (tessera_token_get_id (token), "/rotate"),
    .if_match = entity_tag (token),
  };

  json_object_set_int_member (body, "grace_seconds", grace_seconds);
  question.body = object_to_body (body);
  send (client, &question, call_new (TESSERA_DEED_ROTATE, read_rotated, catalogue, tessera_token_get_id (token)),
        cancellable, callback, data);
}

TesseraToken *
tessera_client_rotate_finish (TesseraClient *client, GAsyncResult *result, TesseraSecret **secret,
                              TesseraToken **current, TesseraProblem **problem, GError **error)
{
  TesseraToken *token = tessera_client_update_finish (client, result, current, problem, error);

  *secret = g_steal_pointer (&((Call *) g_task_get_task_data (G_TASK (result)))->secret);
  return token;
}

void
tessera_client_revoke_async (TesseraClient *client, TesseraCatalogue *catalogue, const char *id,
                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  TesseraQuestion question = { .method = "DELETE", .target = token_target (id, "") };

  send (client, &question, call_new (TESSERA_DEED_REVOKE, read_own_token, catalogue, id), cancellable, callback, data);
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
  TesseraQuestion question = { .method = "GET", .target = token_target (id, "") };

  send (client, &question, call_new (TESSERA_DEED_READ, read_own_token, catalogue, id), cancellable, callback, data);
}

TesseraToken *
tessera_client_get_finish (TesseraClient *client, GAsyncResult *result, GError **error)
{
  return tessera_client_revoke_finish (client, result, NULL, error);
}
