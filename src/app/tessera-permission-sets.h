/* tessera-permission-sets.h: different sets of permissions, each kept once and known by a number.
 *
 * Many tokens have the same, and what a search wants of a set is worked out once for all of them. Main thread only. */

#pragma once

#include "tessera-permissions.h"

G_BEGIN_DECLS

typedef struct _TesseraPermissionSets TesseraPermissionSets;

TesseraPermissionSets *tessera_permission_sets_new (void);
void tessera_permission_sets_free (TesseraPermissionSets *sets);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraPermissionSets, tessera_permission_sets_free)

/* How many there are: numbers are below that. */
guint tessera_permission_sets_get_length (TesseraPermissionSets *sets);

/* Returns: the number of @permissions, from now on if there was none */
guint tessera_permission_sets_enter (TesseraPermissionSets *sets, TesseraPermissions permissions);

TesseraPermissions tessera_permission_sets_get (TesseraPermissionSets *sets, guint number);

G_END_DECLS
