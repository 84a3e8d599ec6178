/* tessera-page-text.h: a page of tokens as tesserad writes it, read without a tree of it. */

#pragma once

#include "tessera-catalogue.h"

G_BEGIN_DECLS

/**
 * tessera_page_text_find_cursor:
 * @text: @length bytes that nobody has checked
 *
 * The cursor, where `next_cursor` is the first member and well-formed. If the
 * text turns out to be a page, then with this cursor, as JSON with the same
 * member twice is refused.
 *
 * Returns: (transfer full) (nullable): %NULL if there is none or it is not told so early
 */
char *tessera_page_text_find_cursor (const char *text, gsize length);

/**
 * tessera_page_text_read:
 * @text: @length bytes that nobody has checked
 * @next_cursor: (out) (transfer full) (nullable): %NULL if there is none
 * @total: (out): from 0 to %G_MAXINT
 *
 * A page whose members stand in tesserad's order and whose strings have no
 * escapes; anything else, and whatever is wrong, is for the general reader.
 *
 * Returns: (transfer full) (nullable) (element-type TesseraToken): as the general reader would; %NULL leaves it to that
 */
GPtrArray *tessera_page_text_read (const char *text, gsize length, TesseraCatalogue *catalogue, char **next_cursor,
                                   gint64 *total);

G_END_DECLS
