/* tessera-session.h: one server as the window sees it: client, catalogue, role, the one list of tokens.
 *
 * State lives here alone; views follow it by its signals. Main thread only. */

#pragma once

#include "tessera-loader.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_SESSION (tessera_session_get_type ())
G_DECLARE_FINAL_TYPE (TesseraSession, tessera_session, TESSERA, SESSION, GObject)

/* Properties: `state` (TesseraSessionState, notifies), `catalogue` (notifies when a changed one came),
 * `can-change` (gboolean, notifies: ready and a manager), `loading` (gboolean, notifies: a load runs),
 * `progress` (double, 0 to 1 while pages load, -1 otherwise).
 * Signal `token-changed` (TesseraToken): one token was put into the list or replaced there, or has just expired. */
TesseraSession *tessera_session_new_for_connection (TesseraConnection *connection);

/* For a server whose client is there. */
TesseraSession *tessera_session_new (TesseraClient *client);

/* For this computer's own service, which is started before it is spoken to; a session that is offline loads
 * again when the service is back. */
TesseraSession *tessera_session_new_local (TesseraLocalService *service);

/* (transfer none) (nullable): %NULL while its key is not known yet; there is one once a load has succeeded */
TesseraClient *tessera_session_get_client (TesseraSession *session);

/* The server for people. (transfer none) */
const char *tessera_session_get_server_name (TesseraSession *session);

/* What tells the server from others, the same in every run. (transfer none) */
const char *tessera_session_get_server_address (TesseraSession *session);

TesseraSessionState tessera_session_get_state (TesseraSession *session);

/* (nullable): %NULL until the first load succeeded */
TesseraCatalogue *tessera_session_get_catalogue (TesseraSession *session);
gboolean tessera_session_get_can_change (TesseraSession *session);

/* Whether the admin may look at tokens alone; not as long as that is not known, as while loading or offline. */
gboolean tessera_session_is_viewer (TesseraSession *session);

/* Why nothing can be changed now, in words; %NULL when it can. (transfer none) */
const char *tessera_session_get_why_not (TesseraSession *session);

/* When the last load that succeeded ended, in seconds since 1970; 0 if none has yet. */
gint64 tessera_session_get_loaded_at (TesseraSession *session);

/* The error of the last load while offline. (transfer none) (nullable) */
const GError *tessera_session_get_load_error (TesseraSession *session);

/* A GListModel of TesseraToken, newest first; lives as long as the session. (transfer none) */
GListModel *tessera_session_get_tokens (TesseraSession *session);

/* (transfer none) (nullable) */
TesseraToken *tessera_session_find_token (TesseraSession *session, const char *id);

gboolean tessera_session_get_loading (TesseraSession *session);
double tessera_session_get_progress (TesseraSession *session);

/* Loads catalogue and all pages again; one load at a time, a second call while one runs joins it.
 * The first load's pages show as they come, a later one's all at once, so that the list does not flicker. */
void tessera_session_load (TesseraSession *session);

/* Ends a load that runs; nothing more is heard of it. Also done when the session goes. */
void tessera_session_cancel_load (TesseraSession *session);

/* The same as the user's wish: what the first load brought so far stays, and can be worked with; what an earlier load
 * brought stays as it was. */
void tessera_session_stop_load (TesseraSession *session);

/* Whether the list lacks tokens, because the load that brought it was stopped; until one succeeds. */
gboolean tessera_session_get_partial (TesseraSession *session);

/* Puts a token that an answer brought into the list: replaces the one with its id, or adds it on top. */
void tessera_session_put_token (TesseraSession *session, TesseraToken *token);

G_END_DECLS
