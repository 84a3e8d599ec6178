#include "tessera-store-sqlite-grants.h"

#include <string.h>

#include "tessera-json.h"
#include "tessera-missing.h"
#include "tessera-token-json.h"

/* More different sets than people think of; where a program makes more, the memory of them begins anew. */
#define REMEMBERED_MAX 4096

struct _TesseraGrants
{
  TesseraCatalogue *catalogue;
  GHashTable *remembered; /* text → TesseraPermissions */
};

TesseraGrants *
tessera_grants_new (TesseraCatalogue *catalogue)
{
  TesseraGrants *grants = g_new0 (TesseraGrants, 1);

  grants->catalogue = tessera_catalogue_ref (catalogue);
  grants->remembered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return grants;
}

void
tessera_grants_free (TesseraGrants *grants)
{
  tessera_catalogue_unref (grants->catalogue);
  g_hash_table_unref (grants->remembered);
  g_free (grants);
}

char *
tessera_grants_write (TesseraGrants *grants, TesseraPermissions permissions)
{
  g_autoptr (JsonObject) object = tessera_permissions_to_object (permissions, grants->catalogue);

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

static gboolean
parse (TesseraGrants *grants, const char *text, TesseraPermissions *permissions)
{
  g_autoptr (JsonObject) object = parse_object (text);
  JsonObjectIter iter;
  const char *id;

  *permissions = (TesseraPermissions){ 0 };
  if (object == NULL)
    return FALSE;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &id, NULL))
    {
      int area = tessera_catalogue_find_area (grants->catalogue, id);

      if (area < 0 || !read_verbs (object, id, (guint) area, permissions))
        return FALSE;
    }
  return TRUE;
}

static void
remember (TesseraGrants *grants, const char *text, TesseraPermissions permissions)
{
  TesseraPermissions *copy = g_new (TesseraPermissions, 1);

  if (g_hash_table_size (grants->remembered) >= REMEMBERED_MAX)
    g_hash_table_remove_all (grants->remembered);
  *copy = permissions;
  g_hash_table_insert (grants->remembered, g_strdup (text), copy);
}

gboolean
tessera_grants_read (TesseraGrants *grants, const char *text, TesseraPermissions *permissions, GError **error)
{
  const TesseraPermissions *known = g_hash_table_lookup (grants->remembered, text);

  if (known != NULL)
    {
      *permissions = *known;
      return TRUE;
    }
  if (!parse (grants, text, permissions))
    {
      g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_STORAGE,
                   "The database holds permissions that are not understood: %s", text);
      return FALSE;
    }
  remember (grants, text, *permissions);
  return TRUE;
}

/* Counts a token at each area of @text that the catalogue lacks. */
static void
count_missing (TesseraGrants *grants, const char *text, TesseraMissing *missing)
{
  g_autoptr (JsonObject) object = parse_object (text);
  JsonObjectIter iter;
  const char *id;

  if (object == NULL)
    return;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &id, NULL))
    if (tessera_catalogue_find_area (grants->catalogue, id) < 0)
      tessera_missing_count (missing, id);
}

gboolean
tessera_grants_check_areas (TesseraGrants *grants, TesseraSqlite *connection, GError **error)
{
  g_autoptr (TesseraMissing) missing = tessera_missing_new ();
  g_autoptr (TesseraStatement) statement = NULL;
  g_autofree char *words = NULL;
  TesseraPermissions permissions;
  gboolean row;

  statement = tessera_sqlite_prepare (connection, "SELECT permissions FROM tokens", error);
  if (statement == NULL)
    return FALSE;

  do
    {
      if (!tessera_statement_next (statement, connection, &row, error))
        return FALSE;
      if (row && !tessera_grants_read (grants, tessera_statement_get_text (statement, 0), &permissions, NULL))
        count_missing (grants, tessera_statement_get_text (statement, 0), missing);
    }
  while (row);

  words = tessera_missing_describe (missing);
  if (words != NULL)
    g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_INVALID,
                 "The catalogue lacks areas that tokens in the database name: %s. Put them back; as retired, if they "
                 "shall grant nothing.",
                 words);
  return words == NULL;
}
