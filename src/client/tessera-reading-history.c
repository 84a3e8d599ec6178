#include "tessera-reading.h"

#include "tessera-clean.h"
#include "tessera-snapshot.h"

#include <glib/gi18n-lib.h>

static gboolean
not_understood (GError **error, const char *why)
{
  g_set_error_literal (error, TESSERA_ERROR, TESSERA_ERROR_NOT_UNDERSTOOD, why);
  return FALSE;
}

static gboolean
is_plain_snapshot (const TesseraSnapshot *snapshot)
{
  for (guint i = 0; i < snapshot->areas->len; i++)
    if (!tessera_text_is_plain (((const TesseraSnapshotArea *) snapshot->areas->pdata[i])->id))
      return FALSE;

  return tessera_text_is_plain (snapshot->name) && tessera_text_is_plain (snapshot->type)
         && tessera_text_is_plain (snapshot->status) && tessera_text_is_plain (snapshot->hint);
}

/* What people will read must be of the form that is shown, and not able to deceive them. */
static gboolean
check_snapshot (JsonObject *object, GError **error)
{
  g_autoptr (TesseraSnapshot) snapshot = tessera_snapshot_from_object (object, error);

  if (snapshot == NULL)
    return FALSE;

  return is_plain_snapshot (snapshot) || not_understood (error, _("a text in it holds control characters"));
}

static gboolean
check_event (TesseraReading *self, const TesseraEvent *event, GError **error)
{
  if (!g_str_equal (event->token_id, self->id))
    return not_understood (error, _("it is about another token"));
  if (!tessera_text_is_plain (event->by))
    return not_understood (error, _("a text in it holds control characters"));

  return (event->before == NULL || check_snapshot (event->before, error)) && check_snapshot (event->after, error);
}

static gboolean
read_events (TesseraReading *self, JsonArray *array, GError **error)
{
  guint n = json_array_get_length (array);

  self->events = g_ptr_array_new_full (n, (GDestroyNotify) tessera_event_free);
  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      TesseraEvent *event;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        return not_understood (error, _("an event in it is none"));
      event = tessera_event_from_object (json_node_get_object (node), error);
      if (event == NULL)
        return FALSE;
      g_ptr_array_add (self->events, event);
      if (!check_event (self, event, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
tessera_reading_history (TesseraReading *self, JsonObject *object, GError **error)
{
  JsonArray *array;

  return tessera_json_get_array (object, "events", &array, error) && read_events (self, array, error)
         && tessera_reading_cursor (self, object, self->events->len == 0, error);
}
