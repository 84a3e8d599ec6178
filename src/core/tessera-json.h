/* tessera-json.h: guarded reading of JSON.
 *
 * json-glib takes much that is not JSON and recurses without limit, so a
 * strict scan by RFC 8259 stands before it, and strict readers of members
 * after it. Every function may be called in any thread. */

#pragma once

#include <json-glib/json-glib.h>

#include "tessera-error.h"

G_BEGIN_DECLS

/* The deepest nesting the contract allows in a request. */
#define TESSERA_JSON_MAX_DEPTH 16

/**
 * tessera_json_check:
 * @text: @length bytes, not necessarily NUL-terminated; anything where there are none
 * @max_depth: how many arrays and objects may contain each other; 1 to 1000
 *
 * Whether @text is one JSON text by RFC 8259: UTF-8 without a byte order mark,
 * no lone surrogates, no `\u0000`, no member twice in an object.
 *
 * Returns: %TRUE, or %FALSE with %TESSERA_ERROR_BAD_JSON, whose message names line and column
 */
gboolean tessera_json_check (const char *text, gsize length, guint max_depth, GError **error);

/**
 * tessera_json_parse:
 *
 * Checks as tessera_json_check() does, then parses.
 *
 * Returns: (transfer full): the root, or %NULL with %TESSERA_ERROR_BAD_JSON
 */
JsonNode *tessera_json_parse (const char *text, gsize length, guint max_depth, GError **error);

/**
 * tessera_json_to_string:
 * @object: (transfer none): what to write
 *
 * Returns: (transfer full): compact JSON
 */
char *tessera_json_to_string (JsonObject *object);

/* Readers of a member. Each returns %FALSE with %TESSERA_ERROR_INVALID when the
 * member is missing or of another type; the message names it. Strings, objects
 * and arrays are (transfer none). `nullable` ones take a null (but not a
 * missing member) for %NULL. */
gboolean tessera_json_get_string          (JsonObject *object, const char *member, const char **value, GError **error);
gboolean tessera_json_dup_string          (JsonObject *object, const char *member, char **value, GError **error); /* (transfer full) */
gboolean tessera_json_get_nullable_string (JsonObject *object, const char *member, const char **value, GError **error);
gboolean tessera_json_get_boolean         (JsonObject *object, const char *member, gboolean *value, GError **error);
gboolean tessera_json_get_int             (JsonObject *object, const char *member, gint64 min, gint64 max, gint64 *value, GError **error);
gboolean tessera_json_get_object          (JsonObject *object, const char *member, JsonObject **value, GError **error);
gboolean tessera_json_get_array           (JsonObject *object, const char *member, JsonArray **value, GError **error);

/* Returns: %TRUE if @node is a string; mistyped and %NULL nodes are not */
gboolean tessera_json_node_is_string (JsonNode *node);

/**
 * tessera_json_pointer_append:
 * @pointer: an RFC 6901 pointer, "" for the root
 * @member: a member's name, unescaped
 *
 * Returns: (transfer full): the pointer to that member, escaped as RFC 6901, 3 says
 */
char *tessera_json_pointer_append (const char *pointer, const char *member);

G_END_DECLS
