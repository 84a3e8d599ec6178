#include "tessera-event.h"

#include <glib/gi18n-lib.h>

static const char *const actions[] = { "created", "updated", "rotated", "revoked" };

const char *
tessera_action_to_string (TesseraAction action)
{
  return actions[action];
}

gboolean
tessera_action_from_string (const char *text, TesseraAction *action)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (text, actions[i]))
      {
        *action = (TesseraAction) i;
        return TRUE;
      }

  return FALSE;
}

void
tessera_event_free (TesseraEvent *event)
{
  g_free (event->by);
  g_free (event->token_id);
  g_clear_pointer (&event->before, json_object_unref);
  g_clear_pointer (&event->after, json_object_unref);
  g_free (event);
}

JsonObject *
tessera_event_to_object (const TesseraEvent *event)
{
  JsonObject *object = json_object_new ();
  g_autofree char *at = tessera_time_format (event->at);

  json_object_set_string_member (object, "at", at);
  json_object_set_string_member (object, "by", event->by);
  json_object_set_string_member (object, "token_id", event->token_id);
  json_object_set_string_member (object, "action", tessera_action_to_string (event->action));
  if (event->before != NULL)
    json_object_set_object_member (object, "before", json_object_ref (event->before));
  else
    json_object_set_null_member (object, "before");
  json_object_set_object_member (object, "after", json_object_ref (event->after));

  return object;
}

static gboolean
fail (GError **error, const char *member)
{
  g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_INVALID, _("the member “%s” is not understood"), member);
  return FALSE;
}

static gboolean
read_before (JsonObject *object, TesseraEvent *event, GError **error)
{
  JsonObject *before;

  if (event->action == TESSERA_ACTION_CREATED)
    return (json_object_has_member (object, "before") && json_object_get_null_member (object, "before"))
           || fail (error, "before");
  if (!tessera_json_get_object (object, "before", &before, error))
    return FALSE;

  event->before = json_object_ref (before);
  return TRUE;
}

static gboolean
read_event (JsonObject *object, TesseraEvent *event, GError **error)
{
  const char *at, *action;
  JsonObject *after;

  if (!tessera_json_get_string (object, "at", &at, error) || !tessera_json_dup_string (object, "by", &event->by, error)
      || !tessera_json_dup_string (object, "token_id", &event->token_id, error)
      || !tessera_json_get_string (object, "action", &action, error))
    return FALSE;
  if (!tessera_time_parse (at, &event->at))
    return fail (error, "at");
  if (!tessera_action_from_string (action, &event->action))
    return fail (error, "action");
  if (!read_before (object, event, error) || !tessera_json_get_object (object, "after", &after, error))
    return FALSE;

  event->after = json_object_ref (after);
  return TRUE;
}

TesseraEvent *
tessera_event_from_object (JsonObject *object, GError **error)
{
  g_autoptr (TesseraEvent) event = g_new0 (TesseraEvent, 1);
  g_autoptr (GError) cause = NULL;

  if (read_event (object, event, &cause))
    return g_steal_pointer (&event);

  g_set_error_literal (error, TESSERA_ERROR, TESSERA_ERROR_NOT_UNDERSTOOD, cause->message);
  return NULL;
}
