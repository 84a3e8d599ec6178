#include "tessera-handlers.h"

#include "tessera-token-text.h"

#define BYTES_A_TOKEN 512 /* more than most have */

TesseraReply *
tessera_handle_health (TesseraCall *call, JsonNode *body)
{
  g_autoptr (GError) error = NULL;
  JsonObject *object;
  TesseraReply *reply;

  if (!tessera_health_get (call->context->health, &error))
    return tessera_call_fail (call, error);

  object = json_object_new ();
  json_object_set_string_member (object, "status", "ok");
  reply = tessera_reply_new_json (200, object);
  tessera_reply_add_field (reply, "Cache-Control", "no-store");
  return reply;
}

TesseraReply *
tessera_handle_catalogue (TesseraCall *call, JsonNode *body)
{
  JsonObject *object = tessera_catalogue_to_object (call->context->catalogue);
  JsonObject *self = json_object_new ();
  TesseraReply *reply;

  json_object_set_string_member (self, "name", call->admin->name);
  json_object_set_string_member (self, "role", tessera_role_to_string (call->admin->role));
  json_object_set_object_member (object, "self", self);

  reply = tessera_reply_new_json (200, object);
  tessera_reply_add_field (reply, "Cache-Control", "private, no-cache");
  return reply;
}

static void
set_cursor (JsonObject *object, const char *next_cursor)
{
  if (next_cursor != NULL)
    json_object_set_string_member (object, "next_cursor", next_cursor);
  else
    json_object_set_null_member (object, "next_cursor");
}

static TesseraReply *
refuse_cursor (const TesseraCall *call)
{
  return tessera_call_refuse (call, tessera_problem_new (TESSERA_PROBLEM_BAD_REQUEST,
                                                         "The parameter cursor must be a next_cursor of an earlier page."));
}

/* Takes @reply. */
static TesseraReply *
keep_private (TesseraReply *reply)
{
  tessera_reply_add_field (reply, "Cache-Control", "private, no-cache");
  return reply;
}

/* The cursor comes first, so that a client can ask for the next page before it has read this one. */
static GString *
page_to_text (const TesseraCall *call, const TesseraPage *page)
{
  GString *text = g_string_sized_new (BYTES_A_TOKEN * (page->tokens->len + 1));

  /* Of a cursor's characters, none needs an escape. */
  if (page->next_cursor != NULL)
    g_string_append_printf (text, "{\"next_cursor\":\"%s\"", page->next_cursor);
  else
    g_string_append (text, "{\"next_cursor\":null");
  g_string_append_printf (text, ",\"total\":%" G_GINT64_FORMAT ",\"tokens\":[", page->total);

  for (guint i = 0; i < page->tokens->len; i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      tessera_token_append_text (text, page->tokens->pdata[i], call->context->catalogue, call->now);
    }

  return g_string_append (text, "]}");
}

TesseraReply *
tessera_handle_page (TesseraCall *call, JsonNode *body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TesseraPage) page = NULL;

  page = tessera_store_page (call->context->store, call->query.limit, call->query.cursor, &error);
  if (g_error_matches (error, TESSERA_ERROR, TESSERA_ERROR_INVALID))
    return refuse_cursor (call);
  if (page == NULL)
    return tessera_call_fail (call, error);

  return keep_private (tessera_reply_new_json_text (200, page_to_text (call, page)));
}

TesseraReply *
tessera_handle_get (TesseraCall *call, JsonNode *body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TesseraToken) token = tessera_store_find (call->context->store, call->id, &error);

  if (token == NULL)
    return tessera_call_fail (call, error);

  return tessera_call_answer_token (call, 200, token);
}

static JsonObject *
events_to_object (const TesseraEventPage *page)
{
  JsonObject *object = json_object_new ();
  JsonArray *events = json_array_sized_new (page->events->len);

  for (guint i = 0; i < page->events->len; i++)
    json_array_add_object_element (events, tessera_event_to_object (page->events->pdata[i]));

  json_object_set_array_member (object, "events", events);
  set_cursor (object, page->next_cursor);
  return object;
}

/* Of the token in the path, or of all where there is none. */
TesseraReply *
tessera_handle_history (TesseraCall *call, JsonNode *body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TesseraEventPage) page = NULL;

  page = tessera_store_history (call->context->store, call->id, call->query.limit, call->query.cursor, &error);
  if (g_error_matches (error, TESSERA_ERROR, TESSERA_ERROR_INVALID))
    return refuse_cursor (call);
  if (page == NULL)
    return tessera_call_fail (call, error);

  return keep_private (tessera_reply_new_json (200, events_to_object (page)));
}

TesseraReply *
tessera_handle_usage (TesseraCall *call, JsonNode *body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TesseraUsage) usage = tessera_store_usage (call->context->store, call->id, &error);

  if (usage == NULL)
    return tessera_call_fail (call, error);

  return keep_private (tessera_reply_new_json (200, tessera_usage_to_object (usage, call->context->catalogue)));
}
