/* tessera-store-sqlite-ids.h: the ids of tokens, and cursors into lists of them.
 *
 * Both are made of digits and lower-case letters, all of them unreserved
 * (RFC 3986, 2.3), and opaque to everybody else. */

#pragma once

#include <glib.h>

#include "tessera-store-sqlite-key-file.h"

G_BEGIN_DECLS

/**
 * tessera_id_new:
 * @number: the token's number
 * @latest: (nullable): the id of the token before
 * @now: seconds
 *
 * `tok_`, the time, the number and some chance, in digits that sort as they
 * count. The time never goes back, even if the clock does; chance keeps an id
 * from being used again after an old backup was restored.
 *
 * Returns: (transfer full) (nullable): an id that sorts after @latest; %NULL without randomness
 */
char *tessera_id_new (gint64 number, const char *latest, gint64 now);

/* Returns: the number in @id; 0 if @id is not of that form, in which case no token has it */
gint64 tessera_id_get_number (const char *id);

/**
 * tessera_cursor_new:
 * @key: only who has it can make a cursor
 * @list: names the list, so that a cursor into one is none into another
 * @number: the last row that was seen; at least 1
 *
 * Returns: (transfer full): the cursor
 */
char *tessera_cursor_new (const guint8 key[TESSERA_KEY_LENGTH], const char *list, gint64 number);

/* Returns: %FALSE with %TESSERA_ERROR_INVALID for anything that tessera_cursor_new() did not make with @key and @list
 */
gboolean tessera_cursor_parse (const guint8 key[TESSERA_KEY_LENGTH], const char *list, const char *cursor,
                               gint64 *number, GError **error);

G_END_DECLS
