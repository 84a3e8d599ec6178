/* tessera-event.h: one change of a token: who, when, and the token before and after. */

#pragma once

#include "tessera-json.h"
#include "tessera-time.h"

G_BEGIN_DECLS

typedef enum
{
  TESSERA_ACTION_CREATED,
  TESSERA_ACTION_UPDATED,
  TESSERA_ACTION_ROTATED,
  TESSERA_ACTION_REVOKED,
} TesseraAction;

/* `created`, `updated`, `rotated`, `revoked`. */
const char *tessera_action_to_string (TesseraAction action);
gboolean tessera_action_from_string (const char *text, TesseraAction *action);

/**
 * TesseraEvent:
 * @at: when; seconds
 * @by: the admin's name
 * @token_id: of which token
 * @before: (nullable): the token as the API told it then; %NULL for a created one
 * @after: the token as the API told it then
 *
 * Tokens are kept as they were told, since a catalogue may have lost areas since.
 */
typedef struct
{
  gint64 at;
  char *by;
  char *token_id;
  TesseraAction action;
  JsonObject *before;
  JsonObject *after;
} TesseraEvent;

void tessera_event_free (TesseraEvent *event);

/* (transfer full): as the wire has it */
JsonObject *tessera_event_to_object (const TesseraEvent *event);

/**
 * tessera_event_from_object:
 * @object: a server's answer; members it doesn't know are passed over
 *
 * Returns: (transfer full): the event, or %NULL with %TESSERA_ERROR_NOT_UNDERSTOOD, whose message names the member
 */
TesseraEvent *tessera_event_from_object (JsonObject *object, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraEvent, tessera_event_free)

G_END_DECLS
