/* tessera-updater.h: sends what the editor's form holds, and settles what comes back.
 *
 * Faults go to their fields; a change by somebody else is compared with what
 * was typed, and sent again if the user keeps theirs. What becomes of the
 * form is told by signals. Main thread only. */

#pragma once

#include "tessera-form.h"
#include "tessera-session.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_UPDATER (tessera_updater_get_type ())
G_DECLARE_FINAL_TYPE (TesseraUpdater, tessera_updater, TESSERA, UPDATER, GObject)

/**
 * tessera_updater_new:
 * @form: filled from a token; let go of by tessera_updater_end()
 *
 * Signals: `begun` and `ended`: around a request;
 * `replaced` (TesseraToken): the form is to show that, and nothing that was typed;
 * `rebased` (TesseraToken): the token is that now, and what was typed stays;
 * `failed` (const char *, gboolean): sentences for the user, and whether the same may succeed later; %NULL when an
 *   earlier failure is of no interest any more;
 * `told` (const char *): a few words on what was done;
 * `settled` (gboolean): all is over; whether nothing that was typed remains to be saved.
 */
TesseraUpdater *tessera_updater_new (TesseraSession *session, TesseraForm *form);

/* Nobody waits for an answer any more; the form goes. */
void tessera_updater_end (TesseraUpdater *updater);

/* Sends what was changed. Settled at once where nothing was, and where nothing may be. */
void tessera_updater_send (TesseraUpdater *updater);

G_END_DECLS
