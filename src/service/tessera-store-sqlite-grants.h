/* tessera-store-sqlite-grants.h: permissions as the database keeps them.
 *
 * By the areas' ids, `{"products":["read","write"]}`, so that another order of
 * the catalogue changes nothing. */

#pragma once

#include "tessera-catalogue.h"
#include "tessera-store-sqlite-connection.h"

G_BEGIN_DECLS

/* (transfer full) */
char *tessera_grants_to_text (TesseraPermissions permissions, TesseraCatalogue *catalogue);

/* Returns: %FALSE with %TESSERA_ERROR_STORAGE if @text is not of that form, or names an area that @catalogue lacks */
gboolean tessera_grants_from_text (const char *text, TesseraCatalogue *catalogue, TesseraPermissions *permissions,
                                   GError **error);

/**
 * tessera_grants_check_areas:
 *
 * Within a transaction, looks at every token, revoked ones too.
 *
 * Returns: %FALSE with %TESSERA_ERROR_INVALID if tokens name areas that @catalogue lacks, saying which and on how many
 * tokens
 */
gboolean tessera_grants_check_areas (TesseraSqlite *connection, TesseraCatalogue *catalogue, GError **error);

G_END_DECLS
