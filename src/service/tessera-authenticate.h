/* tessera-authenticate.h: who asks on the management door.
 *
 * On TCP an admin key in Authorization: Bearer (RFC 6750, 2.1); on the
 * private Unix socket the peer's user id, and nothing that a proxy adds. */

#pragma once

#include "tessera-call.h"

G_BEGIN_DECLS

/* 400 for more than one credential; its place in the query is tessera-query's. (nullable) (transfer full) */
TesseraReply *tessera_authenticate_check_placement (TesseraCall *call);

/* 403 for who may not use the private socket, or for signs of a proxy on it. (nullable) (transfer full) */
TesseraReply *tessera_authenticate_check_peer (TesseraCall *call);

/**
 * tessera_authenticate_read_bearer:
 * @value: (nullable): of Authorization
 *
 * Returns: (nullable): what stands after the scheme, if that is Bearer; RFC 9110, 11.4
 */
const char *tessera_authenticate_read_bearer (const char *value);

/* Sets the call's admin; else 401, or 403 for an API token, which is never looked up. (nullable) (transfer full) */
TesseraReply *tessera_authenticate (TesseraCall *call);

G_END_DECLS
