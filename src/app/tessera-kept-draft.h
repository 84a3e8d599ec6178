/* tessera-kept-draft.h: what is filled in and not yet sent, as it is written to a file to survive a crash.
 *
 * No secret is in it: name, type, permissions and expiry date; of a token that
 * is being edited, its id, its revision and what it was; of one that was sent and
 * perhaps created, the idempotency key. JSON, areas and types by their ids. Any thread. */

#pragma once

#include "tessera-attempt.h"

G_BEGIN_DECLS

/**
 * TesseraKeptDraft:
 * @token: (nullable): the id of the token being edited; %NULL for one that is being created
 * @revision: (nullable): the revision that the changes were made from; %NULL where @token is
 * @before: (nullable): the token at that revision; %NULL where @token is
 * @draft: what is filled in
 * @attempt: (nullable): that @draft was sent to create a token, and no answer is known
 */
typedef struct
{
  char *token;
  char *revision;
  TesseraDraft *before;
  TesseraDraft *draft;
  TesseraAttempt *attempt;
} TesseraKeptDraft;

/**
 * tessera_kept_draft_new:
 * @token: (nullable): the token being edited, at the revision that the changes were made from
 * @attempt: (nullable): what was sent last; kept if that is @draft
 *
 * Returns: (transfer full)
 */
TesseraKeptDraft *tessera_kept_draft_new (TesseraToken *token, const TesseraDraft *draft, TesseraAttempt *attempt);
void tessera_kept_draft_free (TesseraKeptDraft *kept);

/* An array of kept drafts; it owns them. (transfer full) */
GPtrArray *tessera_kept_drafts_new (void);

/**
 * tessera_kept_drafts_write:
 * @drafts: (element-type TesseraKeptDraft)
 * @catalogue: (nullable): %NULL as long as the server has not told it; then a name is all that there is of a draft
 *
 * Returns: (transfer full): the text of a file
 */
char *tessera_kept_drafts_write (GPtrArray *drafts, TesseraCatalogue *catalogue);

/**
 * tessera_kept_drafts_read:
 *
 * Areas that @catalogue lacks are left out, a type that it lacks becomes its
 * first one; what else may be wrong with a draft by now, the form tells.
 *
 * Returns: (transfer full): the drafts, or %NULL with %TESSERA_ERROR_BAD_JSON or %TESSERA_ERROR_INVALID
 */
GPtrArray *tessera_kept_drafts_read (const char *text, gsize length, TesseraCatalogue *catalogue, GError **error);

/**
 * tessera_kept_draft_restore_token:
 * @now: the token as it is now
 *
 * Returns: (transfer full): the token that the changes were made from: @now itself where it has not changed since
 */
TesseraToken *tessera_kept_draft_restore_token (const TesseraKeptDraft *kept, TesseraToken *now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraKeptDraft, tessera_kept_draft_free)

G_END_DECLS
