/* tessera-form.h: the form in which a token is filled in, to create one and to edit one.
 *
 * Expiry date, token type, name, permissions, the sentence of what will
 * happen, and a button in a bar that is always in sight. It sends nothing:
 * it emits `submit` with a draft that has passed the check, and is told what came of it. */

#pragma once

#include <gtk/gtk.h>

#include "tessera-draft.h"
#include "tessera-fields.h"
#include "tessera-form-page.h"
#include "tessera-neighbours.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_FORM (tessera_form_get_type ())
G_DECLARE_FINAL_TYPE (TesseraForm, tessera_form, TESSERA, FORM, GtkWidget)

/* Signals: `changed` (whatever the user changes), `submit` (the button or Ctrl+Return, on a form without fault).
 * Property `dirty` (gboolean, read-only, notifies): whether it differs from what it was last filled with. */
GtkWidget *tessera_form_new (void);

/**
 * tessera_form_set_catalogue:
 *
 * Draws the types and the areas. What is filled in stays, by id, as far as the new catalogue has it.
 */
void tessera_form_set_catalogue (TesseraForm *form, TesseraCatalogue *catalogue);

/* Fills it to create: the defaults; or with @draft (nullable). The button reads Create Token. */
void tessera_form_start_create (TesseraForm *form, const TesseraDraft *draft);

/* Puts @draft, that was filled in before, in place of what is filled in now: a change, and a step that can be undone. */
void tessera_form_restore (TesseraForm *form, const TesseraDraft *draft);

/* Puts @draft, a copy of a token, in place of what is filled in: a step that can be undone. Nothing of it is the user's yet,
 * so it is not dirty with it. */
void tessera_form_put_copy (TesseraForm *form, const TesseraDraft *draft);

/* Fills it to edit @token. The button reads Update Token; faults and changes are told against @token. */
void tessera_form_start_edit (TesseraForm *form, TesseraToken *token);

/* Keeps what is filled in, but tells changes against @token from now on (somebody changed it meanwhile). */
void tessera_form_rebase (TesseraForm *form, TesseraToken *token);

/* The token being edited; %NULL when it creates. (transfer none) */
TesseraToken *tessera_form_get_token (TesseraForm *form);

/* What is filled in. (transfer full) */
TesseraDraft *tessera_form_get_draft (TesseraForm *form);

/* Moves the focus to the first field, from wherever it is; also before the form was laid out. Returns: whether it could */
gboolean tessera_form_focus (TesseraForm *form);

gboolean tessera_form_get_dirty (TesseraForm *form);

/* Marks each fault at its field in words and focuses the first. (element-type TesseraFault) */
void tessera_form_show_faults (TesseraForm *form, GPtrArray *faults);

/* @why: (nullable): why the button is insensitive, shown beside it; %NULL makes it sensitive. Fields stay as they are. */
void tessera_form_set_blocked (TesseraForm *form, const char *why);

/* Makes every field insensitive too (a viewer, a revoked token); the reason is told by tessera_form_set_blocked(). */
void tessera_form_set_read_only (TesseraForm *form, gboolean read_only);

/* While a request runs: button insensitive; after 300 ms a spinner. */
void tessera_form_set_busy (TesseraForm *form, gboolean busy);

/* Names that active tokens bear, to warn of a second one; @taken: (nullable) */
void tessera_form_set_name_taken (TesseraForm *form, TesseraNameTaken taken, gpointer data);

/* The other tokens: the calendar marks their ends, and a new one may start from what they may do; @tokens: of TesseraToken */
void tessera_form_set_tokens (TesseraForm *form, GListModel *tokens);

/* The fields, for what stands among them. (transfer none) */
TesseraFields *tessera_form_get_fields (TesseraForm *form);

/* What it looks like, for what stands above its fields and in its bar. (transfer none) */
TesseraFormPage *tessera_form_get_page (TesseraForm *form);

G_END_DECLS
