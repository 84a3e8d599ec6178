/* tessera-check.h: whether a token may make a request that somebody types, and why, in words.
 *
 * Check a Request asks what authorize would answer; tessera-access decides
 * for both. Any thread. */

#pragma once

#include "tessera-access.h"
#include "tessera-time.h"

G_BEGIN_DECLS

/**
 * TesseraTypedRequest:
 * @method: as chosen, unless what was typed begins with another one
 * @target: the raw target that is judged; empty if nothing was typed
 * @note: (nullable): that what was typed was taken apart, and into what: a sentence or two
 */
typedef struct
{
  char *method;
  char *target;
  char *note;
} TesseraTypedRequest;

/**
 * tessera_typed_request_new:
 * @method: the chosen method
 * @typed: a target; or a whole address, of which path and query count; or either as a line of a log has it, after
 *   a method and before the version of HTTP. Blanks around it are none of it
 *
 * Returns: (transfer full): what is to be judged
 */
TesseraTypedRequest *tessera_typed_request_new (const char *method, const char *typed);
void tessera_typed_request_free (TesseraTypedRequest *request);

/**
 * TesseraBearer:
 * @expires_at: the exclusive end, or %TESSERA_NEVER
 *
 * What a decision depends on of a token, as it is or as a form has it. A value.
 */
typedef struct
{
  TesseraPermissions permissions;
  gint64 expires_at;
  gboolean revoked;
} TesseraBearer;

/**
 * TesseraVerdict:
 * @words: "Allowed by Products: write", "Denied: needs Bulk Data: read", "Denied: the token is revoked."
 * @area: the area that the path belongs to, -1 if the request itself is at fault
 * @route: (nullable): the route that made it so; the catalogue's
 */
typedef struct
{
  gboolean allowed;
  char *words;
  int area;
  const char *route;
} TesseraVerdict;

/**
 * tessera_check:
 * @access: made of @catalogue
 *
 * In authorize's order: faults of the request, the token's state, its permissions.
 *
 * Returns: (transfer full): the answer and its reason
 */
TesseraVerdict *tessera_check (const TesseraAccess *access, TesseraCatalogue *catalogue,
                               const TesseraTypedRequest *request, TesseraBearer bearer, gint64 now);
void tessera_verdict_free (TesseraVerdict *verdict);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraTypedRequest, tessera_typed_request_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraVerdict, tessera_verdict_free)

G_END_DECLS
