/* tessera-duplicate.h: a draft like a token that there is, to create another one from. Any thread. */

#pragma once

#include "tessera-draft.h"

G_BEGIN_DECLS

/**
 * tessera_duplicate_token:
 *
 * Type and permissions are @token's, without retired areas, which can't be added. The name says that it is a
 * copy, "Nightly export (copy)", and is as short as the policy wants it. The expiry is that of an empty form.
 *
 * Returns: (transfer full): the draft
 */
TesseraDraft *tessera_duplicate_token (TesseraToken *token, TesseraCatalogue *catalogue, gint64 now);

G_END_DECLS
