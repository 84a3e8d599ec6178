/* tessera-client-call.h: how the client's calls are made; for its own files alone.
 *
 * Main context of the thread that made the client. */

#pragma once

#include "tessera-client.h"
#include "tessera-reading.h"
#include "tessera-transport.h"

G_BEGIN_DECLS

/**
 * tessera_client_send:
 * @question: what to ask; takes what it owns
 * @reading: (transfer full): what to look for in the answer
 *
 * @callback is to end with tessera_client_take().
 */
void tessera_client_send (TesseraClient *client, TesseraQuestion *question, TesseraReading *reading,
                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);

/* What asks for a page of tokens; @cursor: (nullable): %NULL for the first one. */
TesseraQuestion tessera_client_page_question (guint limit, const char *cursor);

/* @reading: (out) (transfer none): what was found; what is given out leaves it. Returns: whether the call succeeded */
gboolean tessera_client_take (GAsyncResult *result, TesseraReading **reading, GError **error);

/* The target of a call about one token; @suffix follows its id, which is escaped. (transfer full) */
char *tessera_client_token_target (const char *id, const char *suffix);

G_END_DECLS
