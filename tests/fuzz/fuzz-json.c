/* The JSON guard: what it lets through, json-glib reads as what it says, and writes as something that is let through again. */

#include "fuzz.h"

#include <string.h>

#include "tessera-json.h"

/* json-glib writes 1e55 as `1e+55.0`, and what is beyond a double's range as `inf`. We write no fractions at all. */
static gboolean
is_writable_number (double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return strpbrk (g_ascii_dtostr (text, sizeof text, number), "ein") == NULL;
}

static gboolean
is_writable (JsonNode *node)
{
  gboolean writable = TRUE;

  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_DOUBLE)
    return is_writable_number (json_node_get_double (node));

  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      g_autoptr (GList) elements = json_array_get_elements (json_node_get_array (node));

      for (GList *l = elements; l != NULL && writable; l = l->next)
        writable = is_writable (l->data);
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      g_autoptr (GList) values = json_object_get_values (json_node_get_object (node));

      for (GList *l = values; l != NULL && writable; l = l->next)
        writable = is_writable (l->data);
    }

  return writable;
}

/* As a member, since what we write are objects. (transfer full) */
static char *
write_root (JsonNode *root)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_member (object, "root", json_node_copy (root));
  return tessera_json_to_string (object);
}

static void
check_accepted (JsonNode *root)
{
  g_autofree char *once = write_root (root), *twice = NULL;
  g_autoptr (JsonNode) again = NULL;
  g_autoptr (GError) error = NULL;

  if (!is_writable (root))
    return;

  again = tessera_json_parse (once, strlen (once), TESSERA_JSON_MAX_DEPTH + 1, &error);
  g_assert_no_error (error);
  twice = tessera_json_to_string (json_node_get_object (again));
  g_assert_cmpstr (once, ==, twice);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const char *text = (const char *) data;
  g_autoptr (GError) error = NULL, parse_error = NULL;
  gboolean good = tessera_json_check (text, size, TESSERA_JSON_MAX_DEPTH, &error);
  g_autoptr (JsonNode) root = tessera_json_parse (text, size, TESSERA_JSON_MAX_DEPTH, &parse_error);

  g_assert_true (good == (error == NULL) && good == (parse_error == NULL) && good == (root != NULL));
  if (!good)
    {
      g_assert_error (error, TESSERA_ERROR, TESSERA_ERROR_BAD_JSON);
      g_assert_cmpstr (error->message, ==, parse_error->message);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }

  /* A deeper limit takes nothing away. */
  g_assert_true (tessera_json_check (text, size, 1000, NULL));
  g_assert_true (g_utf8_validate (text, (gssize) size, NULL));
  check_accepted (root);
  return 0;
}
