/* tessera-window-drafts.h: a window's unsent drafts: offering what an earlier run has left, asking before the window closes.
 *
 * Between the window's parts and tessera-draft-keeper.h. Main thread only. */

#pragma once

#include "tessera-create-page.h"
#include "tessera-message-strip.h"
#include "tessera-tokens-page.h"

G_BEGIN_DECLS

typedef struct _TesseraWindowDrafts TesseraWindowDrafts;

/**
 * TesseraWindowParts:
 * @open: opens Tokens or Create Token; called with @window
 *
 * What must outlive the drafts.
 */
typedef struct
{
  GtkWindow *window;
  TesseraMessageStrip *strip;
  TesseraCreatePage *create_page;
  TesseraTokensPage *tokens_page;
  void (*open) (gpointer window, gboolean tokens);
} TesseraWindowParts;

TesseraWindowDrafts *tessera_window_drafts_new (TesseraSession *session, const TesseraWindowParts *parts);
void tessera_window_drafts_free (TesseraWindowDrafts *drafts);

/* What the strip offers: to go on with it, or not to. */
void tessera_window_drafts_restore (TesseraWindowDrafts *drafts);
void tessera_window_drafts_discard (TesseraWindowDrafts *drafts);

/* What is filled in was saved or discarded: nothing of it is kept. For leaving the session. */
void tessera_window_drafts_end (TesseraWindowDrafts *drafts);

/**
 * tessera_window_drafts_leave:
 *
 * Asks whether what is filled in is kept for the next start, if anything is.
 *
 * Returns: %TRUE if the window may close at once; if not, the window is closed again once it may
 */
gboolean tessera_window_drafts_leave (TesseraWindowDrafts *drafts);

G_END_DECLS
