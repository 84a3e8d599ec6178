/* tessera-page-text.h: what a page's text says before it is read. */

#pragma once

#include <glib.h>

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

G_END_DECLS
