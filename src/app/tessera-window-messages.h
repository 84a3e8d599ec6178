/* tessera-window-messages.h: what the window's strip says, and what its buttons then do.
 *
 * Of the session's state, of what has failed, of a draft, of keys, of tokens that expire. Main thread only. */

#pragma once

#include "tessera-message-strip.h"
#include "tessera-sessions.h"
#include "tessera-window-drafts.h"
#include "tessera-window-pages.h"

G_BEGIN_DECLS

typedef struct _TesseraWindowMessages TesseraWindowMessages;

/**
 * tessera_window_messages_new:
 * @window: outlives them, as does @strip; has the action `frame.servers`
 * @settings: (nullable): where is remembered what was dismissed
 */
TesseraWindowMessages *tessera_window_messages_new (GtkWindow *window, TesseraMessageStrip *strip, GSettings *settings);
void tessera_window_messages_free (TesseraWindowMessages *messages);

/* @pages and @drafts: stay until tessera_window_messages_let_go(). In place of what was said of another session. */
void tessera_window_messages_follow (TesseraWindowMessages *messages, TesseraSession *session, TesseraWindowPages *pages,
                                     TesseraWindowDrafts *drafts);

void tessera_window_messages_let_go (TesseraWindowMessages *messages);

/* Says what is to be said of keys, and offers **Servers** where another key is needed. Once. */
void tessera_window_messages_follow_sessions (TesseraWindowMessages *messages, TesseraSessions *sessions);

G_END_DECLS
