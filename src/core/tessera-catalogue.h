/* tessera-catalogue.h: what a deployment offers: areas with their routes, token types, the policy.
 *
 * Immutable and checked whole, so whoever holds one need not doubt it:
 * ids are unique, there are 1 to 64 areas and at least one type, routes are
 * well formed and decided by one area alone. Thread-safe. */

#pragma once

#include "tessera-json.h"
#include "tessera-permissions.h"

G_BEGIN_DECLS

typedef enum
{
  TESSERA_PERSONAL_DATA_NONE,
  TESSERA_PERSONAL_DATA_LIMITED,
  TESSERA_PERSONAL_DATA_FULL,
} TesseraPersonalData;

/**
 * TesseraArea:
 * @id: lower-case letters, digits and `_`, beginning with a letter
 * @name: what people read
 * @description: a sentence
 * @retired: grants nothing any more and can't be added
 * @routes: %NULL-terminated; `/` and segments, `*` for one segment
 */
typedef struct
{
  char *id;
  char *name;
  char *description;
  TesseraPersonalData personal_data;
  gboolean retired;
  GStrv routes;
} TesseraArea;

typedef struct
{
  char *id;
  char *name;
  char *description;
} TesseraTokenType;

/**
 * TesseraPolicy:
 * @expiry_required: whether a token must end
 * @default_lifetime_days: days from today at which a new token ends unless told; 1 to 36500
 * @max_lifetime_days: the most days from today; 1 to 36500, 0 for no limit
 * @name_max_length: the most characters of a name; 1 to 1000
 */
typedef struct
{
  gboolean expiry_required;
  guint default_lifetime_days;
  guint max_lifetime_days;
  guint name_max_length;
} TesseraPolicy;

typedef struct _TesseraCatalogue TesseraCatalogue;

#define TESSERA_TYPE_CATALOGUE (tessera_catalogue_get_type ())
GType tessera_catalogue_get_type (void);

/**
 * tessera_catalogue_parse:
 * @text: the content of a catalogue file
 * @length: its length in bytes
 *
 * Reads a deployment's catalogue strictly: an unknown member is refused, too.
 *
 * Returns: (transfer full): the catalogue, or %NULL with
 *   %TESSERA_ERROR_BAD_JSON (the message names line and column) or
 *   %TESSERA_ERROR_INVALID (it names the member and the reason)
 */
TesseraCatalogue *tessera_catalogue_parse (const char *text, gsize length, GError **error);

/**
 * tessera_catalogue_load:
 *
 * tessera_catalogue_parse() of a file; blocks. The message begins with @path.
 */
TesseraCatalogue *tessera_catalogue_load (const char *path, GError **error);

/**
 * tessera_catalogue_from_object:
 * @object: a server's answer
 *
 * As tessera_catalogue_parse(), but members it doesn't know are passed over.
 */
TesseraCatalogue *tessera_catalogue_from_object (JsonObject *object, GError **error);

/**
 * tessera_catalogue_to_object:
 *
 * Returns: (transfer full): the members `areas`, `token_types`, `policy` and `example_url`
 */
JsonObject *tessera_catalogue_to_object (TesseraCatalogue *catalogue);

TesseraCatalogue *tessera_catalogue_ref (TesseraCatalogue *catalogue);
void tessera_catalogue_unref (TesseraCatalogue *catalogue);

guint tessera_catalogue_get_n_areas (TesseraCatalogue *catalogue);
const TesseraArea *tessera_catalogue_get_area (TesseraCatalogue *catalogue, guint index);

/* Returns: @permissions without those of retired areas, which grant nothing */
TesseraPermissions tessera_catalogue_drop_retired (TesseraCatalogue *catalogue, TesseraPermissions permissions);

/* Returns: the area's index, or -1 */
int tessera_catalogue_find_area (TesseraCatalogue *catalogue, const char *id);

guint tessera_catalogue_get_n_types (TesseraCatalogue *catalogue);
const TesseraTokenType *tessera_catalogue_get_type_at (TesseraCatalogue *catalogue, guint index);

/* Returns: the type's index, or -1 */
int tessera_catalogue_find_type (TesseraCatalogue *catalogue, const char *id);

/* Returns: (transfer none): the type's name, or @id itself where the catalogue lacks it */
const char *tessera_catalogue_get_type_name (TesseraCatalogue *catalogue, const char *id);

const TesseraPolicy *tessera_catalogue_get_policy (TesseraCatalogue *catalogue);

/* Returns: (nullable): the address used in a new token's example */
const char *tessera_catalogue_get_example_url (TesseraCatalogue *catalogue);

/* Whether both say the same in every member. */
gboolean tessera_catalogue_equal (TesseraCatalogue *a, TesseraCatalogue *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraCatalogue, tessera_catalogue_unref)

G_END_DECLS
