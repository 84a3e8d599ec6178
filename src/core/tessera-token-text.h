/* tessera-token-text.h: a token's JSON, written without a tree of it: a list of thousands is made of these. */

#pragma once

#include "tessera-token.h"

G_BEGIN_DECLS

/**
 * tessera_token_append_text:
 * @text: gets exactly what tessera_json_to_string() makes of tessera_token_to_object()
 * @now: seconds since 1970, for the status
 */
void tessera_token_append_text (GString *text, TesseraToken *token, TesseraCatalogue *catalogue, gint64 now);

G_END_DECLS
