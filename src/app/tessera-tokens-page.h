/* tessera-tokens-page.h: what is inside the expander Tokens: search, list and editor.
 *
 * List and editor stand side by side; on a narrow window the editor follows the list. */

#pragma once

#include <gtk/gtk.h>

#include "tessera-editor.h"
#include "tessera-filter.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_TOKENS_PAGE (tessera_tokens_page_get_type ())
G_DECLARE_FINAL_TYPE (TesseraTokensPage, tessera_tokens_page, TESSERA, TOKENS_PAGE, GtkWidget)

/* Signal `told` (const char *): a few words on what was done. */
GtkWidget *tessera_tokens_page_new (TesseraSession *session);

/* (transfer none) */
TesseraEditor *tessera_tokens_page_get_editor (TesseraTokensPage *page);

/* Takes filter and order of the list from @settings, and keeps them there from now on. */
void tessera_tokens_page_remember (TesseraTokensPage *page, GSettings *settings);

/* Shows all tokens that the filter lets through, with the focus on the list. */
void tessera_tokens_page_show (TesseraTokensPage *page, TesseraFilter filter);

/* Selects the token with that id, empties search and filter if they hide it, and scrolls there. The focus stays where it is. */
void tessera_tokens_page_select (TesseraTokensPage *page, const char *id);

void tessera_tokens_page_focus_search (TesseraTokensPage *page);

/* To the row that is selected; where none is, to the one that had it last. */
void tessera_tokens_page_focus_list (TesseraTokensPage *page);

G_END_DECLS
