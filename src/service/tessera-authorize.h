/* tessera-authorize.h: answers a proxy that asks whether somebody's request may pass.
 *
 * `GET /v1/authorize` for proxies that tell of the request in X-Forwarded-Method
 * and X-Forwarded-Uri; `/v1/ext-authz/<target>`, any method, for those that repeat
 * it. Answered with 200, 401 or 403 (RFC 6750, 3) and nothing else; faults of the
 * request come first, then the credential, then the permission. */

#pragma once

#include "tessera-call.h"

G_BEGIN_DECLS

/* Whether @request is such a question; others on the same door have routes. */
gboolean tessera_authorize_is_asked (const TesseraRequest *request);

/**
 * tessera_authorize:
 * @request: one of which tessera_authorize_is_asked() is true
 *
 * Judges it, counts the use of a token that passes, and logs a refusal. Any
 * thread; waits neither for the disk nor for a change.
 *
 * Returns: (transfer full): the answer
 */
TesseraReply *tessera_authorize (const TesseraRequest *request, const TesseraContext *context);

G_END_DECLS
