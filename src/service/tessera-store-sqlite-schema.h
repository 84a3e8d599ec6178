/* tessera-store-sqlite-schema.h: the database's tables, and the way from every older schema to the present one.
 *
 * A file of ours bears an application id; its user_version is the number of
 * steps it has taken. A step, once released, is never edited: what has to
 * change is a further step, with a database of the schema before it among the
 * tests' fixtures. There is no way back. */

#pragma once

#include "tessera-store-sqlite-connection.h"

G_BEGIN_DECLS

/* PRAGMA application_id: "Tess" */
#define TESSERA_APPLICATION_ID 0x54657373

/**
 * TesseraSchema:
 * @steps: SQL that leads from version n to n + 1
 */
typedef struct
{
  const char *const *steps;
  guint n_steps;
} TesseraSchema;

/* The present one. */
extern const TesseraSchema tessera_schema;

/**
 * tessera_schema_get_version:
 * @version: (out): 0 for a file of no bytes, else 1 to the schema's number of steps
 *
 * Only reads. Call it within a transaction to rely on the answer.
 *
 * Returns: %FALSE with %TESSERA_ERROR_NEWER, or with %TESSERA_ERROR_INVALID for a file that is not ours
 */
gboolean tessera_schema_get_version (const TesseraSchema *schema, TesseraSqlite *connection, guint *version,
                                     GError **error);

/**
 * tessera_schema_migrate:
 *
 * Takes the steps that are left, all or none. Call it within an exclusive
 * transaction, with foreign keys not enforced: a step may rebuild a table.
 * That they hold at the end is checked.
 */
gboolean tessera_schema_migrate (const TesseraSchema *schema, TesseraSqlite *connection, GError **error);

G_END_DECLS
