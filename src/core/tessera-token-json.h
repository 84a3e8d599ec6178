/* tessera-token-json.h: a token as the contract's JSON object, read and written. */

#pragma once

#include "tessera-token.h"

G_BEGIN_DECLS

/**
 * tessera_token_from_object:
 * @object: a server's answer; members it doesn't know are passed over
 *
 * Returns: (transfer full): the token, or %NULL with %TESSERA_ERROR_NOT_UNDERSTOOD,
 *   whose message names the member that is missing, mistyped or unknown to @catalogue
 */
TesseraToken *tessera_token_from_object (JsonObject *object, TesseraCatalogue *catalogue, GError **error);

/**
 * tessera_token_to_object:
 * @now: the instant for which `status` is told
 *
 * Returns: (transfer full): every member of the contract but `secret`
 */
JsonObject *tessera_token_to_object (TesseraToken *token, TesseraCatalogue *catalogue, gint64 now);

/* The object form of @permissions: area id → `read`, `write`, in catalogue order. (transfer full) */
JsonObject *tessera_permissions_to_object (TesseraPermissions permissions, TesseraCatalogue *catalogue);

G_END_DECLS
