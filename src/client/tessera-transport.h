/* tessera-transport.h: carries a question to one server and brings back what came of it.
 *
 * One libsoup session with an eye on what it would do unasked: it follows no
 * redirect, inflates nothing, answers no request for another credential,
 * keeps no cookie, logs nothing, and goes through no proxy to this computer.
 * Connections are kept alive for what has no body; what has one is sent once,
 * over a connection of its own. Calls run in the main context of the thread
 * that made it. */

#pragma once

#include "tessera-outcome.h"
#include "tessera-secret.h"

G_BEGIN_DECLS

/**
 * TesseraQuestion:
 * @method: `GET`, `POST`, …
 * @target: path below the server's address and query, escaped
 * @body: (nullable): JSON
 * @if_match: (nullable): an entity tag, with its quotes
 * @idempotency_key: (nullable)
 * @max_size: the most bytes that the answer's body may have
 */
typedef struct
{
  const char *method;
  char *target;
  GBytes *body;
  char *if_match;
  char *idempotency_key;
  gsize max_size;
} TesseraQuestion;

typedef struct _TesseraTransport TesseraTransport;

/* @key goes along with every question, as RFC 6750, 2.1 says; copied. (transfer full) */
TesseraTransport *tessera_transport_new (GUri *url, const TesseraSecret *key);

/* To the Unix socket at @path, without a credential. (transfer full) */
TesseraTransport *tessera_transport_new_for_socket (const char *path);

/* Calls that are under way must have been cancelled. */
void tessera_transport_free (TesseraTransport *transport);

/**
 * tessera_transport_send_async:
 * @question: used until this function returns
 * @milliseconds: the most time for all of it, from connecting to the last byte of the answer
 */
void tessera_transport_send_async (TesseraTransport *transport, const TesseraQuestion *question, guint milliseconds,
                                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);

/* Returns: (transfer full): what came of it, or %NULL with %G_IO_ERROR_CANCELLED */
TesseraOutcome *tessera_transport_send_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraTransport, tessera_transport_free)

G_END_DECLS
