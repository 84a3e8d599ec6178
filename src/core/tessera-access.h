/* tessera-access.h: what a request to the real API needs, and whether permissions allow it.
 *
 * The one decision that the service makes for a proxy and the window shows in
 * Check a Request. Methods and paths are compared byte by byte as sent;
 * nothing is ever decoded, repaired or normalised: what could mean another
 * path to somebody else is a fault. Thread-safe after it was made. */

#pragma once

#include "tessera-catalogue.h"

G_BEGIN_DECLS

typedef struct _TesseraAccess TesseraAccess;

/**
 * TesseraAccessNeed:
 * @fault: (nullable): why no token may make this request, a sentence for people that lives for ever; then the rest is 0
 * @area: the index of the area that the path belongs to
 * @verb: whether it is read or written
 * @route: the one that decides; the catalogue's
 *
 * What a request needs. A value.
 */
typedef struct
{
  const char *fault;
  guint area;
  TesseraVerb verb;
  const char *route;
} TesseraAccessNeed;

/**
 * tessera_access_new:
 *
 * Returns: (transfer full): the routes of @catalogue, ready to be matched
 */
TesseraAccess *tessera_access_new (TesseraCatalogue *catalogue);
void tessera_access_free (TesseraAccess *access);

/**
 * tessera_access_judge_method:
 * @method: as sent; compared exactly, so `get` is none (RFC 9110, 9.1)
 * @verb: (out): GET and HEAD read; POST, PUT and DELETE write
 *
 * Returns: (nullable) (transfer none): the fault, in words
 */
const char *tessera_access_judge_method (const char *method, TesseraVerb *verb);

/**
 * tessera_access_judge_target:
 * @target: a raw request target (RFC 9112, 3.2.1), with its query if it has one; any bytes but NUL
 *
 * Whether @target is one that every reader of it reads the same, and that
 * carries no credential in its query. Says nothing about routes.
 *
 * Returns: (nullable) (transfer none): the fault, in words
 */
const char *tessera_access_judge_target (const char *target);

/**
 * tessera_access_find_area:
 * @target: as tessera_access_judge_target(), without fault
 *
 * Of the routes that cover the path the one with the most segments decides,
 * then the one with fewer `*`. A route covers all below it, and itself with a
 * trailing slash.
 *
 * Returns: the area's index, or -1 for a path that belongs to none
 */
int tessera_access_find_area (const TesseraAccess *access, const char *target);

/**
 * tessera_access_find_need:
 *
 * All of the above: method, then target, then area.
 */
TesseraAccessNeed tessera_access_find_need (const TesseraAccess *access, const char *method, const char *target);

/**
 * tessera_access_allows:
 * @need: without fault
 *
 * Returns: whether @permissions hold what is needed; never for a retired area
 */
gboolean tessera_access_allows (const TesseraAccess *access, TesseraAccessNeed need, TesseraPermissions permissions);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraAccess, tessera_access_free)

G_END_DECLS
