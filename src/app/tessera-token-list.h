/* tessera-token-list.h: the tokens of one server, newest first, found by id. A GListModel of TesseraToken.
 *
 * Tokens are immutable: a change puts another object in the place of the old
 * one. Main thread only. */

#pragma once

#include <gio/gio.h>

#include "tessera-token.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_TOKEN_LIST (tessera_token_list_get_type ())
G_DECLARE_FINAL_TYPE (TesseraTokenList, tessera_token_list, TESSERA, TOKEN_LIST, GObject)

TesseraTokenList *tessera_token_list_new (void);

/* (transfer none) (nullable) */
TesseraToken *tessera_token_list_find (TesseraTokenList *list, const char *id);

/**
 * tessera_token_list_append:
 * @page: (element-type TesseraToken): older than all that are there; those whose id is there already are passed over
 */
void tessera_token_list_append (TesseraTokenList *list, GPtrArray *page);

/**
 * tessera_token_list_replace:
 * @tokens: (element-type TesseraToken): newest first
 * @keep_equal: keep the object of a token that did not change, so that views keep what they hold;
 *   %FALSE where the catalogue, and with it the meaning of permissions, is another one
 *
 * Tells only of the stretch in which old and new differ.
 */
void tessera_token_list_replace (TesseraTokenList *list, GPtrArray *tokens, gboolean keep_equal);

/* Replaces the token with the id of @token, or adds it on top. */
void tessera_token_list_put (TesseraTokenList *list, TesseraToken *token);

/* The first expiry after @now of a token that is not revoked; %TESSERA_NEVER if there is none. */
gint64 tessera_token_list_get_next_expiry (TesseraTokenList *list, gint64 now);

/**
 * tessera_token_list_tell_expired:
 * @after: an instant
 * @until: a later one
 *
 * Replaces each token that expired after @after and not after @until by an equal one, so that views look again.
 *
 * Returns: (transfer container) (element-type TesseraToken): the new ones
 */
GPtrArray *tessera_token_list_tell_expired (TesseraTokenList *list, gint64 after, gint64 until);

G_END_DECLS
