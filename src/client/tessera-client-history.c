#include "tessera-client-call.h"

/* An event holds a token twice, and a page up to 1000 of them. */
#define MAX_PAGE (8 * 1024 * 1024)

void
tessera_client_history_async (TesseraClient *client, const char *id, guint limit, const char *cursor,
                              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autofree char *escaped = cursor != NULL ? g_uri_escape_string (cursor, NULL, FALSE) : NULL;
  g_autofree char *suffix = escaped != NULL ? g_strdup_printf ("/history?limit=%u&cursor=%s", limit, escaped)
                                            : g_strdup_printf ("/history?limit=%u", limit);
  TesseraQuestion question = {
    .method = "GET",
    .target = tessera_client_token_target (id, suffix),
    .max_size = MAX_PAGE,
  };

  tessera_client_send (client, &question, tessera_reading_new (TESSERA_DEED_READ, tessera_reading_history, NULL, id),
                       cancellable, callback, data);
}

GPtrArray *
tessera_client_history_finish (TesseraClient *client, GAsyncResult *result, char **next_cursor, GError **error)
{
  TesseraReading *reading;

  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  *next_cursor = NULL;
  if (!tessera_client_take (result, &reading, error))
    return NULL;

  *next_cursor = g_steal_pointer (&reading->next_cursor);
  return g_steal_pointer (&reading->events);
}
