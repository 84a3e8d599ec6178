/* tessera-draft-keeper.h: keeps what is filled in and not sent over a crash and a quit, and offers it at the next start.
 *
 * It watches the forms of a window, writes what differs from what they were
 * filled with half a second after it was changed, and forgets it when it is sent or
 * discarded. What an earlier run has left is offered once its session is ready, never
 * applied unasked. Main thread only. */

#pragma once

#include "tessera-form.h"
#include "tessera-kept-draft.h"
#include "tessera-session.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_DRAFT_KEEPER (tessera_draft_keeper_get_type ())
G_DECLARE_FINAL_TYPE (TesseraDraftKeeper, tessera_draft_keeper, TESSERA, DRAFT_KEEPER, GObject)

/* Signal `offer-changed`: there is another offer, or none any more. */
TesseraDraftKeeper *tessera_draft_keeper_new (TesseraSession *session);

/* Keeps what is filled in in @form, too. */
void tessera_draft_keeper_watch (TesseraDraftKeeper *keeper, TesseraForm *form);

/**
 * tessera_draft_keeper_set_attempt:
 * @attempt: (nullable): what is about to be sent to create a token; %NULL once its outcome is known
 *
 * As long as that is what is filled in, its key is kept with it, so that who
 * restores it after a crash and creates it again does not make two.
 */
void tessera_draft_keeper_set_attempt (TesseraDraftKeeper *keeper, TesseraAttempt *attempt);

/* Calls back in the main thread once what is filled in now is in its file, or can't be; the result is of no interest. */
void tessera_draft_keeper_sync_async (TesseraDraftKeeper *keeper, GAsyncReadyCallback callback, gpointer data);

/**
 * tessera_draft_keeper_get_offer:
 * @token: (out) (transfer none) (nullable): the token as it is now, where the offer is a change of one
 *
 * Returns: (transfer none) (nullable): what may be restored; %NULL if there is nothing, or nothing can be changed now
 */
const TesseraKeptDraft *tessera_draft_keeper_get_offer (TesseraDraftKeeper *keeper, TesseraToken **token);

/* The offer in words: "You were creating “Price feed”." (transfer full) (nullable) */
char *tessera_draft_keeper_describe_offer (TesseraDraftKeeper *keeper);

/* The offer was restored or discarded; its file goes, and the next one is offered. */
void tessera_draft_keeper_settle (TesseraDraftKeeper *keeper);

/* The last thing that is done with it: @keep: whether what is filled in now is kept. Waits until that is written. */
void tessera_draft_keeper_end (TesseraDraftKeeper *keeper, gboolean keep);

G_END_DECLS
