/* tessera-admission.h: every refusal that needs no body, in the contract's order. */

#pragma once

#include "tessera-routes.h"

G_BEGIN_DECLS

/**
 * tessera_admission_judge:
 * @call: fresh from tessera_call_init()
 *
 * Judges request line, fields, query, credential, route, method, role, and
 * length and type of the body that is announced; fills @call in on the way.
 *
 * Returns: (transfer full) (nullable): the first refusal, %NULL to go on
 */
TesseraReply *tessera_admission_judge (TesseraCall *call, TesseraDoorKind door);

G_END_DECLS
