/* tessera-query.h: the part of a target after its `?`, read strictly. */

#pragma once

#include <glib.h>

#include "tessera-error.h"

G_BEGIN_DECLS

#define TESSERA_QUERY_DEFAULT_LIMIT 200
#define TESSERA_QUERY_MAX_LIMIT 1000

/**
 * TesseraQuery:
 * @limit: 1 to 1000
 * @cursor: (nullable): unreserved characters of RFC 3986, at least one
 */
typedef struct
{
  guint limit;
  char *cursor;
} TesseraQuery;

void tessera_query_init (TesseraQuery *query);
void tessera_query_clear (TesseraQuery *query);

/**
 * tessera_query_parse:
 * @text: (nullable): what follows the `?`, %NULL where there is none
 * @paged: whether `limit` and `cursor` are known here; nothing else is
 *
 * Returns: %FALSE with %TESSERA_ERROR_INVALID for a parameter that is unknown, doubled, out of its range or a credential
 */
gboolean tessera_query_parse (TesseraQuery *query, const char *text, gboolean paged, GError **error);

G_END_DECLS
