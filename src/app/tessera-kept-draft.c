#include "tessera-kept-draft.h"

#define FORMAT 1
#define MAX_DEPTH 8

TesseraKeptDraft *
tessera_kept_draft_new (TesseraToken *token, const TesseraDraft *draft, TesseraAttempt *attempt)
{
  TesseraKeptDraft *kept = g_new0 (TesseraKeptDraft, 1);

  if (token != NULL)
    {
      kept->token = g_strdup (tessera_token_get_id (token));
      kept->revision = g_strdup (tessera_token_get_revision (token));
      kept->before = tessera_draft_new_from_token (token);
    }
  kept->draft = tessera_draft_copy (draft);
  if (token == NULL && tessera_attempt_fits (attempt, draft) && tessera_attempt_get_key (attempt) != NULL)
    kept->attempt = tessera_attempt_ref (attempt);
  return kept;
}

void
tessera_kept_draft_free (TesseraKeptDraft *kept)
{
  g_clear_pointer (&kept->before, tessera_draft_free);
  g_clear_pointer (&kept->draft, tessera_draft_free);
  g_clear_pointer (&kept->attempt, tessera_attempt_unref);
  g_free (kept->token);
  g_free (kept->revision);
  g_free (kept);
}

GPtrArray *
tessera_kept_drafts_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) tessera_kept_draft_free);
}

/* Writing */

/* As a request has it, but for the name, of which each character is kept. */
static JsonObject *
write_draft (const TesseraDraft *draft, TesseraCatalogue *catalogue)
{
  JsonObject *object = tessera_draft_to_object (draft, catalogue);

  json_object_set_string_member (object, "name", draft->name);
  return object;
}

static JsonObject *
write_attempt (TesseraAttempt *attempt)
{
  g_autofree char *time = tessera_time_format (tessera_attempt_get_sent_at (attempt));
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "key", tessera_attempt_get_key (attempt));
  json_object_set_string_member (object, "at", time);
  return object;
}

static JsonObject *
write_kept (const TesseraKeptDraft *kept, TesseraCatalogue *catalogue)
{
  JsonObject *object = json_object_new ();

  if (catalogue == NULL)
    {
      json_object_set_string_member (object, "name", kept->draft->name);
      return object;
    }
  if (kept->token != NULL)
    {
      json_object_set_string_member (object, "token", kept->token);
      json_object_set_string_member (object, "revision", kept->revision);
      json_object_set_object_member (object, "before", write_draft (kept->before, catalogue));
    }
  json_object_set_object_member (object, "draft", write_draft (kept->draft, catalogue));
  if (kept->attempt != NULL)
    json_object_set_object_member (object, "sent", write_attempt (kept->attempt));
  return object;
}

char *
tessera_kept_drafts_write (GPtrArray *drafts, TesseraCatalogue *catalogue)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < drafts->len; i++)
    json_array_add_object_element (array, write_kept (g_ptr_array_index (drafts, i), catalogue));
  json_object_set_int_member (object, "format", FORMAT);
  json_object_set_array_member (object, "drafts", array);
  return tessera_json_to_string (object);
}

/* Reading */

static gboolean
fail (const char *what, GError **error)
{
  g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_INVALID, "%s is not what it should be", what);
  return FALSE;
}

static gboolean
read_verbs (JsonNode *node, guint area, TesseraPermissions *permissions, GError **error)
{
  JsonArray *verbs = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (verbs == NULL)
    return fail ("permissions", error);

  for (guint i = 0; i < json_array_get_length (verbs); i++)
    {
      JsonNode *word = json_array_get_element (verbs, i);

      if (!tessera_json_node_is_string (word))
        return fail ("permissions", error);
      for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
        if (g_str_equal (json_node_get_string (word), tessera_verb_to_string (verb)))
          *permissions = tessera_permissions_with (*permissions, area, verb, TRUE);
    }
  return TRUE;
}

static gboolean
read_permissions (JsonObject *object, TesseraCatalogue *catalogue, TesseraPermissions *permissions, GError **error)
{
  JsonObjectIter iter;
  const char *id;
  JsonNode *node;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &id, &node))
    {
      int area = tessera_catalogue_find_area (catalogue, id);

      if (area >= 0 && !read_verbs (node, (guint) area, permissions, error))
        return FALSE;
    }
  return TRUE;
}

static TesseraDraft *
read_draft (JsonObject *object, TesseraCatalogue *catalogue, GError **error)
{
  g_autoptr (TesseraDraft) draft = g_new0 (TesseraDraft, 1);
  const char *name, *type, *expiry;
  JsonObject *permissions;

  if (!tessera_json_get_string (object, "name", &name, error) || !tessera_json_get_string (object, "type", &type, error)
      || !tessera_json_get_nullable_string (object, "expires_at", &expiry, error)
      || !tessera_json_get_object (object, "permissions", &permissions, error)
      || !read_permissions (permissions, catalogue, &draft->permissions, error))
    return NULL;

  draft->expires_at = TESSERA_NEVER;
  if (expiry != NULL && !tessera_time_parse (expiry, &draft->expires_at))
    {
      fail ("expires_at", error);
      return NULL;
    }
  if (tessera_catalogue_find_type (catalogue, type) < 0)
    type = tessera_catalogue_get_type_at (catalogue, 0)->id;
  draft->name = g_strdup (name);
  draft->type = g_strdup (type);
  return g_steal_pointer (&draft);
}

static TesseraDraft *
read_member (JsonObject *object, const char *member, TesseraCatalogue *catalogue, GError **error)
{
  JsonObject *draft;

  return tessera_json_get_object (object, member, &draft, error) ? read_draft (draft, catalogue, error) : NULL;
}

/* Begun before anything was known but its name: the rest is that of a new token. */
static TesseraDraft *
read_begun (JsonObject *object, TesseraCatalogue *catalogue, GError **error)
{
  TesseraDraft *draft;
  const char *name;

  if (!tessera_json_get_string (object, "name", &name, error))
    return NULL;

  draft = tessera_draft_new (catalogue, tessera_time_now ());
  g_free (draft->name);
  draft->name = g_strdup (name);
  return draft;
}

static TesseraAttempt *
read_attempt (JsonObject *object, const TesseraDraft *draft, GError **error)
{
  TesseraAttempt *attempt = NULL;
  const char *key, *time;
  JsonObject *sent;
  gint64 sent_at;

  if (!tessera_json_get_object (object, "sent", &sent, error) || !tessera_json_get_string (sent, "key", &key, error)
      || !tessera_json_get_string (sent, "at", &time, error))
    return NULL;
  if (tessera_time_parse (time, &sent_at))
    attempt = tessera_attempt_new_with_key (draft, key, sent_at);
  if (attempt == NULL)
    fail ("sent", error);
  return attempt;
}

static TesseraKeptDraft *
read_kept (JsonObject *object, TesseraCatalogue *catalogue, GError **error)
{
  g_autoptr (TesseraKeptDraft) kept = g_new0 (TesseraKeptDraft, 1);
  const char *token, *revision;

  if (json_object_has_member (object, "name"))
    {
      kept->draft = read_begun (object, catalogue, error);
      return kept->draft != NULL ? g_steal_pointer (&kept) : NULL;
    }
  if (json_object_has_member (object, "token"))
    {
      if (!tessera_json_get_string (object, "token", &token, error)
          || !tessera_json_get_string (object, "revision", &revision, error))
        return NULL;
      kept->token = g_strdup (token);
      kept->revision = g_strdup (revision);
      kept->before = read_member (object, "before", catalogue, error);
      if (kept->before == NULL)
        return NULL;
    }
  kept->draft = read_member (object, "draft", catalogue, error);
  if (kept->draft == NULL)
    return NULL;
  if (json_object_has_member (object, "sent") && (kept->attempt = read_attempt (object, kept->draft, error)) == NULL)
    return NULL;
  return g_steal_pointer (&kept);
}

static gboolean
read_all (JsonArray *array, GPtrArray *drafts, TesseraCatalogue *catalogue, GError **error)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      TesseraKeptDraft *kept;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        return fail ("drafts", error);
      kept = read_kept (json_node_get_object (node), catalogue, error);
      if (kept == NULL)
        return FALSE;
      g_ptr_array_add (drafts, kept);
    }
  return TRUE;
}

GPtrArray *
tessera_kept_drafts_read (const char *text, gsize length, TesseraCatalogue *catalogue, GError **error)
{
  g_autoptr (JsonNode) root = tessera_json_parse (text, length, MAX_DEPTH, error);
  g_autoptr (GPtrArray) drafts = tessera_kept_drafts_new ();
  JsonObject *object;
  JsonArray *array;
  gint64 format;

  if (root == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      fail ("the document", error);
      return NULL;
    }

  object = json_node_get_object (root);
  if (!tessera_json_get_int (object, "format", FORMAT, FORMAT, &format, error)
      || !tessera_json_get_array (object, "drafts", &array, error) || !read_all (array, drafts, catalogue, error))
    return NULL;
  return g_steal_pointer (&drafts);
}

TesseraToken *
tessera_kept_draft_restore_token (const TesseraKeptDraft *kept, TesseraToken *now)
{
  TesseraTokenFields fields;

  g_return_val_if_fail (kept != NULL && kept->token != NULL && TESSERA_IS_TOKEN (now), NULL);

  if (g_str_equal (kept->revision, tessera_token_get_revision (now)))
    return g_object_ref (now);

  fields = tessera_token_get_fields (now);
  fields.id = kept->token;
  fields.name = kept->before->name;
  fields.type = kept->before->type;
  fields.permissions = kept->before->permissions;
  fields.expires_at = kept->before->expires_at;
  fields.revision = kept->revision;
  return tessera_token_new (&fields);
}
