#include "tessera-json-names.h"

#include <string.h>

void
tessera_json_names_clear (TesseraJsonNames *names)
{
  g_clear_pointer (&names->many, g_hash_table_unref);
}

gboolean
tessera_json_names_add (TesseraJsonNames *names, const char *text, gsize length)
{
  if (names->many != NULL || names->n == TESSERA_JSON_FEW_NAMES)
    return tessera_json_names_take (names, g_strndup (text, length));

  for (guint i = 0; i < names->n; i++)
    if (names->few[i].length == length && memcmp (names->few[i].text, text, length) == 0)
      return FALSE;

  names->few[names->n].text = text;
  names->few[names->n++].length = length;
  return TRUE;
}

gboolean
tessera_json_names_take (TesseraJsonNames *names, char *name)
{
  if (names->many == NULL)
    {
      names->many = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      for (guint i = 0; i < names->n; i++)
        g_hash_table_add (names->many, g_strndup (names->few[i].text, names->few[i].length));
    }

  return g_hash_table_add (names->many, name);
}
