/* tessera-bulk-page.h: what stands in the editor's place while several tokens are chosen: how many, Revoke, Set Expiry Date.
 *
 * It asks, and shows what comes of it in a dialog. Main thread only. */

#pragma once

#include <gtk/gtk.h>

#include "tessera-session.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_BULK_PAGE (tessera_bulk_page_get_type ())
G_DECLARE_FINAL_TYPE (TesseraBulkPage, tessera_bulk_page, TESSERA, BULK_PAGE, GtkWidget)

/* Signal `ended`: its dialogs are closed, and nothing has the focus. */
GtkWidget *tessera_bulk_page_new (TesseraSession *session);

/* @tokens: (element-type TesseraToken): two or more */
void tessera_bulk_page_set_tokens (TesseraBulkPage *page, GPtrArray *tokens);

/* What it would like to be wide, in pixels, so that the list beside it stays as it is. */
void tessera_bulk_page_set_width (TesseraBulkPage *page, int width);

/* Whether something may be done with them. */
gboolean tessera_bulk_page_get_can_change (TesseraBulkPage *page);

/* The focus to the date that they are to end on. */
void tessera_bulk_page_choose_expiry (TesseraBulkPage *page);

/* Asks, then revokes those that are not revoked yet. Does nothing where it may not. */
void tessera_bulk_page_revoke (TesseraBulkPage *page);

G_END_DECLS
