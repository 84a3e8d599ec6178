#include "tessera-token-json.h"

#include <glib/gi18n-lib.h>

static gboolean
read_time (JsonObject *object, const char *member, gboolean nullable, gint64 *time, GError **error)
{
  const char *text;

  if (!(nullable ? tessera_json_get_nullable_string : tessera_json_get_string) (object, member, &text, error))
    return FALSE;
  if (text == NULL)
    *time = TESSERA_NEVER;
  else if (!tessera_time_parse (text, time))
    {
      g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_INVALID, _("the member “%s” is not an instant in UTC"), member);
      return FALSE;
    }

  return TRUE;
}

static gboolean
read_verb (JsonNode *node, guint area, TesseraPermissions *permissions)
{
  for (guint verb = 0; tessera_json_node_is_string (node) && verb < TESSERA_N_VERBS; verb++)
    if (g_str_equal (json_node_get_string (node), tessera_verb_to_string (verb)))
      {
        *permissions = tessera_permissions_with (*permissions, area, verb, TRUE);
        return TRUE;
      }

  return FALSE;
}

static gboolean
read_area (const char *id, JsonNode *verbs, TesseraCatalogue *catalogue, TesseraPermissions *permissions, GError **error)
{
  int area = tessera_catalogue_find_area (catalogue, id);
  guint n = JSON_NODE_HOLDS_ARRAY (verbs) ? json_array_get_length (json_node_get_array (verbs)) : 0;
  gboolean ok = area >= 0 && n > 0;

  for (guint i = 0; ok && i < n; i++)
    ok = read_verb (json_array_get_element (json_node_get_array (verbs), i), (guint) area, permissions);
  if (ok)
    return TRUE;

  if (area < 0)
    g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_INVALID, _("the area “%s” is not in the catalogue"), id);
  else
    g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_INVALID, _("the verbs of the area “%s” are not read or write"),
                 id);
  return FALSE;
}

static gboolean
read_permissions (JsonObject *object, TesseraCatalogue *catalogue, TesseraPermissions *permissions, GError **error)
{
  JsonObject *areas;
  JsonObjectIter iter;
  const char *id;
  JsonNode *verbs;

  if (!tessera_json_get_object (object, "permissions", &areas, error))
    return FALSE;

  json_object_iter_init (&iter, areas);
  while (json_object_iter_next (&iter, &id, &verbs))
    if (!read_area (id, verbs, catalogue, permissions, error))
      return FALSE;

  return TRUE;
}

static gboolean
read_type (JsonObject *object, TesseraCatalogue *catalogue, const char **type, GError **error)
{
  if (!tessera_json_get_string (object, "type", type, error))
    return FALSE;
  if (tessera_catalogue_find_type (catalogue, *type) < 0)
    {
      g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_INVALID, _("the token type “%s” is not in the catalogue"),
                   *type);
      return FALSE;
    }

  return TRUE;
}

static gboolean
read_status (JsonObject *object, gboolean *revoked, GError **error)
{
  const char *status;

  if (!tessera_json_get_string (object, "status", &status, error))
    return FALSE;
  if (!g_str_equal (status, "active") && !g_str_equal (status, "expired") && !g_str_equal (status, "revoked"))
    {
      g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_INVALID, _("the status “%s” is unknown"), status);
      return FALSE;
    }

  *revoked = g_str_equal (status, "revoked");
  return TRUE;
}

static gboolean
read_fields (JsonObject *object, TesseraCatalogue *catalogue, TesseraTokenFields *fields, GError **error)
{
  return tessera_json_get_string (object, "id", &fields->id, error)
         && tessera_json_get_string (object, "name", &fields->name, error)
         && read_type (object, catalogue, &fields->type, error)
         && read_permissions (object, catalogue, &fields->permissions, error)
         && read_time (object, "expires_at", TRUE, &fields->expires_at, error)
         && read_status (object, &fields->revoked, error)
         && tessera_json_get_string (object, "hint", &fields->hint, error)
         && read_time (object, "created_at", FALSE, &fields->created_at, error)
         && tessera_json_get_string (object, "created_by", &fields->created_by, error)
         && read_time (object, "updated_at", FALSE, &fields->updated_at, error)
         && tessera_json_get_string (object, "updated_by", &fields->updated_by, error)
         && read_time (object, "last_used_at", TRUE, &fields->last_used_at, error)
         && tessera_json_get_string (object, "revision", &fields->revision, error);
}

TesseraToken *
tessera_token_from_object (JsonObject *object, TesseraCatalogue *catalogue, GError **error)
{
  TesseraTokenFields fields = { 0 };
  g_autoptr (GError) fault = NULL;

  if (!read_fields (object, catalogue, &fields, &fault))
    {
      g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_NOT_UNDERSTOOD, _("A token can't be read: %s."),
                   fault->message);
      return NULL;
    }

  return tessera_token_new (&fields);
}

JsonObject *
tessera_permissions_to_object (TesseraPermissions permissions, TesseraCatalogue *catalogue)
{
  JsonObject *object = json_object_new ();

  for (guint area = 0; area < tessera_catalogue_get_n_areas (catalogue); area++)
    {
      JsonArray *verbs = json_array_new ();

      for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
        if (tessera_permissions_has (permissions, area, verb))
          json_array_add_string_element (verbs, tessera_verb_to_string (verb));

      if (json_array_get_length (verbs) > 0)
        json_object_set_array_member (object, tessera_catalogue_get_area (catalogue, area)->id, verbs);
      else
        json_array_unref (verbs);
    }

  return object;
}

static void
set_time (JsonObject *object, const char *member, gint64 time)
{
  g_autofree char *text = NULL;

  if (time == TESSERA_NEVER)
    {
      json_object_set_null_member (object, member);
      return;
    }

  text = tessera_time_format (time);
  json_object_set_string_member (object, member, text);
}

JsonObject *
tessera_token_to_object (TesseraToken *token, TesseraCatalogue *catalogue, gint64 now)
{
  JsonObject *object = json_object_new ();
  TesseraStatus status = tessera_token_get_status (token, now);
  TesseraTextRoom room;

  json_object_set_string_member (object, "id", tessera_token_read_id (token, &room));
  json_object_set_string_member (object, "name", tessera_token_get_name (token));
  json_object_set_string_member (object, "type", tessera_token_get_type_id (token));
  json_object_set_object_member (object, "permissions", tessera_permissions_to_object (tessera_token_get_permissions (token), catalogue));
  set_time (object, "expires_at", tessera_token_get_expires_at (token));
  json_object_set_string_member (object, "status", tessera_status_to_string (status));
  json_object_set_string_member (object, "hint", tessera_token_get_hint (token));
  set_time (object, "created_at", tessera_token_get_created_at (token));
  json_object_set_string_member (object, "created_by", tessera_token_get_created_by (token));
  set_time (object, "updated_at", tessera_token_get_updated_at (token));
  json_object_set_string_member (object, "updated_by", tessera_token_get_updated_by (token));
  set_time (object, "last_used_at", tessera_token_get_last_used_at (token));
  json_object_set_string_member (object, "revision", tessera_token_read_revision (token, &room));

  return object;
}
