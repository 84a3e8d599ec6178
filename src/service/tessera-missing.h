/* tessera-missing.h: ids that tokens have and the catalogue lacks, and on how many tokens. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef GHashTable TesseraMissing;

/* (transfer full) */
TesseraMissing *tessera_missing_new (void);

/* One more token has @id. */
void tessera_missing_count (TesseraMissing *missing, const char *id);

/* Returns: (transfer full) (nullable): `mobile (on 3 tokens), tides (on 1 token)`, in the ids' order; %NULL if there are none */
char *tessera_missing_describe (TesseraMissing *missing);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraMissing, g_hash_table_unref)

G_END_DECLS
