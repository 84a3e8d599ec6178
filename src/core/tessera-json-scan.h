/* tessera-json-scan.h: whether a text is JSON by RFC 8259, to the letter; private to tessera-json. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * tessera_json_scan:
 * @text: @length bytes
 * @max_depth: how many arrays and objects may contain each other
 * @offset: (out): the byte at which the fault was found
 *
 * Returns: (nullable): what is wrong there, in English for a log or a problem document; %NULL if nothing is
 */
const char *tessera_json_scan (const char *text, gsize length, guint max_depth, gsize *offset);

G_END_DECLS
