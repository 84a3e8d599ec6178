/* tessera-store-sqlite-tokens.h: tokens as rows.
 *
 * Within a transaction, all of it. */

#pragma once

#include "tessera-store-sqlite-private.h"

G_BEGIN_DECLS

/**
 * TesseraRow:
 * @number: 1 for the first token ever, and so on without a gap
 */
typedef struct
{
  gint64 number;
  TesseraToken *token;
} TesseraRow;

void tessera_row_clear (TesseraRow *row);

/* Returns: %FALSE with %TESSERA_ERROR_NOT_FOUND when no token has the id */
gboolean tessera_row_find (TesseraStoreSqlite *store, const char *id, TesseraRow *row, GError **error);
gboolean tessera_row_find_by_number (TesseraStoreSqlite *store, gint64 number, TesseraRow *row, GError **error);

/**
 * tessera_row_find_next_id:
 * @number: (out): the next token's number
 * @id: (out) (transfer full): its id
 */
gboolean tessera_row_find_next_id (TesseraStoreSqlite *store, gint64 now, gint64 *number, char **id, GError **error);

gboolean tessera_row_insert (TesseraStoreSqlite *store, const TesseraRow *row, GError **error);

/* Writes what an admin can change. */
gboolean tessera_row_update (TesseraStoreSqlite *store, const TesseraRow *row, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TesseraRow, tessera_row_clear)

G_END_DECLS
