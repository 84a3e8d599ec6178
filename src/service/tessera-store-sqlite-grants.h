/* tessera-store-sqlite-grants.h: permissions as the database keeps them.
 *
 * By the areas' ids, `{"products":["read","write"]}`, so that another order of
 * the catalogue changes nothing. Not thread-safe: for use within a transaction. */

#pragma once

#include "tessera-catalogue.h"
#include "tessera-store-sqlite-connection.h"

G_BEGIN_DECLS

/* Reads and writes them; remembers what it has read, since most tokens share a few sets. */
typedef struct _TesseraGrants TesseraGrants;

TesseraGrants *tessera_grants_new (TesseraCatalogue *catalogue);
void tessera_grants_free (TesseraGrants *grants);

/* (transfer full) */
char *tessera_grants_write (TesseraGrants *grants, TesseraPermissions permissions);

/* Returns: %FALSE with %TESSERA_ERROR_STORAGE if @text is not of that form, or names an area that the catalogue lacks
 */
gboolean tessera_grants_read (TesseraGrants *grants, const char *text, TesseraPermissions *permissions, GError **error);

/**
 * tessera_grants_check_areas:
 *
 * Looks at every token, revoked ones too.
 *
 * Returns: %FALSE with %TESSERA_ERROR_INVALID if tokens name areas that the catalogue lacks, saying which and on how
 * many tokens
 */
gboolean tessera_grants_check_areas (TesseraGrants *grants, TesseraSqlite *connection, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraGrants, tessera_grants_free)

G_END_DECLS
