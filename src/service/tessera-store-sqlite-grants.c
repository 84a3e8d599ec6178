#include "tessera-store-sqlite-grants.h"

#include <string.h>

#include "tessera-json.h"
#include "tessera-token.h"

char *
tessera_grants_to_text (TesseraPermissions permissions, TesseraCatalogue *catalogue)
{
  g_autoptr (JsonObject) object = tessera_permissions_to_object (permissions, catalogue);

  return tessera_json_to_string (object);
}

/* (transfer full) (nullable) */
static JsonObject *
parse_object (const char *text)
{
  g_autoptr (JsonNode) root = tessera_json_parse (text, strlen (text), TESSERA_JSON_MAX_DEPTH, NULL);

  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_dup_object (root) : NULL;
}

static gboolean
read_verbs (JsonObject *object, const char *id, guint area, TesseraPermissions *permissions)
{
  JsonArray *verbs;

  if (!tessera_json_get_array (object, id, &verbs, NULL))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (verbs); i++)
    {
      JsonNode *node = json_array_get_element (verbs, i);
      const char *verb = tessera_json_node_is_string (node) ? json_node_get_string (node) : "";

      if (g_str_equal (verb, tessera_verb_to_string (TESSERA_VERB_READ)))
        *permissions = tessera_permissions_with (*permissions, area, TESSERA_VERB_READ, TRUE);
      else if (g_str_equal (verb, tessera_verb_to_string (TESSERA_VERB_WRITE)))
        *permissions = tessera_permissions_with (*permissions, area, TESSERA_VERB_WRITE, TRUE);
      else
        return FALSE;
    }
  return TRUE;
}

gboolean
tessera_grants_from_text (const char *text, TesseraCatalogue *catalogue, TesseraPermissions *permissions,
                          GError **error)
{
  g_autoptr (JsonObject) object = parse_object (text);
  gboolean known = object != NULL;
  JsonObjectIter iter;
  const char *id;

  *permissions = (TesseraPermissions){ 0 };
  if (known)
    json_object_iter_init (&iter, object);
  while (known && json_object_iter_next (&iter, &id, NULL))
    {
      int area = tessera_catalogue_find_area (catalogue, id);

      known = area >= 0 && read_verbs (object, id, (guint) area, permissions);
    }

  if (!known)
    g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_STORAGE,
                 "The database holds permissions that are not understood: %s", text);
  return known;
}

/* Adds @n_tokens to the count of each area of @text that @catalogue lacks. */
static void
count_missing (GHashTable *missing, const char *text, gint64 n_tokens, TesseraCatalogue *catalogue)
{
  g_autoptr (JsonObject) object = parse_object (text);
  JsonObjectIter iter;
  const char *id;

  if (object == NULL)
    return;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &id, NULL))
    if (tessera_catalogue_find_area (catalogue, id) < 0)
      {
        gint64 *count = g_hash_table_lookup (missing, id);

        if (count == NULL)
          {
            count = g_new0 (gint64, 1);
            g_hash_table_insert (missing, g_strdup (id), count);
          }
        *count += n_tokens;
      }
}

static gboolean
refuse_missing (GHashTable *missing, GError **error)
{
  g_autoptr (GList) ids = g_list_sort (g_hash_table_get_keys (missing), (GCompareFunc) strcmp);
  g_autoptr (GString) words = g_string_new (NULL);

  for (GList *l = ids; l != NULL; l = l->next)
    {
      gint64 *count = g_hash_table_lookup (missing, l->data);

      g_string_append_printf (words, "%s%s (%" G_GINT64_FORMAT " token%s)", words->len > 0 ? ", " : "",
                              (const char *) l->data, *count, *count == 1 ? "" : "s");
    }
  g_set_error (
      error, TESSERA_ERROR, TESSERA_ERROR_INVALID,
      "The catalogue lacks areas that tokens in the database name: %s. Put them back; as retired, if they shall "
      "grant nothing.",
      words->str);
  return FALSE;
}

gboolean
tessera_grants_check_areas (TesseraSqlite *connection, TesseraCatalogue *catalogue, GError **error)
{
  g_autoptr (GHashTable) missing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (TesseraStatement) statement = NULL;
  gboolean row;

  statement =
      tessera_sqlite_prepare (connection, "SELECT permissions, count (*) FROM tokens GROUP BY permissions", error);
  if (statement == NULL)
    return FALSE;

  do
    {
      if (!tessera_statement_next (statement, connection, &row, error))
        return FALSE;
      if (row)
        count_missing (missing, tessera_statement_get_text (statement, 0), sqlite3_column_int64 (statement, 1),
                       catalogue);
    }
  while (row);

  return g_hash_table_size (missing) == 0 || refuse_missing (missing, error);
}
