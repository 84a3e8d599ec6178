/* tessera-handlers.h: what each route does once the request is admitted.
 *
 * A handler knows no socket and no credential: who asks and what is asked
 * stand in the call. It answers the faults that only the token or the body
 * can show, in the contract's order: 404, 422 key reused, 428, 409, 412, 422. */

#pragma once

#include "tessera-call.h"

G_BEGIN_DECLS

TesseraReply *tessera_handle_health    (TesseraCall *call, JsonNode *body);
TesseraReply *tessera_handle_catalogue (TesseraCall *call, JsonNode *body);
TesseraReply *tessera_handle_page      (TesseraCall *call, JsonNode *body);
TesseraReply *tessera_handle_get       (TesseraCall *call, JsonNode *body);
TesseraReply *tessera_handle_history   (TesseraCall *call, JsonNode *body);
TesseraReply *tessera_handle_usage     (TesseraCall *call, JsonNode *body);
TesseraReply *tessera_handle_create    (TesseraCall *call, JsonNode *body);
TesseraReply *tessera_handle_update    (TesseraCall *call, JsonNode *body);
TesseraReply *tessera_handle_revoke    (TesseraCall *call, JsonNode *body);
TesseraReply *tessera_handle_rotate    (TesseraCall *call, JsonNode *body);

G_END_DECLS
