/* tessera-window.h: the window: header bar, message strip, the expanders Create Token and Tokens.
 *
 * It wires the two pages, which know nothing of each other, to the session,
 * the strip and the dialogs. */

#pragma once

#include <adwaita.h>

#include "tessera-create-page.h"
#include "tessera-sessions.h"
#include "tessera-tokens-page.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_WINDOW (tessera_window_get_type ())
G_DECLARE_FINAL_TYPE (TesseraWindow, tessera_window, TESSERA, WINDOW, AdwApplicationWindow)

/**
 * tessera_window_new:
 * @application: (nullable)
 * @settings: (nullable): where size and open expander are remembered
 *
 * Loads the session once the window is there to be seen.
 */
TesseraWindow *tessera_window_new (GtkApplication *application, TesseraSession *session, GSettings *settings);

/* Shows whatever @sessions opens from now on, in place of the session from tessera_window_new(); offers **Servers**. */
void tessera_window_follow_sessions (TesseraWindow *window, TesseraSessions *sessions);

/* The pages, for tests. (transfer none) */
/* With its form, even where Create Token was not opened yet. */
TesseraCreatePage *tessera_window_get_create_page (TesseraWindow *window);
TesseraTokensPage *tessera_window_get_tokens_page (TesseraWindow *window);

/* Whether Tokens is open; Create Token is open if not. */
gboolean tessera_window_get_tokens_open (TesseraWindow *window);

/* What the strip says now. (transfer none) (nullable) */
const char *tessera_window_get_message (TesseraWindow *window);

G_END_DECLS
