/* tessera-filling.h: what is filled in in a form: what it started from, what is wrong with it, and the steps that undo it.
 *
 * It fills the fields and listens to them. It knows neither who sends what is
 * filled in nor what else the form shows of it. Main thread only. */

#pragma once

#include "tessera-fields.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_FILLING (tessera_filling_get_type ())
G_DECLARE_FINAL_TYPE (TesseraFilling, tessera_filling, TESSERA, FILLING, GObject)

/* Signals: `started` (it creates or edits another token from now on, or the areas have changed), `followed` (the fields may
 * hold something else, whoever filled them), `changed` (the user did, by undoing, too; after `followed`). */
TesseraFilling *tessera_filling_new (TesseraFields *fields);

/* What is filled in stays, by id, as far as the new catalogue has it. The first one brings the defaults. */
void tessera_filling_set_catalogue (TesseraFilling *filling, TesseraCatalogue *catalogue);

/* (transfer none) (nullable) */
TesseraCatalogue *tessera_filling_get_catalogue (TesseraFilling *filling);

/* Fills the fields to create: with the defaults, or with @draft (nullable). Undoing ends here. */
void tessera_filling_start_create (TesseraFilling *filling, const TesseraDraft *draft);

/* Fills the fields to edit @token. Undoing ends here. */
void tessera_filling_start_edit (TesseraFilling *filling, TesseraToken *token);

/* Keeps what is filled in, which is told against @token from now on. */
void tessera_filling_rebase (TesseraFilling *filling, TesseraToken *token);

/* Puts @draft in place of what is filled in: one step, which can be undone. @copy: whether it is a copy of another token, of
 * which nothing is the user's yet */
void tessera_filling_replace (TesseraFilling *filling, const TesseraDraft *draft, gboolean copy);

/* Makes every field insensitive, and undoing impossible. */
void tessera_filling_set_read_only (TesseraFilling *filling, gboolean read_only);

/* Whether the fields are the user's to fill in, and so to undo. */
gboolean tessera_filling_can_undo (TesseraFilling *filling);

/* Goes a step back, or forward again. Returns: whether there was one */
gboolean tessera_filling_undo (TesseraFilling *filling, gboolean back);

/* What comes next is a step of its own. */
void tessera_filling_end_step (TesseraFilling *filling);

/* The time has come on: dates are told anew, and what is untouched starts from the new day. */
void tessera_filling_follow_clock (TesseraFilling *filling);

/* Every fault of what is filled in; there must be a start. (transfer full) (element-type TesseraFault) */
GPtrArray *tessera_filling_check (TesseraFilling *filling);

/* The token being edited. (transfer none) (nullable) */
TesseraToken *tessera_filling_get_token (TesseraFilling *filling);

/* What changes are told against; %NULL until there is a catalogue. (transfer none) */
const TesseraDraft *tessera_filling_get_start (TesseraFilling *filling);

/* Whether what is filled in is the user's: neither what it started from nor a copy. */
gboolean tessera_filling_get_dirty (TesseraFilling *filling);

G_END_DECLS
