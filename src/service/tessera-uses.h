/* tessera-uses.h: counts in memory how tokens are used, until that is written.
 *
 * Any thread counts, and waits for no more than another thread's counting.
 * Writing goes in rounds: what was counted is gathered, then taken in parts. All
 * functions but tessera_uses_count() are called by one thread at a time. */

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

/* Adds to @usage what is counted of the token and not taken. */
void tessera_uses_add_to (TesseraUses *uses, gint64 number, TesseraUsage *usage);

/**
 * tessera_uses_gather:
 *
 * Lays what was counted until now aside, to be taken.
 *
 * Returns: %FALSE if some of the last time is still there; then that comes first, and nothing was added to it
 */
gboolean tessera_uses_gather (TesseraUses *uses);

/* The use of at most @most of the tokens laid aside. (transfer full) (element-type TesseraTokenUse) */
GPtrArray *tessera_uses_take (TesseraUses *uses, guint most);

/* Lays again aside what was taken and could not be written; @taken is empty then. */
void tessera_uses_put_back (TesseraUses *uses, GPtrArray *taken);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraUses, tessera_uses_free)

G_END_DECLS
