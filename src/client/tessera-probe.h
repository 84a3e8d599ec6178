/* tessera-probe.h: tries an address and an admin key, and says what comes of it. */

#pragma once

#include <gio/gio.h>

#include "tessera-error.h"
#include "tessera-secret.h"

G_BEGIN_DECLS

/**
 * tessera_probe_async:
 * @url: an address as an admin typed it
 * @key: an admin key
 *
 * Asks who that is and how many tokens there are; changes nothing. An address or a key of the wrong form is
 * refused before anything is sent. In the main context of the calling thread.
 */
void tessera_probe_async (const char *url, const TesseraSecret *key, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer data);

/**
 * tessera_probe_finish:
 *
 * Returns: (transfer full): "The connection works. You are Mara and may change tokens. There are 8 tokens.", or %NULL
 *   with an error of the client, whose message says what is wrong and what to do, or %G_IO_ERROR_CANCELLED
 */
char *tessera_probe_finish (GAsyncResult *result, GError **error);

G_END_DECLS
