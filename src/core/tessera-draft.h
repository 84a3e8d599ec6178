/* tessera-draft.h: name, type, permissions and expiry before they are a token.
 *
 * One check serves the form, which marks its fields with the faults, and the
 * service, which answers 422 with them, so the two never disagree. */

#pragma once

#include "tessera-fault.h"
#include "tessera-token.h"

G_BEGIN_DECLS

/**
 * TesseraDraft:
 * @name: as typed, untrimmed; UTF-8
 * @type: the id of a token type
 * @expires_at: exclusive end, %TESSERA_NEVER for none
 */
typedef struct
{
  char *name;
  char *type;
  TesseraPermissions permissions;
  gint64 expires_at;
} TesseraDraft;

/* An empty form: the catalogue's first type, nothing ticked, today + `default_lifetime_days`. */
TesseraDraft *tessera_draft_new (TesseraCatalogue *catalogue, gint64 now);
TesseraDraft *tessera_draft_new_from_token (TesseraToken *token);
TesseraDraft *tessera_draft_copy (const TesseraDraft *draft);
void tessera_draft_free (TesseraDraft *draft);

/* Whether both say the same once trimmed. */
gboolean tessera_draft_equal (const TesseraDraft *a, const TesseraDraft *b);

/**
 * tessera_draft_trim_name:
 *
 * Returns: (transfer full): @name without white space at its ends
 */
char *tessera_draft_trim_name (const char *name);

/**
 * tessera_draft_check:
 * @before: (nullable): the token that the draft will change; its expiry and its
 *   retired areas may stay as they are
 *
 * Returns: (transfer full) (element-type TesseraFault): every fault, in the order of the form; empty if there is none
 */
GPtrArray *tessera_draft_check (const TesseraDraft *draft, TesseraCatalogue *catalogue, TesseraToken *before, gint64 now);

/**
 * tessera_draft_from_object:
 * @object: a request's body
 * @faults: (out) (transfer full): every fault: missing, unknown, read-only and
 *   mistyped members, and what tessera_draft_check() finds in the others
 *
 * Returns: (transfer full): the draft with its name trimmed; not to be used unless @faults is empty
 */
TesseraDraft *tessera_draft_from_object (JsonObject *object, TesseraCatalogue *catalogue, TesseraToken *before,
                                         gint64 now, GPtrArray **faults);

/* The body of a request: the four members, the name trimmed. (transfer full) */
JsonObject *tessera_draft_to_object (const TesseraDraft *draft, TesseraCatalogue *catalogue);

/* The latest expiry that the policy allows at @now; %TESSERA_NEVER for no limit. */
gint64 tessera_policy_get_latest_expiry (const TesseraPolicy *policy, gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraDraft, tessera_draft_free)

G_END_DECLS
