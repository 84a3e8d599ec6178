/* tessera-attempt.h: an attempt to create a token, as long as its outcome is not known.
 *
 * It is what was sent, and the idempotency key that it bore: whoever sends the
 * same again with the same key never makes a second token. The key is no
 * secret: it opens nothing, and no secret is answered to it. Immutable, counted; any thread. */

#pragma once

#include "tessera-draft.h"

G_BEGIN_DECLS

typedef struct _TesseraAttempt TesseraAttempt;

/* @now: when it is sent. The key is a new one. (transfer full) */
TesseraAttempt *tessera_attempt_new (const TesseraDraft *draft, gint64 now);

/**
 * tessera_attempt_new_with_key:
 * @key: of an earlier attempt; 1 to 64 visible ASCII characters
 * @sent_at: when that was first sent
 *
 * Returns: (transfer full) (nullable): %NULL if that is no key
 */
TesseraAttempt *tessera_attempt_new_with_key (const TesseraDraft *draft, const char *key, gint64 sent_at);

TesseraAttempt *tessera_attempt_ref (TesseraAttempt *attempt);
void tessera_attempt_unref (TesseraAttempt *attempt);

/* @attempt: (nullable). Whether to send @draft is to send the same again. */
gboolean tessera_attempt_fits (TesseraAttempt *attempt, const TesseraDraft *draft);

/* Whether servers still know the key, which they do for 24 hours. */
gboolean tessera_attempt_is_remembered (TesseraAttempt *attempt, gint64 now);

const TesseraDraft *tessera_attempt_get_draft (TesseraAttempt *attempt);
const char *tessera_attempt_get_key (TesseraAttempt *attempt);      /* %NULL if the system gave no random bytes */
gint64 tessera_attempt_get_sent_at (TesseraAttempt *attempt);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraAttempt, tessera_attempt_unref)

G_END_DECLS
