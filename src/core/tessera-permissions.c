#include "tessera-permissions.h"

const char *
tessera_verb_to_string (TesseraVerb verb)
{
  return verb == TESSERA_VERB_READ ? "read" : "write";
}

gboolean
tessera_permissions_has (TesseraPermissions permissions, guint area, TesseraVerb verb)
{
  g_return_val_if_fail (area < TESSERA_MAX_AREAS && verb < TESSERA_N_VERBS, FALSE);

  return (permissions.sets[verb] >> area) & 1;
}

TesseraPermissions
tessera_permissions_with (TesseraPermissions permissions, guint area, TesseraVerb verb, gboolean granted)
{
  g_return_val_if_fail (area < TESSERA_MAX_AREAS && verb < TESSERA_N_VERBS, permissions);

  if (granted)
    permissions.sets[verb] |= G_GUINT64_CONSTANT (1) << area;
  else
    permissions.sets[verb] &= ~(G_GUINT64_CONSTANT (1) << area);

  return permissions;
}

gboolean
tessera_permissions_is_empty (TesseraPermissions permissions)
{
  return (permissions.sets[TESSERA_VERB_READ] | permissions.sets[TESSERA_VERB_WRITE]) == 0;
}

gboolean
tessera_permissions_equal (TesseraPermissions a, TesseraPermissions b)
{
  return a.sets[TESSERA_VERB_READ] == b.sets[TESSERA_VERB_READ]
         && a.sets[TESSERA_VERB_WRITE] == b.sets[TESSERA_VERB_WRITE];
}

gboolean
tessera_permissions_overlap (TesseraPermissions a, TesseraPermissions b)
{
  return ((a.sets[TESSERA_VERB_READ] & b.sets[TESSERA_VERB_READ])
          | (a.sets[TESSERA_VERB_WRITE] & b.sets[TESSERA_VERB_WRITE])) != 0;
}

TesseraPermissions
tessera_permissions_minus (TesseraPermissions a, TesseraPermissions b)
{
  for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
    a.sets[verb] &= ~b.sets[verb];

  return a;
}

guint
tessera_permissions_count (TesseraPermissions permissions)
{
  return (guint) __builtin_popcountll (permissions.sets[TESSERA_VERB_READ])
         + (guint) __builtin_popcountll (permissions.sets[TESSERA_VERB_WRITE]);
}
