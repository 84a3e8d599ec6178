#include "tessera-client-call.h"

static gboolean
read_usage (TesseraReading *self, JsonObject *object, GError **error)
{
  self->usage = tessera_usage_from_object (object, self->catalogue, error);
  return self->usage != NULL;
}

void
tessera_client_usage_async (TesseraClient *client, TesseraCatalogue *catalogue, const char *id,
                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  TesseraQuestion question = {
    .method = "GET",
    .target = tessera_client_token_target (id, "/usage"),
  };

  tessera_client_send (client, &question, tessera_reading_new (TESSERA_DEED_READ, read_usage, catalogue, id),
                       cancellable, callback, data);
}

TesseraUsage *
tessera_client_usage_finish (TesseraClient *client, GAsyncResult *result, GError **error)
{
  TesseraReading *reading;

  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return tessera_client_take (result, &reading, error) ? g_steal_pointer (&reading->usage) : NULL;
}
