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

/* (transfer none) (nullable): %NULL before the first is opened */
TesseraServer *tessera_sessions_get_open (TesseraSessions *sessions);

/* Opens the one that was open last. */
void tessera_sessions_open_last (TesseraSessions *sessions);

/* Opens @server, also where it is open already, and remembers it as the last. */
void tessera_sessions_open (TesseraSessions *sessions, TesseraServer *server);

/**
 * tessera_sessions_open_given:
 * @url: as tessera_url_to_string() writes it
 * @key: an admin key for it, which comes before one that is kept
 *
 * Opens a server for this run. It is in the list meanwhile, and remembered only if it was before or the user adds it.
 */
void tessera_sessions_open_given (TesseraSessions *sessions, const char *url, const TesseraSecret *key);

/* Keeps @key for @server; it is known at once. Where the key store does not take it, `key-note` tells. */
void tessera_sessions_keep_key (TesseraSessions *sessions, TesseraServer *server, const TesseraSecret *key);

/* Keeps the key for @server that is known for this session. */
void tessera_sessions_keep_known_key (TesseraSessions *sessions, TesseraServer *server);

/* Forgets @server, which must not be open, and its key. */
void tessera_sessions_remove (TesseraSessions *sessions, TesseraServer *server);

/* That keys are kept for this session only, and why; %NULL if there is nothing to say. (transfer none) (nullable) */
const char *tessera_sessions_get_key_note (TesseraSessions *sessions);

/* Ends this computer's service. For quitting. */
void tessera_sessions_stop (TesseraSessions *sessions);

G_END_DECLS
