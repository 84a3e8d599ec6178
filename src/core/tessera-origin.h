/* tessera-origin.h: who made a token and who changed it last, and when, in words. Pure. */

#pragma once

#include "tessera-token.h"

G_BEGIN_DECLS

/**
 * tessera_origin_tell:
 * @zone: in which times are told, to the minute
 *
 * Returns: (transfer full): sentences: who created it, who changed or revoked it if anybody did, and the end of its secret
 */
char *tessera_origin_tell (TesseraToken *token, GTimeZone *zone);

G_END_DECLS
