#include "tessera-query.h"

#include <string.h>

void
tessera_query_init (TesseraQuery *query)
{
  *query = (TesseraQuery) { 0 };
}

void
tessera_query_clear (TesseraQuery *query)
{
  g_clear_pointer (&query->cursor, g_free);
}

static gboolean
is_credential (const char *name)
{
  static const char *const names[] = { "access_token", "api_token", "api_key", "apikey",       "key",
                                       "token",        "secret",    "bearer",  "authorization", "x-api-key" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (name, names[i]) == 0)
      return TRUE;

  return FALSE;
}

/* Whole numbers as people write them: no sign, no leading zero. */
static gboolean
read_limit (TesseraQuery *query, const char *value, GError **error)
{
  guint64 limit = 0;

  if (query->limit != 0)
    return tessera_fail (error, "The parameter limit occurs twice.");
  if (!g_ascii_isdigit (*value) || *value == '0'
      || !g_ascii_string_to_unsigned (value, 10, 1, TESSERA_QUERY_MAX_LIMIT, &limit, NULL))
    return tessera_fail (error, "The parameter limit must be a whole number from 1 to %d.", TESSERA_QUERY_MAX_LIMIT);

  query->limit = (guint) limit;
  return TRUE;
}

static gboolean
read_cursor (TesseraQuery *query, const char *value, GError **error)
{
  if (query->cursor != NULL)
    return tessera_fail (error, "The parameter cursor occurs twice.");
  if (*value == '\0' || value[strspn (value, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-._~")] != '\0')
    return tessera_fail (error, "The parameter cursor must be a next_cursor of an earlier page.");

  query->cursor = g_strdup (value);
  return TRUE;
}

static gboolean
read_parameter (TesseraQuery *query, const char *text, gboolean paged, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, "=", 2);
  g_autofree char *name = parts[0] != NULL ? g_uri_unescape_string (parts[0], NULL) : NULL;
  g_autofree char *value = parts[0] != NULL && parts[1] != NULL ? g_uri_unescape_string (parts[1], NULL) : g_strdup ("");

  if (name == NULL || value == NULL)
    return tessera_fail (error, "The query is not well formed.");
  if (is_credential (name))
    return tessera_fail (error, "A credential does not belong into the query; send it as Authorization: Bearer.");
  if (paged && strcmp (name, "limit") == 0)
    return read_limit (query, value, error);
  if (paged && strcmp (name, "cursor") == 0)
    return read_cursor (query, value, error);

  return tessera_fail (error, "The query has a parameter that is not known here.");
}

gboolean
tessera_query_parse (TesseraQuery *query, const char *text, gboolean paged, GError **error)
{
  g_auto (GStrv) parameters = g_strsplit (text != NULL ? text : "", "&", -1);

  for (gsize i = 0; text != NULL && *text != '\0' && parameters[i] != NULL; i++)
    if (!read_parameter (query, parameters[i], paged, error))
      return FALSE;

  if (query->limit == 0)
    query->limit = TESSERA_QUERY_DEFAULT_LIMIT;
  return TRUE;
}
