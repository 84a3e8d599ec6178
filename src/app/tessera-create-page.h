/* tessera-create-page.h: what is inside the expander Create Token: the form, and what becomes of it.
 *
 * An idempotency key belongs to what is filled in: a repetition of the same
 * content bears the same key, so a lost answer never leads to two tokens. It is in
 * the draft's file before the request goes, so neither does a crash. */

#pragma once

#include <gtk/gtk.h>

#include "tessera-draft-keeper.h"
#include "tessera-form-place.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_CREATE_PAGE (tessera_create_page_get_type ())
G_DECLARE_FINAL_TYPE (TesseraCreatePage, tessera_create_page, TESSERA, CREATE_PAGE, GtkWidget)

/* Signals: `created` (pointer to a TesseraChangeResult with token and secret, valid meanwhile);
 * `failed` (const char *, gboolean): sentences for the user, %NULL when an earlier failure is of no interest any more,
 * and whether tessera_create_page_retry() may succeed. */
GtkWidget *tessera_create_page_new (TesseraSession *session);

/* Makes the form, unless it is there. That happens by itself when the page is first shown. */
void tessera_create_page_complete (TesseraCreatePage *page);

gboolean tessera_create_page_get_dirty (TesseraCreatePage *page);

/* Fills the form with @draft, a copy of a token, whatever was typed; undoing brings that back. There must be a catalogue. */
void tessera_create_page_fill (TesseraCreatePage *page, const TesseraDraft *draft);

/* Puts what an earlier run has left in place of what is filled in; sent again, it makes no second token. */
void tessera_create_page_restore (TesseraCreatePage *page, const TesseraKeptDraft *kept);

/* Sends what is filled in, again. */
void tessera_create_page_retry (TesseraCreatePage *page);

/* (transfer none) (nullable): %NULL until the page was shown or completed */
TesseraForm *tessera_create_page_get_form (TesseraCreatePage *page);

/* Where the form is, or what is missing for it. (transfer none) */
TesseraFormPlace *tessera_create_page_get_place (TesseraCreatePage *page);

/* Moves the focus to the form's first field, from wherever it is, or to what may help where the form is not there. */
void tessera_create_page_focus (TesseraCreatePage *page);

/* What keeps the form's draft. */
void tessera_create_page_set_keeper (TesseraCreatePage *page, TesseraDraftKeeper *keeper);

G_END_DECLS
