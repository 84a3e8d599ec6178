/* tessera-snapshot.h: a token as an event of its history tells it.
 *
 * By ids, not by the catalogue's order of areas: a catalogue may have lost
 * areas and types since. A plain value; any thread. */

#pragma once

#include "tessera-json.h"
#include "tessera-permissions.h"
#include "tessera-time.h"

G_BEGIN_DECLS

typedef struct
{
  char *id;
  gboolean verbs[TESSERA_N_VERBS];
} TesseraSnapshotArea;

/**
 * TesseraSnapshot:
 * @name: as it was then
 * @type: the id of its token type
 * @expires_at: exclusive end, %TESSERA_NEVER for none
 * @status: `active`, `expired` or `revoked`, as it was told then
 * @hint: the last characters of the secret
 * @areas: (element-type TesseraSnapshotArea): what it granted, in the order in which it was told
 */
typedef struct
{
  char *name;
  char *type;
  gint64 expires_at;
  char *status;
  char *hint;
  GPtrArray *areas;
} TesseraSnapshot;

/**
 * tessera_snapshot_from_object:
 * @object: the member `before` or `after` of an event; members it doesn't know are passed over
 *
 * Returns: (transfer full): the token then, or %NULL with %TESSERA_ERROR_INVALID, whose message names the member
 */
TesseraSnapshot *tessera_snapshot_from_object (JsonObject *object, GError **error);

void tessera_snapshot_free (TesseraSnapshot *snapshot);

/* Whether it granted @verb on the area with that id. */
gboolean tessera_snapshot_grants (const TesseraSnapshot *snapshot, const char *area, TesseraVerb verb);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraSnapshot, tessera_snapshot_free)

G_END_DECLS
