/* tessera-route.h: the form of a route in the catalogue: `/` and segments, `*` for one non-empty segment. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * tessera_route_find_fault:
 *
 * Returns: (nullable) (transfer none): why @route can't be one, in words; %NULL if it can
 */
const char *tessera_route_find_fault (const char *route);

/**
 * tessera_route_ties:
 *
 * Whether some path is covered by both and neither is the more exact one: as
 * many segments, as many `*`.
 */
gboolean tessera_route_ties (const char *a, const char *b);

G_END_DECLS
