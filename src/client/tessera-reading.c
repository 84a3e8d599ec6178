#include "tessera-reading.h"

#include "tessera-answer.h"
#include "tessera-clean.h"
#include "tessera-page-text.h"
#include "tessera-token-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_CURSOR_LENGTH 200

TesseraReading *
tessera_reading_new (TesseraDeed deed, TesseraReader read, TesseraCatalogue *catalogue, const char *id)
{
  TesseraReading *self = g_new0 (TesseraReading, 1);

  self->about.deed = deed;
  self->read = read;
  self->catalogue = catalogue != NULL ? tessera_catalogue_ref (catalogue) : NULL;
  self->id = g_strdup (id);
  return self;
}

void
tessera_reading_free (TesseraReading *self)
{
  g_clear_pointer (&self->catalogue, tessera_catalogue_unref);
  g_free (self->id);
  g_clear_pointer (&self->draft, tessera_draft_free);
  g_clear_pointer (&self->outcome, tessera_outcome_free);
  g_clear_object (&self->token);
  g_clear_object (&self->current);
  g_clear_pointer (&self->secret, tessera_secret_free);
  g_clear_pointer (&self->problem, tessera_problem_free);
  g_clear_pointer (&self->new_catalogue, tessera_catalogue_unref);
  g_clear_pointer (&self->self, tessera_admin_free);
  g_clear_pointer (&self->tokens, g_ptr_array_unref);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->usage, tessera_usage_free);
  g_free (self->next_cursor);
  g_free (self);
}

static gboolean
not_understood (GError **error, const char *why)
{
  g_set_error_literal (error, TESSERA_ERROR, TESSERA_ERROR_NOT_UNDERSTOOD, why);
  return FALSE;
}

/* RFC 9110, 8.8.3: what may stand between the quotes of an entity tag; of that, ASCII. */
static gboolean
is_opaque_tag (const char *text)
{
  for (; *text != '\0'; text++)
    if (!g_ascii_isgraph (*text) || *text == '"')
      return FALSE;

  return TRUE;
}

/* What people will read must not be able to deceive them, and what goes into later requests not bend them. */
static gboolean
check_token (TesseraToken *token, GError **error)
{
  TesseraTextRoom room_of_id, room_of_revision;
  const char *id = tessera_token_read_id (token, &room_of_id);

  if (!tessera_text_is_plain (tessera_token_get_name (token)) || !tessera_text_is_plain (tessera_token_get_hint (token))
      || !tessera_text_is_plain (tessera_token_get_created_by (token))
      || !tessera_text_is_plain (tessera_token_get_updated_by (token)))
    return not_understood (error, _("a text in it holds control characters"));
  if (!g_str_has_prefix (id, "tok_") || !tessera_text_is_plain (id)
      || !is_opaque_tag (tessera_token_read_revision (token, &room_of_revision)))
    return not_understood (error, _("the id or the revision of a token in it has no such form"));

  return TRUE;
}

static gboolean
read_token (JsonObject *object, TesseraCatalogue *catalogue, TesseraToken **token, GError **error)
{
  g_autoptr (TesseraToken) read = tessera_token_from_object (object, catalogue, error);

  if (read == NULL || !check_token (read, error))
    return FALSE;

  *token = g_steal_pointer (&read);
  return TRUE;
}

gboolean
tessera_reading_token (TesseraReading *self, JsonObject *object, GError **error)
{
  if (!read_token (object, self->catalogue, &self->token, error))
    return FALSE;
  if (self->id != NULL && !g_str_equal (tessera_token_get_id (self->token), self->id))
    return not_understood (error, _("it is about another token"));

  return TRUE;
}

static gboolean
read_secret (TesseraReading *self, JsonObject *object, GError **error)
{
  TesseraSecretKind kind;
  const char *text;

  if (!tessera_json_get_string (object, "secret", &text, error))
    return FALSE;
  if (!tessera_secret_recognise (text, strlen (text), &kind) || kind != TESSERA_SECRET_TOKEN)
    return not_understood (error, _("the secret in it is none"));

  self->secret = tessera_secret_new (text, strlen (text));
  return TRUE;
}

gboolean
tessera_reading_rotated (TesseraReading *self, JsonObject *object, GError **error)
{
  return tessera_reading_token (self, object, error) && read_secret (self, object, error);
}

gboolean
tessera_reading_created (TesseraReading *self, JsonObject *object, GError **error)
{
  if (!tessera_reading_token (self, object, error))
    return FALSE;
  if (self->outcome->status == 200 && !self->outcome->replayed)
    return not_understood (error, _("it does not say whether the token is new"));

  return self->outcome->status == 200 || read_secret (self, object, error);
}

static gboolean
read_self (TesseraReading *self, JsonObject *object, GError **error)
{
  const char *name, *role_name;
  JsonObject *member;
  TesseraRole role;

  if (!tessera_json_get_object (object, "self", &member, error) || !tessera_json_get_string (member, "name", &name, error)
      || !tessera_json_get_string (member, "role", &role_name, error))
    return FALSE;
  if (!tessera_role_from_string (role_name, &role) || !tessera_text_is_plain (name))
    return not_understood (error, _("it does not say who you are"));

  self->self = tessera_admin_new (0, name, role);
  return TRUE;
}

/* Areas and types are shown to people, too. */
static gboolean
is_plain_catalogue (TesseraCatalogue *catalogue)
{
  const char *url = tessera_catalogue_get_example_url (catalogue);

  for (guint i = 0; i < tessera_catalogue_get_n_areas (catalogue); i++)
    {
      const TesseraArea *area = tessera_catalogue_get_area (catalogue, i);

      if (!tessera_text_is_plain (area->name) || !tessera_text_is_plain (area->description))
        return FALSE;
    }
  for (guint i = 0; i < tessera_catalogue_get_n_types (catalogue); i++)
    {
      const TesseraTokenType *type = tessera_catalogue_get_type_at (catalogue, i);

      if (!tessera_text_is_plain (type->name) || !tessera_text_is_plain (type->description))
        return FALSE;
    }

  return url == NULL || tessera_text_is_plain (url);
}

gboolean
tessera_reading_catalogue (TesseraReading *self, JsonObject *object, GError **error)
{
  self->new_catalogue = tessera_catalogue_from_object (object, error);
  if (self->new_catalogue == NULL)
    return FALSE;
  if (!is_plain_catalogue (self->new_catalogue))
    return not_understood (error, _("a text in it holds control characters"));

  return read_self (self, object, error);
}

static gboolean
read_tokens (TesseraReading *self, JsonArray *array, GError **error)
{
  guint n = json_array_get_length (array);

  self->tokens = g_ptr_array_new_full (n, g_object_unref);
  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      TesseraToken *token = NULL;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        return not_understood (error, _("a token in it is none"));
      if (!read_token (json_node_get_object (node), self->catalogue, &token, error))
        return FALSE;
      g_ptr_array_add (self->tokens, token);
    }

  return TRUE;
}

gboolean
tessera_cursor_is_well_formed (const char *text)
{
  gsize length = strspn (text, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-._~");

  return length > 0 && length <= MAX_CURSOR_LENGTH && text[length] == '\0';
}

gboolean
tessera_reading_cursor (TesseraReading *self, JsonObject *object, gboolean empty, GError **error)
{
  const char *cursor;

  if (!tessera_json_get_nullable_string (object, "next_cursor", &cursor, error))
    return FALSE;
  if (cursor != NULL && (!tessera_cursor_is_well_formed (cursor) || empty))
    return not_understood (error, _("the way to its next page is faulty"));

  self->next_cursor = g_strdup (cursor);
  return TRUE;
}

gboolean
tessera_reading_page (TesseraReading *self, JsonObject *object, GError **error)
{
  JsonArray *array;

  return tessera_json_get_array (object, "tokens", &array, error)
         && tessera_json_get_int (object, "total", 0, G_MAXINT, &self->total, error)
         && read_tokens (self, array, error) && tessera_reading_cursor (self, object, self->tokens->len == 0, error);
}

/* The quick way for a page as tesserad writes it. Returns: %FALSE if the page is to be read in the general way */
static gboolean
read_page_text (TesseraReading *self)
{
  const TesseraOutcome *outcome = self->outcome;
  g_autoptr (GPtrArray) tokens = NULL;
  g_autofree char *cursor = NULL;
  gint64 total;

  if (self->read != tessera_reading_page || !tessera_outcome_is_whole (outcome) || outcome->status != 200
      || outcome->encoded || g_strcmp0 (outcome->media_type, "application/json") != 0)
    return FALSE;

  tokens = tessera_page_text_read ((const char *) outcome->body->data, outcome->body->len, self->catalogue, &cursor, &total);
  for (guint i = 0; tokens != NULL && i < tokens->len; i++)
    if (!check_token (tokens->pdata[i], NULL))
      return FALSE;
  if (tokens == NULL)
    return FALSE;

  tessera_token_pack (tokens);
  self->tokens = g_steal_pointer (&tokens);
  self->next_cursor = g_steal_pointer (&cursor);
  self->total = total;
  return TRUE;
}

/* When the answer to an edit is lost, the next try meets a 412 against ourselves. */
static gboolean
was_done_already (TesseraReading *self)
{
  g_autoptr (TesseraDraft) current = NULL;

  if (self->current == NULL || self->draft == NULL)
    return FALSE;

  current = tessera_draft_new_from_token (self->current);
  return tessera_draft_equal (current, self->draft);
}

static void
read_current (TesseraReading *self)
{
  TesseraToken *current = NULL;

  if (self->catalogue == NULL || self->problem == NULL || self->problem->current == NULL
      || !read_token (self->problem->current, self->catalogue, &current, NULL))
    return;

  if (self->id == NULL || g_str_equal (tessera_token_get_id (current), self->id))
    self->current = current;
  else
    g_object_unref (current);
}

/* RFC 9110, 15.3.2: 201 belongs to what makes something. */
static gboolean
read_success (TesseraReading *self, JsonObject *object, GError **error)
{
  if (self->outcome->status == 201 && self->about.deed != TESSERA_DEED_CREATE)
    return not_understood (error, _("its status is none that is expected"));

  return self->read (self, object, error);
}

/* Our own edit is no conflict. */
static void
settle_stale (TesseraReading *self, GError **error)
{
  read_current (self);
  if (!g_error_matches (*error, TESSERA_ERROR, TESSERA_ERROR_STALE) || !was_done_already (self))
    return;

  self->token = g_steal_pointer (&self->current);
  g_clear_error (error);
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  TesseraReading *self = data;
  g_autoptr (GError) error = NULL, fault = NULL;
  g_autoptr (JsonObject) object = NULL;

  if (!read_page_text (self))
    object = tessera_answer_read (self->outcome, &self->about, &self->problem, &error);
  if (object != NULL && !read_success (self, object, &fault))
    tessera_answer_set_not_understood (&error, &self->about, fault->message);
  settle_stale (self, &error);

  /* Wiped as soon as it is read. */
  g_clear_pointer (&self->outcome, tessera_outcome_free);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

/* The task owns nothing, since its thread may be the last to let go of it. */
void
tessera_reading_run_async (TesseraReading *self, TesseraOutcome *outcome, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, data);

  self->outcome = outcome;
  g_task_set_source_tag (task, tessera_reading_run_async);
  g_task_set_task_data (task, self, NULL);
  g_task_run_in_thread (task, run);
}

gboolean
tessera_reading_run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
