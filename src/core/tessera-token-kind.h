/* tessera-token-kind.h: what many tokens have in common, kept once: their type, and the admins who made and changed them.
 *
 * Any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Immutable. Of equal ones there is one at a time, so that they can be told apart by their address. */
typedef struct
{
  const char *type, *created_by, *updated_by;
} TesseraTokenKind;

/* Returns: (transfer full): the one with these three */
const TesseraTokenKind *tessera_token_kind_new (const char *type, const char *created_by, const char *updated_by);

const TesseraTokenKind *tessera_token_kind_ref (const TesseraTokenKind *kind);
void tessera_token_kind_unref (const TesseraTokenKind *kind);

G_END_DECLS
