/* tessera-sessions.h: which server is open, and how another one is opened.
 *
 * Owns what outlives a session: the known servers, the store of keys, this
 * computer's own service. One session is open at a time; opening another lets
 * go of it. Main thread only. */

#pragma once

#include "tessera-key-store.h"
#include "tessera-reconnect.h"
#include "tessera-servers.h"
#include "tessera-session.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_SESSIONS (tessera_sessions_get_type ())
G_DECLARE_FINAL_TYPE (TesseraSessions, tessera_sessions, TESSERA, SESSIONS, GObject)

/* Signals: `opened`: another session is open; `key-note`: what is to be said of keys has changed.
 * @settings: (nullable): without, no server is remembered */
TesseraSessions *tessera_sessions_new (GSettings *settings);

/* (transfer none) */
TesseraServers *tessera_sessions_get_servers (TesseraSessions *sessions);
TesseraKeyStore *tessera_sessions_get_keys (TesseraSessions *sessions);

/* (transfer none) (nullable): %NULL before the first is opened */
TesseraSession *tessera_sessions_get_session (TesseraSessions *sessions);

/* (transfer none) (nullable): %NULL for a session that was given */
TesseraServer *tessera_sessions_get_open (TesseraSessions *sessions);

/* Opens the one that was open last. */
void tessera_sessions_open_last (TesseraSessions *sessions);

/* Opens @server, also where it is open already, and remembers it as the last. */
void tessera_sessions_open (TesseraSessions *sessions, TesseraServer *server);

/* Opens a session that belongs to no known server, for this run. */
void tessera_sessions_open_given (TesseraSessions *sessions, TesseraSession *session);

/* Keeps @key for @server; it is known at once. Where the key store does not take it, `key-note` tells. */
void tessera_sessions_keep_key (TesseraSessions *sessions, TesseraServer *server, const TesseraSecret *key);

/* Forgets @server, which must not be open, and its key. */
void tessera_sessions_remove (TesseraSessions *sessions, TesseraServer *server);

/* That keys are kept for this session only, and why; %NULL if there is nothing to say. (transfer none) (nullable) */
const char *tessera_sessions_get_key_note (TesseraSessions *sessions);

/* Ends this computer's service. For quitting. */
void tessera_sessions_stop (TesseraSessions *sessions);

G_END_DECLS
