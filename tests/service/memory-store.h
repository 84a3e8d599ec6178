/* memory-store.h: a store without a disk, which knows no more than decisions ask. */

#pragma once

#include "tessera-holders.h"
#include "tessera-store.h"

/* @n_areas: the catalogue's. (transfer full) */
TesseraStore *memory_store_new (guint n_areas);

/**
 * memory_store_add:
 * @holder: a token; the numbers of those that are added begin with 1
 * @digest: of a secret of it
 * @ends_at: the secret's end; as in tessera_holders_add_secret()
 */
void memory_store_add (TesseraStore *store, const TesseraHolder *holder, const TesseraDigest *digest, gint64 ends_at);
