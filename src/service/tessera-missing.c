#include "tessera-missing.h"

#include <string.h>

TesseraMissing *
tessera_missing_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
tessera_missing_count (TesseraMissing *missing, const char *id)
{
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (missing, id));

  g_hash_table_insert (missing, g_strdup (id), GUINT_TO_POINTER (count + 1));
}

char *
tessera_missing_describe (TesseraMissing *missing)
{
  g_autoptr (GList) ids = g_list_sort (g_hash_table_get_keys (missing), (GCompareFunc) strcmp);
  GString *words;

  if (ids == NULL)
    return NULL;

  words = g_string_new (NULL);
  for (GList *l = ids; l != NULL; l = l->next)
    {
      guint count = GPOINTER_TO_UINT (g_hash_table_lookup (missing, l->data));

      g_string_append_printf (words, "%s%s (on %u token%s)", words->len > 0 ? ", " : "", (const char *) l->data, count,
                              count == 1 ? "" : "s");
    }

  return g_string_free (words, FALSE);
}
