/* tessera-client.h: the token API, spoken over HTTP.
 *
 * Asynchronous: call and be called back in the main context of the thread that
 * made the client. Every call takes a cancellable, has a time limit as a whole
 * and a limit on the size of its answer. Results are TesseraError or
 * G_IO_ERROR_CANCELLED, with a message a person understands that says what
 * happened to what; nothing received is trusted.
 *
 * A refusal of the server brings its problem document along in @problem
 * (nullable, transfer full) where it sent one. */

#pragma once

#include <gio/gio.h>

#include "tessera-admin.h"
#include "tessera-draft.h"
#include "tessera-event.h"
#include "tessera-problem.h"
#include "tessera-secret.h"
#include "tessera-usage.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_CLIENT (tessera_client_get_type ())
G_DECLARE_FINAL_TYPE (TesseraClient, tessera_client, TESSERA, CLIENT, GObject)

/**
 * tessera_client_new:
 * @url: `https://host[:port][/path]`, or `http://` to a loopback address; no user, query or fragment
 * @key: an admin key; copied
 *
 * Returns: (transfer full): a client, or %NULL with %TESSERA_ERROR_INVALID, which says what is wrong with @url or @key
 */
TesseraClient *tessera_client_new (const char *url, const TesseraSecret *key, GError **error);

/* A client for the private socket at @path, where the user's id is the credential. (transfer full) */
TesseraClient *tessera_client_new_for_socket (const char *path);

/* Milliseconds that a call may take as a whole; 1 or more, 15000 unless told. */
void tessera_client_set_timeout (TesseraClient *client, guint milliseconds);

/* Returns: (transfer none): the server for people: its host and port, or `This computer` in the user's language */
const char *tessera_client_get_server_name (TesseraClient *client);

/* Returns: (transfer none): what tells the server from others, the same in every language and every run */
const char *tessera_client_get_address (TesseraClient *client);

void tessera_client_get_catalogue_async (TesseraClient *client, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);

/* @self: (out) (transfer full): who we are */
TesseraCatalogue *tessera_client_get_catalogue_finish (TesseraClient *client, GAsyncResult *result, TesseraAdmin **self, GError **error);

/**
 * tessera_client_list_async:
 * @limit: tokens a page, 1 to 1000
 * @cursor: (nullable): %NULL for the first page
 */
void tessera_client_list_async (TesseraClient *client, TesseraCatalogue *catalogue, guint limit, const char *cursor,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);

/**
 * tessera_client_list_finish:
 * @next_cursor: (out) (transfer full) (nullable): %NULL after the last page
 * @total: (out): how many tokens there are in all
 *
 * Returns: (transfer full) (element-type TesseraToken): a page, newest first
 */
GPtrArray *tessera_client_list_finish (TesseraClient *client, GAsyncResult *result, char **next_cursor, gint64 *total, GError **error);

/**
 * TesseraPageFunc:
 * @tokens: (transfer none) (element-type TesseraToken): a page
 * @total: how many tokens there are in all
 */
typedef void (*TesseraPageFunc) (GPtrArray *tokens, gint64 total, gpointer data);

/**
 * tessera_client_list_all_async:
 * @first: tokens of the first page, 1 to 1000
 * @limit: tokens of each further page, 1 to 1000
 * @got_page: gets each page, newest first; not called any more once @cancellable is cancelled or an error was met
 * @data: for @got_page and @callback
 *
 * All tokens. A server that tells `next_cursor` before a page's tokens, as
 * tesserad does, is asked for the next page while this one is still read.
 */
void tessera_client_list_all_async (TesseraClient *client, TesseraCatalogue *catalogue, guint first, guint limit,
                                    GCancellable *cancellable, TesseraPageFunc got_page, GAsyncReadyCallback callback,
                                    gpointer data);

/* Returns: whether @got_page got all of them */
gboolean tessera_client_list_all_finish (TesseraClient *client, GAsyncResult *result, GError **error);

/**
 * tessera_client_create_async:
 * @idempotency_key: 1 to 64 visible ASCII characters, new for each filled form and the same for its repetition
 */
void tessera_client_create_async (TesseraClient *client, TesseraCatalogue *catalogue, const TesseraDraft *draft,
                                  const char *idempotency_key, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);

/* @secret: (out) (transfer full) (nullable): %NULL when the token had been created already by the same key */
TesseraToken *tessera_client_create_finish (TesseraClient *client, GAsyncResult *result, TesseraSecret **secret,
                                            TesseraProblem **problem, GError **error);

/**
 * tessera_client_update_async:
 * @token: the token that @draft was made from; its revision goes along
 *
 * A 412 whose token already equals @draft is what a second try gets when the
 * answer to the first was lost, and a success.
 */
void tessera_client_update_async (TesseraClient *client, TesseraCatalogue *catalogue, TesseraToken *token,
                                  const TesseraDraft *draft, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);

/* @current: (out) (transfer full) (nullable): with %TESSERA_ERROR_STALE and %TESSERA_ERROR_REVOKED, the token as it is now */
TesseraToken *tessera_client_update_finish (TesseraClient *client, GAsyncResult *result, TesseraToken **current,
                                            TesseraProblem **problem, GError **error);

/* @grace_seconds: 0 to 604800 */
void tessera_client_rotate_async (TesseraClient *client, TesseraCatalogue *catalogue, TesseraToken *token,
                                  guint grace_seconds, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
TesseraToken *tessera_client_rotate_finish (TesseraClient *client, GAsyncResult *result, TesseraSecret **secret,
                                            TesseraToken **current, TesseraProblem **problem, GError **error);

void tessera_client_revoke_async (TesseraClient *client, TesseraCatalogue *catalogue, const char *id,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
TesseraToken *tessera_client_revoke_finish (TesseraClient *client, GAsyncResult *result, TesseraProblem **problem, GError **error);

void tessera_client_get_async (TesseraClient *client, TesseraCatalogue *catalogue, const char *id,
                               GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
TesseraToken *tessera_client_get_finish (TesseraClient *client, GAsyncResult *result, GError **error);

/**
 * tessera_client_history_async:
 * @id: the token whose changes are asked for
 * @limit: events a page, 1 to 1000
 * @cursor: (nullable): %NULL for the first page
 *
 * Needs no catalogue: events name areas and types that it may have no more.
 */
void tessera_client_history_async (TesseraClient *client, const char *id, guint limit, const char *cursor,
                                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);

/**
 * tessera_client_history_finish:
 * @next_cursor: (out) (transfer full) (nullable): %NULL after the last page
 *
 * Returns: (transfer full) (element-type TesseraEvent): a page, newest first; each event's `before` and `after`
 *   can be read as a TesseraSnapshot
 */
GPtrArray *tessera_client_history_finish (TesseraClient *client, GAsyncResult *result, char **next_cursor, GError **error);

/**
 * tessera_client_usage_async:
 * @catalogue: all of whose areas the answer must name
 * @id: the token whose use is asked for
 */
void tessera_client_usage_async (TesseraClient *client, TesseraCatalogue *catalogue, const char *id,
                                 GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);

/* Returns: (transfer full): how often and when last each permission was used */
TesseraUsage *tessera_client_usage_finish (TesseraClient *client, GAsyncResult *result, GError **error);

G_END_DECLS
