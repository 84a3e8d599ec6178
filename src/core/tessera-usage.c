#include "tessera-usage.h"

#include <glib/gi18n-lib.h>

void
tessera_use_add (TesseraUse *sum, TesseraUse use)
{
  if (use.count == 0)
    return;

  sum->last_at = sum->count == 0 ? use.last_at : MAX (sum->last_at, use.last_at);
  sum->count += use.count;
}

TesseraUsage *
tessera_usage_new (gint64 since, guint n_areas)
{
  TesseraUsage *usage;

  g_return_val_if_fail (n_areas <= TESSERA_MAX_AREAS, NULL);

  usage = g_new (TesseraUsage, 1);
  usage->since = since;
  usage->n_areas = n_areas;
  for (guint i = 0; i < TESSERA_MAX_AREAS; i++)
    for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
      usage->uses[i][verb] = (TesseraUse) { 0, TESSERA_NEVER };

  return usage;
}

void
tessera_usage_free (TesseraUsage *usage)
{
  g_free (usage);
}

gint64
tessera_usage_get_last_at (const TesseraUsage *usage)
{
  TesseraUse all = { 0, TESSERA_NEVER };

  for (guint i = 0; i < usage->n_areas; i++)
    for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
      tessera_use_add (&all, usage->uses[i][verb]);

  return all.last_at;
}

static JsonObject *
use_to_object (TesseraUse use)
{
  JsonObject *object = json_object_new ();
  g_autofree char *last_at = use.count > 0 ? tessera_time_format (use.last_at) : NULL;

  json_object_set_int_member (object, "count", use.count);
  if (last_at != NULL)
    json_object_set_string_member (object, "last_at", last_at);
  else
    json_object_set_null_member (object, "last_at");

  return object;
}

JsonObject *
tessera_usage_to_object (const TesseraUsage *usage, TesseraCatalogue *catalogue)
{
  JsonObject *object = json_object_new (), *areas = json_object_new ();
  g_autofree char *since = tessera_time_format (usage->since);

  for (guint i = 0; i < usage->n_areas; i++)
    {
      JsonObject *area = json_object_new ();

      for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
        json_object_set_object_member (area, tessera_verb_to_string (verb), use_to_object (usage->uses[i][verb]));
      json_object_set_object_member (areas, tessera_catalogue_get_area (catalogue, i)->id, area);
    }

  json_object_set_string_member (object, "since", since);
  json_object_set_object_member (object, "areas", areas);
  return object;
}

static gboolean
fail (GError **error, const char *member)
{
  g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_INVALID, _("the member “%s” is not understood"), member);
  return FALSE;
}

static gboolean
read_use (JsonObject *area, const char *verb, TesseraUse *use, GError **error)
{
  JsonObject *object;
  const char *last_at;

  if (!tessera_json_get_object (area, verb, &object, error)
      || !tessera_json_get_int (object, "count", 0, G_MAXINT64, &use->count, error)
      || !tessera_json_get_nullable_string (object, "last_at", &last_at, error))
    return FALSE;
  if ((last_at == NULL) != (use->count == 0) || (last_at != NULL && !tessera_time_parse (last_at, &use->last_at)))
    return fail (error, "last_at");

  return TRUE;
}

static gboolean
read_area (JsonObject *areas, const char *id, TesseraUse uses[TESSERA_N_VERBS], GError **error)
{
  JsonObject *area;

  if (!tessera_json_get_object (areas, id, &area, error))
    return FALSE;
  for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
    if (!read_use (area, tessera_verb_to_string (verb), &uses[verb], error))
      return FALSE;

  return TRUE;
}

static gboolean
read_usage (JsonObject *object, TesseraCatalogue *catalogue, TesseraUsage *usage, GError **error)
{
  const char *since;
  JsonObject *areas;

  if (!tessera_json_get_string (object, "since", &since, error)
      || !tessera_json_get_object (object, "areas", &areas, error))
    return FALSE;
  if (!tessera_time_parse (since, &usage->since))
    return fail (error, "since");

  for (guint i = 0; i < usage->n_areas; i++)
    if (!read_area (areas, tessera_catalogue_get_area (catalogue, i)->id, usage->uses[i], error))
      return FALSE;

  return TRUE;
}

TesseraUsage *
tessera_usage_from_object (JsonObject *object, TesseraCatalogue *catalogue, GError **error)
{
  g_autoptr (TesseraUsage) usage = tessera_usage_new (0, tessera_catalogue_get_n_areas (catalogue));
  g_autoptr (GError) cause = NULL;

  if (read_usage (object, catalogue, usage, &cause))
    return g_steal_pointer (&usage);

  g_set_error_literal (error, TESSERA_ERROR, TESSERA_ERROR_NOT_UNDERSTOOD, cause->message);
  return NULL;
}
