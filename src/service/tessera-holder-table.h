/* tessera-holder-table.h: each secret and its holder, found by the secret's digest in one step to memory.
 *
 * A table without lists: a secret is in the place that its digest says, or in one
 * of the next. All that a judgement needs is in that place, so that it takes as
 * long among a million tokens as among a thousand. Nothing is ever taken out.
 * Not thread-safe. */

#pragma once

#include "tessera-holder.h"
#include "tessera-secret.h"

G_BEGIN_DECLS

/**
 * TesseraPlace:
 * @secret_ends_at: as in tessera_holders_add_secret()
 * @number: the token's; 0 in a place that is free
 * @type: the index of its type
 *
 * Two cache lines: by the first one it is found and judged, and the second one tells who it is.
 */
typedef struct
{
  _Alignas (64) TesseraDigest digest;
  TesseraPermissions permissions;
  gint64 expires_at;
  gint64 secret_ends_at;
  guint32 number;
  guint16 type;
  guint8 revoked;
  guint8 has_long_names;
  TesseraHolderNames names;
} TesseraPlace;

/**
 * TesseraHolderTable:
 * @next: for each place, behind them all: another secret of the same token, as the index of its place + 1; 0 after the last
 */
typedef struct
{
  TesseraPlace *places;
  guint32 *next;
  gsize n_places;
  gsize n_used;
} TesseraHolderTable;

/* @n_places: 1 to G_MAXUINT32 */
TesseraHolderTable *tessera_holder_table_new (gsize n_places);

/* Long names stay. */
void tessera_holder_table_free (TesseraHolderTable *table);

/**
 * tessera_holder_table_find:
 *
 * Digests are compared in constant time.
 *
 * Returns: the index of the place of that secret, or of the free one where it belongs
 */
gsize tessera_holder_table_find (const TesseraHolderTable *table, const TesseraDigest *digest);

/**
 * tessera_holder_table_expect:
 * @places: a table's, at some time; not looked at
 * @n_places: how many there are
 *
 * Has the memory bring what tessera_holder_table_find() will look at. A hint.
 */
void tessera_holder_table_expect (guintptr places, gsize n_places, const TesseraDigest *digest);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraHolderTable, tessera_holder_table_free)

G_END_DECLS
