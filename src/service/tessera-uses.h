/* tessera-uses.h: counts in memory how tokens are used, until that is written.
 *
 * Any thread; nothing here waits for more than another thread's counting. */

#pragma once

#include "tessera-usage.h"

G_BEGIN_DECLS

/**
 * TesseraTokenUse:
 * @number: the token's
 * @uses: its use of each area of the catalogue
 */
typedef struct
{
  gint64 number;
  TesseraUse uses[][TESSERA_N_VERBS];
} TesseraTokenUse;

typedef struct _TesseraUses TesseraUses;

/* @n_areas: the catalogue's, 1 to 64 */
TesseraUses *tessera_uses_new (guint n_areas);
void tessera_uses_free (TesseraUses *uses);

/* A request that passed at @at. */
void tessera_uses_count (TesseraUses *uses, gint64 number, guint area, TesseraVerb verb, gint64 at);

/* Adds to @usage what is counted of the token. */
void tessera_uses_add_to (TesseraUses *uses, gint64 number, TesseraUsage *usage);

/* Takes all that was counted, and begins anew. (transfer full) (element-type TesseraTokenUse) */
GPtrArray *tessera_uses_take (TesseraUses *uses);

/* Adds again what was taken and could not be written. */
void tessera_uses_put_back (TesseraUses *uses, GPtrArray *taken);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraUses, tessera_uses_free)

G_END_DECLS
