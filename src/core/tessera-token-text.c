#include "tessera-token-text.h"

#include <string.h>

static gboolean
needs_escapes (const char *value)
{
  for (; *value != '\0'; value++)
    if ((guchar) *value < 0x20 || *value == '"' || *value == '\\' || *value == 0x7f)
      return TRUE;

  return FALSE;
}

/* The rare text that needs them is left to the general writer. */
static void
append_escaped (GString *text, const char *value)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *written = NULL;

  json_object_set_string_member (object, "", value);
  written = tessera_json_to_string (object);
  g_string_append_len (text, written + strlen ("{\"\":"), (gssize) (strlen (written) - strlen ("{\"\":}")));
}

static void
append_value (GString *text, const char *value)
{
  if (needs_escapes (value))
    {
      append_escaped (text, value);
      return;
    }

  g_string_append_c (text, '"');
  g_string_append (text, value);
  g_string_append_c (text, '"');
}

static void
append_time (GString *text, gint64 time)
{
  g_autofree char *written = time != TESSERA_NEVER ? tessera_time_format (time) : NULL;

  if (written != NULL)
    append_value (text, written);
  else
    g_string_append (text, "null");
}

static void
append_verbs (GString *text, TesseraPermissions permissions, guint area)
{
  gboolean any = FALSE;

  for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
    if (tessera_permissions_has (permissions, area, verb))
      {
        g_string_append (text, any ? "," : "[");
        append_value (text, tessera_verb_to_string (verb));
        any = TRUE;
      }

  g_string_append_c (text, ']');
}

static void
append_permissions (GString *text, TesseraPermissions permissions, TesseraCatalogue *catalogue)
{
  gboolean any = FALSE;

  g_string_append_c (text, '{');
  for (guint area = 0; area < tessera_catalogue_get_n_areas (catalogue); area++)
    {
      if (!tessera_permissions_has (permissions, area, TESSERA_VERB_READ)
          && !tessera_permissions_has (permissions, area, TESSERA_VERB_WRITE))
        continue;

      if (any)
        g_string_append_c (text, ',');
      append_value (text, tessera_catalogue_get_area (catalogue, area)->id);
      g_string_append_c (text, ':');
      append_verbs (text, permissions, area);
      any = TRUE;
    }
  g_string_append_c (text, '}');
}

void
tessera_token_append_text (GString *text, TesseraToken *token, TesseraCatalogue *catalogue, gint64 now)
{
  g_string_append (text, "{\"id\":");
  append_value (text, tessera_token_get_id (token));
  g_string_append (text, ",\"name\":");
  append_value (text, tessera_token_get_name (token));
  g_string_append (text, ",\"type\":");
  append_value (text, tessera_token_get_type_id (token));
  g_string_append (text, ",\"permissions\":");
  append_permissions (text, tessera_token_get_permissions (token), catalogue);
  g_string_append (text, ",\"expires_at\":");
  append_time (text, tessera_token_get_expires_at (token));
  g_string_append (text, ",\"status\":");
  append_value (text, tessera_status_to_string (tessera_token_get_status (token, now)));
  g_string_append (text, ",\"hint\":");
  append_value (text, tessera_token_get_hint (token));
  g_string_append (text, ",\"created_at\":");
  append_time (text, tessera_token_get_created_at (token));
  g_string_append (text, ",\"created_by\":");
  append_value (text, tessera_token_get_created_by (token));
  g_string_append (text, ",\"updated_at\":");
  append_time (text, tessera_token_get_updated_at (token));
  g_string_append (text, ",\"updated_by\":");
  append_value (text, tessera_token_get_updated_by (token));
  g_string_append (text, ",\"last_used_at\":");
  append_time (text, tessera_token_get_last_used_at (token));
  g_string_append (text, ",\"revision\":");
  append_value (text, tessera_token_get_revision (token));
  g_string_append_c (text, '}');
}
