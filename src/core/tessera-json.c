#include "tessera-json.h"

#include "tessera-json-scan.h"
#include "tessera-secret.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
find_line (const char *text, gsize offset, guint *line, guint *column)
{
  *line = 1;
  *column = 1;
  for (gsize i = 0; i < offset; i++)
    if (text[i] == '\n')
      {
        (*line)++;
        *column = 1;
      }
    else if ((text[i] & 0xC0) != 0x80) /* one column a character, not a byte */
      (*column)++;
}

gboolean
tessera_json_check (const char *text, gsize length, guint max_depth, GError **error)
{
  gsize offset;
  const char *fault = tessera_json_scan (length > 0 ? text : "", length, max_depth, &offset);
  guint line, column;

  if (fault == NULL)
    return TRUE;

  find_line (text, offset, &line, &column);
  g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_BAD_JSON, _("not JSON at line %u, column %u: %s"), line, column,
               fault);
  return FALSE;
}

JsonNode *
tessera_json_parse (const char *text, gsize length, guint max_depth, GError **error)
{
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GError) parse_error = NULL;

  if (!tessera_json_check (text, length, max_depth, error))
    return NULL;

  parser = json_parser_new ();
  if (!json_parser_load_from_data (parser, text, (gssize) length, &parse_error))
    {
      g_set_error_literal (error, TESSERA_ERROR, TESSERA_ERROR_BAD_JSON, parse_error->message);
      return NULL;
    }

  return json_parser_steal_root (parser);
}

/* json-glib escapes all control characters but the last one, U+001F. Takes @text, which may hold a secret. */
static char *
escape_last_control (char *text)
{
  GString *escaped;

  if (strchr (text, 0x1f) == NULL)
    return text;

  escaped = g_string_new (NULL);
  for (const char *c = text; *c != '\0'; c++)
    if (*c == 0x1f)
      g_string_append (escaped, "\\u001f");
    else
      g_string_append_c (escaped, *c);

  tessera_wipe (text, strlen (text));
  g_free (text);
  return g_string_free (escaped, FALSE);
}

char *
tessera_json_to_string (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, object);
  return escape_last_control (json_to_string (node, FALSE));
}

gboolean
tessera_json_node_is_string (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
}

/* The member, or NULL and an error when there is none. */
static JsonNode *
get_member (JsonObject *object, const char *member, GError **error)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL)
    g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_INVALID, _("the member “%s” is missing"), member);

  return node;
}

static gboolean
wrong_type (const char *member, const char *wanted, GError **error)
{
  g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_INVALID, _("the member “%s” is not %s"), member, wanted);
  return FALSE;
}

gboolean
tessera_json_get_string (JsonObject *object, const char *member, const char **value, GError **error)
{
  JsonNode *node = get_member (object, member, error);

  if (node == NULL)
    return FALSE;
  if (!tessera_json_node_is_string (node))
    return wrong_type (member, _("a string"), error);

  *value = json_node_get_string (node);
  return TRUE;
}

gboolean
tessera_json_dup_string (JsonObject *object, const char *member, char **value, GError **error)
{
  const char *text;

  if (!tessera_json_get_string (object, member, &text, error))
    return FALSE;

  *value = g_strdup (text);
  return TRUE;
}

gboolean
tessera_json_get_nullable_string (JsonObject *object, const char *member, const char **value, GError **error)
{
  JsonNode *node = get_member (object, member, error);

  if (node == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_NULL (node) && !tessera_json_node_is_string (node))
    return wrong_type (member, _("a string or null"), error);

  *value = JSON_NODE_HOLDS_NULL (node) ? NULL : json_node_get_string (node);
  return TRUE;
}

gboolean
tessera_json_get_boolean (JsonObject *object, const char *member, gboolean *value, GError **error)
{
  JsonNode *node = get_member (object, member, error);

  if (node == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return wrong_type (member, _("true or false"), error);

  *value = json_node_get_boolean (node);
  return TRUE;
}

gboolean
tessera_json_get_int (JsonObject *object, const char *member, gint64 min, gint64 max, gint64 *value, GError **error)
{
  JsonNode *node = get_member (object, member, error);
  gint64 number;

  if (node == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return wrong_type (member, _("a whole number"), error);

  /* What is too large is read as -1 by json-glib 1.6, and as the largest number by later versions. */
  number = json_node_get_int (node);
  if (number < min || number > max || number == G_MAXINT64)
    {
      g_autofree char *least = g_strdup_printf ("%" G_GINT64_FORMAT, min);
      g_autofree char *most = g_strdup_printf ("%" G_GINT64_FORMAT, max);

      g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_INVALID, _("the member “%s” is not from %s to %s"), member,
                   least, most);
      return FALSE;
    }

  *value = number;
  return TRUE;
}

gboolean
tessera_json_get_object (JsonObject *object, const char *member, JsonObject **value, GError **error)
{
  JsonNode *node = get_member (object, member, error);

  if (node == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return wrong_type (member, _("an object"), error);

  *value = json_node_get_object (node);
  return TRUE;
}

gboolean
tessera_json_get_array (JsonObject *object, const char *member, JsonArray **value, GError **error)
{
  JsonNode *node = get_member (object, member, error);

  if (node == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return wrong_type (member, _("an array"), error);

  *value = json_node_get_array (node);
  return TRUE;
}

char *
tessera_json_pointer_append (const char *pointer, const char *member)
{
  GString *out = g_string_new (pointer);

  g_string_append_c (out, '/');
  for (const char *c = member; *c != '\0'; c++)
    if (*c == '~')
      g_string_append (out, "~0");
    else if (*c == '/')
      g_string_append (out, "~1");
    else
      g_string_append_c (out, *c);

  return g_string_free (out, FALSE);
}
