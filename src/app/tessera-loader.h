/* tessera-loader.h: what a session has from its server, and how it comes to that: catalogue, admin and all tokens, one load after
 * another.
 *
 * What a load that failed did not bring stays as it was. Main thread only. */

#pragma once

#include "tessera-connection.h"
#include "tessera-token-list.h"

G_BEGIN_DECLS

/**
 * TesseraSessionState:
 * @TESSERA_SESSION_LOADING: the first answer is not here yet
 * @TESSERA_SESSION_READY: catalogue and tokens are here
 * @TESSERA_SESSION_OFFLINE: the last load failed; what was seen stays; changes wait
 */
typedef enum
{
  TESSERA_SESSION_LOADING,
  TESSERA_SESSION_READY,
  TESSERA_SESSION_OFFLINE,
} TesseraSessionState;

typedef enum
{
  TESSERA_LOADED_STATE,      /* it has a state, perhaps the same again */
  TESSERA_LOADED_CATALOGUE,  /* it has another one */
  TESSERA_LOADED_LOADING,    /* a load has begun or ended */
  TESSERA_LOADED_PROGRESS,
} TesseraLoaded;

#define TESSERA_TYPE_LOADER (tessera_loader_get_type ())
G_DECLARE_FINAL_TYPE (TesseraLoader, tessera_loader, TESSERA, LOADER, GObject)

/**
 * tessera_loader_new:
 * @tokens: what is loaded goes into it
 *
 * Loads nothing by itself, except after a failure, when @connection tells that its service is back.
 * Signal `changed` (TesseraLoaded as int).
 */
TesseraLoader *tessera_loader_new (TesseraConnection *connection, TesseraTokenList *tokens);

/* One load at a time; a second call while one runs joins it. */
void tessera_loader_start (TesseraLoader *loader);

/* Nothing comes of the load that runs, if one does. */
void tessera_loader_cancel (TesseraLoader *loader);

/* Cancels it; if it is the first, and some tokens are here, they stay, and that is all there is. */
void tessera_loader_stop (TesseraLoader *loader);

/* @token: came with an answer while a load may run */
void tessera_loader_put (TesseraLoader *loader, TesseraToken *token);

TesseraSessionState tessera_loader_get_state (TesseraLoader *loader);

/* (transfer none) (nullable): %NULL until the first answer */
TesseraCatalogue *tessera_loader_get_catalogue (TesseraLoader *loader);
const TesseraAdmin *tessera_loader_get_admin (TesseraLoader *loader);

/* Why the last load failed, while offline. (transfer none) (nullable) */
const GError *tessera_loader_get_error (TesseraLoader *loader);

/* When the last load that succeeded ended, in seconds since 1970; 0 if none has yet. */
gint64 tessera_loader_get_loaded_at (TesseraLoader *loader);

/* Whether the first load was stopped in the middle. */
gboolean tessera_loader_get_partial (TesseraLoader *loader);

gboolean tessera_loader_get_loading (TesseraLoader *loader);

/* 0 to 1 while pages load, -1 otherwise */
double tessera_loader_get_progress (TesseraLoader *loader);

G_END_DECLS
