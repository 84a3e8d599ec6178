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
  TesseraTextRoom room;

  g_string_append (text, "{\"id\":");
  append_value (text, tessera_token_read_id (token, &room));
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
  append_value (text, tessera_token_read_revision (token, &room));
  g_string_append_c (text, '}');
}

gboolean
tessera_text_take (char **at, const char *literal)
{
  gsize length = strlen (literal);

  if (strncmp (*at, literal, length) != 0)
    return FALSE;

  *at += length;
  return TRUE;
}

const char *
tessera_text_take_string (char **at)
{
  char *start = *at + 1, *end;

  if (**at != '"')
    return NULL;
  end = start + strcspn (start, "\"\\");
  if (*end != '"')
    return NULL;

  *end = '\0';
  *at = end + 1;
  return start;
}

static gboolean
take_member (char **at, const char *before, const char **value)
{
  *value = tessera_text_take (at, before) ? tessera_text_take_string (at) : NULL;
  return *value != NULL;
}

static gboolean
take_time (char **at, const char *before, gboolean nullable, gint64 *time)
{
  const char *text;

  if (!tessera_text_take (at, before))
    return FALSE;
  if (nullable && tessera_text_take (at, "null"))
    {
      *time = TESSERA_NEVER;
      return TRUE;
    }

  text = tessera_text_take_string (at);
  return text != NULL && tessera_time_parse (text, time);
}

static gboolean
take_verb (char **at, guint area, TesseraPermissions *permissions)
{
  const char *text = tessera_text_take_string (at);

  for (guint verb = 0; text != NULL && verb < TESSERA_N_VERBS; verb++)
    if (g_str_equal (text, tessera_verb_to_string (verb)))
      {
        *permissions = tessera_permissions_with (*permissions, area, verb, TRUE);
        return TRUE;
      }

  return FALSE;
}

static gboolean
take_area (char **at, TesseraCatalogue *catalogue, TesseraPermissions *permissions)
{
  const char *id = tessera_text_take_string (at);
  int area = id != NULL ? tessera_catalogue_find_area (catalogue, id) : -1;

  if (area < 0 || !tessera_text_take (at, ":["))
    return FALSE;

  do
    if (!take_verb (at, (guint) area, permissions))
      return FALSE;
  while (tessera_text_take (at, ","));

  return tessera_text_take (at, "]");
}

static gboolean
take_permissions (char **at, TesseraCatalogue *catalogue, TesseraPermissions *permissions)
{
  if (!tessera_text_take (at, ",\"permissions\":{"))
    return FALSE;
  if (tessera_text_take (at, "}"))
    return TRUE;

  do
    if (!take_area (at, catalogue, permissions))
      return FALSE;
  while (tessera_text_take (at, ","));

  return tessera_text_take (at, "}");
}

static gboolean
take_status (char **at, gboolean *revoked)
{
  const char *text;

  if (!take_member (at, ",\"status\":", &text))
    return FALSE;

  *revoked = g_str_equal (text, "revoked");
  return *revoked || g_str_equal (text, "active") || g_str_equal (text, "expired");
}

TesseraToken *
tessera_token_take_text (char **at, TesseraCatalogue *catalogue)
{
  TesseraTokenFields fields = { 0 };

  if (!take_member (at, "{\"id\":", &fields.id) || !take_member (at, ",\"name\":", &fields.name)
      || !take_member (at, ",\"type\":", &fields.type) || tessera_catalogue_find_type (catalogue, fields.type) < 0
      || !take_permissions (at, catalogue, &fields.permissions)
      || !take_time (at, ",\"expires_at\":", TRUE, &fields.expires_at) || !take_status (at, &fields.revoked)
      || !take_member (at, ",\"hint\":", &fields.hint)
      || !take_time (at, ",\"created_at\":", FALSE, &fields.created_at)
      || !take_member (at, ",\"created_by\":", &fields.created_by)
      || !take_time (at, ",\"updated_at\":", FALSE, &fields.updated_at)
      || !take_member (at, ",\"updated_by\":", &fields.updated_by)
      || !take_time (at, ",\"last_used_at\":", TRUE, &fields.last_used_at)
      || !take_member (at, ",\"revision\":", &fields.revision) || !tessera_text_take (at, "}"))
    return NULL;

  return tessera_token_new (&fields);
}
