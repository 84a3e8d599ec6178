/* tessera-window-pages.h: the pages of one session, Create Token and Tokens, in the window's expanders, and every way from one
 * to the other.
 *
 * Whoever goes is asked first about what is typed and not saved. What is created is
 * shown with its secret, then in the list; a copy of a token goes to Create Token.
 * The pages know nothing of each other. Main thread only. */

#pragma once

#include "tessera-accordion.h"
#include "tessera-create-page.h"
#include "tessera-tokens-page.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_WINDOW_PAGES (tessera_window_pages_get_type ())
G_DECLARE_FINAL_TYPE (TesseraWindowPages, tessera_window_pages, TESSERA, WINDOW_PAGES, GObject)

/**
 * tessera_window_pages_new:
 * @window: over which questions are asked; outlives them, or disposes of them first, as does @accordion
 * @settings: (nullable): where filter and order of the list are remembered
 *
 * Puts the pages in place of those that are in the expanders. Dispose of those first.
 * Signal `told` (const char *): a few words on what was done.
 */
TesseraWindowPages *tessera_window_pages_new (GtkWindow *window, TesseraAccordion *accordion, TesseraSession *session,
                                              GSettings *settings);

/* Opens the page that is remembered, and Create Token as soon as it is known that there is no token yet. */
void tessera_window_pages_begin (TesseraWindowPages *pages);

/* (transfer none) */
TesseraCreatePage *tessera_window_pages_get_create (TesseraWindowPages *pages);
TesseraTokensPage *tessera_window_pages_get_tokens (TesseraWindowPages *pages);
TesseraEditor *tessera_window_pages_get_editor (TesseraWindowPages *pages);

/* Opens Create Token with the focus on its first field, if what is unsaved in the editor may go. */
void tessera_window_pages_create (TesseraWindowPages *pages);

/* Tokens is being folded. Returns: whether it may be at once; if not, it is as soon as the user has said so */
gboolean tessera_window_pages_may_fold_tokens (TesseraWindowPages *pages);

/* Opens Tokens, with the focus on the search or with those that expire soon. */
void tessera_window_pages_search (TesseraWindowPages *pages);
void tessera_window_pages_show_expiring (TesseraWindowPages *pages);

/* As tessera_leave_all(), for both pages. */
void tessera_window_pages_leave (TesseraWindowPages *pages, TesseraLeft done, gpointer data);

G_END_DECLS
