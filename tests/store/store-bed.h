/* store-bed.h: what a test of the store stands on: a folder of its own with a database in it, an admin, secrets.
 *
 * Whatever fails here ends the test. */

#pragma once

#include "tessera-store-sqlite.h"

/* 2026-11-24T12:00:00Z */
#define NOON G_GINT64_CONSTANT (1795521600)
#define HOUR 3600
#define DAY 86400

/**
 * StoreBed:
 * @path: the database
 * @key_path: its key file, beside it
 * @store: (nullable): open on @path
 * @by: a manager, Mara
 */
typedef struct
{
  char *folder;
  char *path;
  char *key_path;
  TesseraCatalogue *catalogue;
  TesseraStore *store;
  TesseraAdmin *by;
} StoreBed;

/* A bed without a database, and one with an open store. */
StoreBed *store_bed_new_empty (void);
StoreBed *store_bed_new (void);

/* Closes the store and removes the folder. */
void store_bed_free (StoreBed *bed);

void store_bed_open (StoreBed *bed);
void store_bed_close (StoreBed *bed);
void store_bed_assert_refused (StoreBed *bed, TesseraStoreFlags flags, TesseraError code, const char *words);

/* (transfer full): a second store on the same file, without the lock */
TesseraStore *store_bed_open_beside (StoreBed *bed);

/* What a connection of the test's own reads and writes there; for what the store doesn't tell. */
gint64 store_bed_query_int (StoreBed *bed, const char *format, ...) G_GNUC_PRINTF (2, 3);
char *store_bed_query_text (StoreBed *bed, const char *format, ...) G_GNUC_PRINTF (2, 3);
void store_bed_execute (StoreBed *bed, const char *sql);

/* (transfer full): a draft that reads products and writes reports */
TesseraDraft *store_bed_draft (StoreBed *bed, const char *name, gint64 expires_at);

/* (transfer full): a new token that ends at @expires_at; @secret (out) (optional) (transfer full) is its secret */
TesseraToken *store_bed_create (StoreBed *bed, const char *name, gint64 expires_at, gint64 now, TesseraSecret **secret);

/* Whether @secret is one with which a request would pass at @now. */
gboolean store_bed_works (StoreBed *bed, const TesseraSecret *secret, gint64 now);

/* Whether both tokens say the same in every member. */
gboolean store_bed_tokens_equal (StoreBed *bed, TesseraToken *a, TesseraToken *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoreBed, store_bed_free)
