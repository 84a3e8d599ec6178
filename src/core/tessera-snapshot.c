#include "tessera-snapshot.h"

#include <glib/gi18n-lib.h>

static void
area_free (gpointer data)
{
  TesseraSnapshotArea *area = data;

  g_free (area->id);
  g_free (area);
}

void
tessera_snapshot_free (TesseraSnapshot *snapshot)
{
  g_free (snapshot->name);
  g_free (snapshot->type);
  g_free (snapshot->status);
  g_free (snapshot->hint);
  g_ptr_array_unref (snapshot->areas);
  g_free (snapshot);
}

static gboolean
fail (GError **error, const char *member)
{
  g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_INVALID, _("the member “%s” is not understood"), member);
  return FALSE;
}

static gboolean
read_expiry (JsonObject *object, TesseraSnapshot *snapshot, GError **error)
{
  const char *text;

  if (!tessera_json_get_nullable_string (object, "expires_at", &text, error))
    return FALSE;

  snapshot->expires_at = TESSERA_NEVER;
  return text == NULL || tessera_time_parse (text, &snapshot->expires_at) || fail (error, "expires_at");
}

static gboolean
read_verbs (JsonNode *node, TesseraSnapshotArea *area, GError **error)
{
  JsonArray *verbs;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return fail (error, "permissions");

  verbs = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (verbs); i++)
    {
      JsonNode *element = json_array_get_element (verbs, i);
      const char *text = tessera_json_node_is_string (element) ? json_node_get_string (element) : NULL;
      gboolean known = FALSE;

      for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
        if (g_strcmp0 (text, tessera_verb_to_string (verb)) == 0)
          known = area->verbs[verb] = TRUE;
      if (!known)
        return fail (error, "permissions");
    }

  return TRUE;
}

static gboolean
read_areas (JsonObject *object, TesseraSnapshot *snapshot, GError **error)
{
  JsonObject *permissions;
  JsonObjectIter iter;
  const char *id;
  JsonNode *node;

  if (!tessera_json_get_object (object, "permissions", &permissions, error))
    return FALSE;

  json_object_iter_init_ordered (&iter, permissions);
  while (json_object_iter_next_ordered (&iter, &id, &node))
    {
      TesseraSnapshotArea *area = g_new0 (TesseraSnapshotArea, 1);

      area->id = g_strdup (id);
      g_ptr_array_add (snapshot->areas, area);
      if (!read_verbs (node, area, error))
        return FALSE;
    }

  return TRUE;
}

TesseraSnapshot *
tessera_snapshot_from_object (JsonObject *object, GError **error)
{
  g_autoptr (TesseraSnapshot) snapshot = g_new0 (TesseraSnapshot, 1);

  snapshot->areas = g_ptr_array_new_with_free_func (area_free);
  if (!tessera_json_dup_string (object, "name", &snapshot->name, error) || !tessera_json_dup_string (object, "type", &snapshot->type, error)
      || !tessera_json_dup_string (object, "status", &snapshot->status, error)
      || !tessera_json_dup_string (object, "hint", &snapshot->hint, error) || !read_expiry (object, snapshot, error)
      || !read_areas (object, snapshot, error))
    return NULL;

  return g_steal_pointer (&snapshot);
}

gboolean
tessera_snapshot_grants (const TesseraSnapshot *snapshot, const char *area, TesseraVerb verb)
{
  for (guint i = 0; i < snapshot->areas->len; i++)
    {
      const TesseraSnapshotArea *each = snapshot->areas->pdata[i];

      if (g_str_equal (each->id, area))
        return each->verbs[verb];
    }

  return FALSE;
}
