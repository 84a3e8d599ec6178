/* fill-plausible.h: tokens as a busy deployment would have them, made up: names, types, permissions, dates, people. */

#pragma once

#include "tessera-draft.h"

/**
 * PlausibleToken:
 * @draft: what it was created with
 * @created_at: when, @created_by by whom
 * @updated_at: %TESSERA_NEVER unless somebody changed it later; then @updated_by did
 * @revoked_at: %TESSERA_NEVER unless it was revoked
 * @last_used_at: %TESSERA_NEVER if it was never used
 */
typedef struct
{
  TesseraDraft *draft;
  gint64 created_at;
  const char *created_by;
  gint64 updated_at;
  const char *updated_by;
  gint64 revoked_at;
  gint64 last_used_at;
} PlausibleToken;

/**
 * plausible_token_make:
 * @chance: the same seed makes the same tokens
 * @index: 0 to @n_tokens - 1; the tokens' creations are spread over the two years before @now in this order
 *
 * Of the tokens a fifth never expire, a seventh have expired, some will within
 * 14 days, some are revoked, and many have not been used for long.
 */
void plausible_token_make (PlausibleToken *token, TesseraCatalogue *catalogue, GRand *chance, guint index,
                           guint n_tokens, gint64 now);
void plausible_token_clear (PlausibleToken *token);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlausibleToken, plausible_token_clear)
