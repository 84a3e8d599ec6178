/* tessera-tokens-page.h: what is inside the expander Tokens: search, list and editor.
 *
 * List and editor stand side by side; on a narrow window the editor follows the list. */

#pragma once

#include <gtk/gtk.h>

#include "tessera-editor.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_TOKENS_PAGE (tessera_tokens_page_get_type ())
G_DECLARE_FINAL_TYPE (TesseraTokensPage, tessera_tokens_page, TESSERA, TOKENS_PAGE, GtkWidget)

GtkWidget *tessera_tokens_page_new (TesseraSession *session);

/* (transfer none) */
TesseraEditor *tessera_tokens_page_get_editor (TesseraTokensPage *page);

/* Selects the token with that id, empties the search if it hides it, and scrolls there. */
void tessera_tokens_page_select (TesseraTokensPage *page, const char *id);

void tessera_tokens_page_focus_search (TesseraTokensPage *page);
void tessera_tokens_page_focus_list (TesseraTokensPage *page);

G_END_DECLS
