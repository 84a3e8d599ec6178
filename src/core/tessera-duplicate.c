#include "tessera-duplicate.h"

#include <glib/gi18n-lib.h>

static char *
say_copy (const char *name)
{
  /* Translators: the name proposed for a copy of the token %s */
  return g_strdup_printf (_("%s (copy)"), name);
}

/* What is too long loses its own end, not the word that tells it from the other. */
static char *
name_copy (const char *name, glong most)
{
  g_autofree char *bare = say_copy (""), *start = NULL, *trimmed = NULL;
  glong room = most - g_utf8_strlen (bare, -1);

  if (room <= 0)
    return g_utf8_substring (name, 0, MIN (most, g_utf8_strlen (name, -1)));

  start = g_utf8_substring (name, 0, MIN (room, g_utf8_strlen (name, -1)));
  trimmed = tessera_draft_trim_name (start);
  return say_copy (trimmed);
}

static TesseraPermissions
without_retired (TesseraPermissions permissions, TesseraCatalogue *catalogue)
{
  for (guint area = 0; area < tessera_catalogue_get_n_areas (catalogue); area++)
    if (tessera_catalogue_get_area (catalogue, area)->retired)
      for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
        permissions = tessera_permissions_with (permissions, area, verb, FALSE);

  return permissions;
}

TesseraDraft *
tessera_duplicate_token (TesseraToken *token, TesseraCatalogue *catalogue, gint64 now)
{
  TesseraDraft *draft = tessera_draft_new (catalogue, now);

  g_free (draft->name);
  draft->name = name_copy (tessera_token_get_name (token), tessera_catalogue_get_policy (catalogue)->name_max_length);
  g_free (draft->type);
  draft->type = g_strdup (tessera_token_get_type_id (token));
  draft->permissions = without_retired (tessera_token_get_permissions (token), catalogue);
  return draft;
}
