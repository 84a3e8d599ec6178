/* tessera-introspect.h: `POST /v1/introspect`, RFC 7662: what a secret is worth now. */

#pragma once

#include "tessera-call.h"

G_BEGIN_DECLS

/* The call's body is a form (RFC 7662, 2.1); @body is %NULL. */
TesseraReply *tessera_handle_introspect (TesseraCall *call, JsonNode *body);

G_END_DECLS
