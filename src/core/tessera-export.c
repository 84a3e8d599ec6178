#include "tessera-export.h"

#include "tessera-token-json.h"

#include <string.h>

const char *
tessera_export_get_suffix (TesseraExportFormat format)
{
  return format == TESSERA_EXPORT_JSON ? "json" : "csv";
}

/* CSV */

/* Whether a spreadsheet takes @c, first in a cell, for the begin of a formula; some take full-width signs for the plain
 * ones. */
static gboolean
is_formula_sign (gunichar c)
{
  static const gunichar signs[] = { '=', '+', '-', '@', '\t', '\r', 0xff1d, 0xff0b, 0xff0d, 0xff20 };

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (c == signs[i])
      return TRUE;
  return FALSE;
}

/* Where a spreadsheet that separates by something else than commas ends a cell, quotes or not. */
static gboolean
is_separator (gunichar c)
{
  return c == ';' || c == '\t' || c == '\r' || c == '\n';
}

/* Spreadsheets pass over blanks in front. */
static gboolean
cell_looks_like_formula (const char *text)
{
  gunichar first = g_utf8_get_char (text);

  if (first == '\n' || is_formula_sign (first))
    return TRUE;
  while (g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  return is_formula_sign (g_utf8_get_char (text));
}

/* The same of what follows a separator within a cell, where quotes may be taken for those around a cell. */
static gboolean
piece_looks_like_formula (const char *text)
{
  gunichar c = g_utf8_get_char (text);

  for (; c == '"' || (g_unichar_isspace (c) && !is_separator (c)); c = g_utf8_get_char (text))
    text = g_utf8_next_char (text);
  return is_formula_sign (c);
}

static void
append_cell (GString *line, const char *text)
{
  g_string_append (line, cell_looks_like_formula (text) ? "\"'" : "\"");
  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        g_string_append_c (line, '"');
      g_string_append_c (line, *text);
      if (is_separator ((guchar) *text) && piece_looks_like_formula (text + 1))
        g_string_append_c (line, '\'');
    }
  g_string_append_c (line, '"');
}

char *
tessera_export_cell (const char *text)
{
  GString *cell = g_string_new (NULL);

  append_cell (cell, text);
  return g_string_free (cell, FALSE);
}

static void
append_next (GString *line, const char *text)
{
  g_string_append_c (line, ',');
  append_cell (line, text);
}

static void
append_time (GString *line, gint64 time)
{
  g_autofree char *text = time == TESSERA_NEVER ? g_strdup ("") : tessera_time_format (time);

  append_next (line, text);
}

static void
append_permissions (GString *line, TesseraPermissions permissions, TesseraCatalogue *catalogue)
{
  g_autoptr (GString) scope = g_string_new (NULL);

  for (guint area = 0; area < tessera_catalogue_get_n_areas (catalogue); area++)
    for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
      if (tessera_permissions_has (permissions, area, verb))
        g_string_append_printf (scope, "%s%s:%s", scope->len > 0 ? " " : "",
                                tessera_catalogue_get_area (catalogue, area)->id, tessera_verb_to_string (verb));
  append_next (line, scope->str);
}

static void
append_line (GString *file, TesseraToken *token, TesseraCatalogue *catalogue, gint64 now)
{
  TesseraTextRoom room;

  append_cell (file, tessera_token_read_id (token, &room));
  append_next (file, tessera_token_get_name (token));
  append_next (file, tessera_token_get_type_id (token));
  append_permissions (file, tessera_token_get_permissions (token), catalogue);
  append_time (file, tessera_token_get_expires_at (token));
  append_next (file, tessera_status_to_string (tessera_token_get_status (token, now)));
  append_next (file, tessera_token_get_hint (token));
  append_time (file, tessera_token_get_created_at (token));
  append_next (file, tessera_token_get_created_by (token));
  append_time (file, tessera_token_get_updated_at (token));
  append_next (file, tessera_token_get_updated_by (token));
  append_time (file, tessera_token_get_last_used_at (token));
  g_string_append (file, "\r\n");
}

static void
write_csv (GString *file, GPtrArray *tokens, TesseraCatalogue *catalogue, gint64 now)
{
  static const char *const names[] = {
    "id", "name", "type", "permissions", "expires_at", "status", "hint", "created_at", "created_by", "updated_at",
    "updated_by", "last_used_at",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_string_append_printf (file, "%s\"%s\"", i > 0 ? "," : "", names[i]);
  g_string_append (file, "\r\n");
  for (guint i = 0; i < tokens->len; i++)
    append_line (file, tokens->pdata[i], catalogue, now);
}

/* JSON */

static void
write_json (GString *file, GPtrArray *tokens, TesseraCatalogue *catalogue, gint64 now)
{
  g_string_append (file, "[");
  for (guint i = 0; i < tokens->len; i++)
    {
      g_autoptr (JsonObject) object = tessera_token_to_object (tokens->pdata[i], catalogue, now);
      g_autofree char *text = tessera_json_to_string (object);

      g_string_append_printf (file, "%s\n%s", i > 0 ? "," : "", text);
    }
  g_string_append (file, "\n]\n");
}

GBytes *
tessera_export_write (GPtrArray *tokens, TesseraCatalogue *catalogue, TesseraExportFormat format, gint64 now)
{
  GString *file = g_string_new (NULL);

  g_return_val_if_fail (tokens != NULL && catalogue != NULL, NULL);

  if (format == TESSERA_EXPORT_JSON)
    write_json (file, tokens, catalogue, now);
  else
    write_csv (file, tokens, catalogue, now);

  return g_string_free_to_bytes (file);
}
