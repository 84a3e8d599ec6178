/* tessera-token-text.h: a token's JSON, written and read without a tree of it: a list of thousands is made of these. */

#pragma once

#include "tessera-token.h"

G_BEGIN_DECLS

/**
 * tessera_token_append_text:
 * @text: gets exactly what tessera_json_to_string() makes of tessera_token_to_object()
 * @now: seconds since 1970, for the status
 */
void tessera_token_append_text (GString *text, TesseraToken *token, TesseraCatalogue *catalogue, gint64 now);

/**
 * tessera_token_take_text:
 * @at: (inout): into a text that tessera_json_check() found right; moves behind the token. Strings before it are ended
 *   in place, so the text is of no use afterwards, in case of %NULL either
 *
 * Reads what tessera_token_append_text() writes as long as no string in it needs an escape, and leaves anything else
 * to tessera_token_from_object(), which also knows what is wrong with it.
 *
 * Returns: (transfer full) (nullable): the token that tessera_token_from_object() would return
 */
TesseraToken *tessera_token_take_text (char **at, TesseraCatalogue *catalogue);

/* For texts as of tessera_token_take_text(): whether @literal stands at @at, which then moves behind it. */
gboolean tessera_text_take (char **at, const char *literal);

/* (nullable): a string without escapes that stands at @at, which then moves behind it. (transfer none) */
const char *tessera_text_take_string (char **at);

G_END_DECLS
