/* tessera-token-model.h: what the list shows of a session's tokens: searched and sorted.
 *
 * A GListModel of TesseraToken over another one. What is searched and sorted by
 * is worked out once a token; a key then costs one pass over folded texts, and
 * views are told only of the stretch that changed. Main thread only. */

#pragma once

#include <gio/gio.h>

#include "tessera-token.h"

G_BEGIN_DECLS

/**
 * TesseraTokenKey:
 * @TESSERA_TOKEN_KEY_CREATED: the source's own order, newest first
 * @TESSERA_TOKEN_KEY_LAST_USED: longest unused first, after those that never were
 */
typedef enum
{
  TESSERA_TOKEN_KEY_CREATED,
  TESSERA_TOKEN_KEY_NAME,
  TESSERA_TOKEN_KEY_TYPE,
  TESSERA_TOKEN_KEY_PERMISSIONS,
  TESSERA_TOKEN_KEY_EXPIRES,
  TESSERA_TOKEN_KEY_LAST_USED,
  TESSERA_TOKEN_KEY_STATUS,
} TesseraTokenKey;

#define TESSERA_N_TOKEN_KEYS 7

#define TESSERA_TYPE_TOKEN_MODEL (tessera_token_model_get_type ())
G_DECLARE_FINAL_TYPE (TesseraTokenModel, tessera_token_model, TESSERA, TOKEN_MODEL, GObject)

/* @source: (transfer none): a GListModel of TesseraToken */
TesseraTokenModel *tessera_token_model_new (GListModel *source);

/* Type names to search and sort by. */
void tessera_token_model_set_catalogue (TesseraTokenModel *model, TesseraCatalogue *catalogue);

/**
 * tessera_token_model_set_search:
 * @text: words, each of which occurs in a shown token's name, type, hint or admins, without regard to case; "" for all
 */
void tessera_token_model_set_search (TesseraTokenModel *model, const char *text);

void tessera_token_model_set_sort (TesseraTokenModel *model, TesseraTokenKey key, gboolean descending);

/* Does at once what waits for a quiet moment while pages of a long list arrive. */
void tessera_token_model_flush (TesseraTokenModel *model);

/* Returns: the position of the token with that id among the shown ones, or GTK's invalid position, G_MAXUINT */
guint tessera_token_model_find (TesseraTokenModel *model, const char *id);

G_END_DECLS
