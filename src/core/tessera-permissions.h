/* tessera-permissions.h: which areas may be read and which written.
 *
 * A value, compared and copied by assignment: two sets of bits over the
 * catalogue's order of areas. Write does not imply read. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define TESSERA_MAX_AREAS 64

/**
 * TesseraVerb:
 * @TESSERA_VERB_READ: GET and HEAD
 * @TESSERA_VERB_WRITE: POST, PUT and DELETE
 */
typedef enum
{
  TESSERA_VERB_READ,
  TESSERA_VERB_WRITE,
} TesseraVerb;

#define TESSERA_N_VERBS 2

/**
 * TesseraPermissions:
 * @sets: one set of areas for each #TesseraVerb; bit n is the catalogue's area n
 */
typedef struct
{
  guint64 sets[TESSERA_N_VERBS];
} TesseraPermissions;

/**
 * tessera_verb_to_string:
 *
 * Returns: (transfer none): `read` or `write`, as on the wire
 */
const char *tessera_verb_to_string (TesseraVerb verb);

/* area: 0 to 63, below the catalogue's number of areas. */
gboolean           tessera_permissions_has      (TesseraPermissions permissions, guint area, TesseraVerb verb);
TesseraPermissions tessera_permissions_with     (TesseraPermissions permissions, guint area, TesseraVerb verb, gboolean granted);
gboolean           tessera_permissions_is_empty (TesseraPermissions permissions);
gboolean           tessera_permissions_equal    (TesseraPermissions a, TesseraPermissions b);

/* Whether there is a pair of area and verb that both grant. */
gboolean           tessera_permissions_overlap  (TesseraPermissions a, TesseraPermissions b);

/* Returns what @a grants and @b does not. */
TesseraPermissions tessera_permissions_minus    (TesseraPermissions a, TesseraPermissions b);

/* Returns the number of granted pairs of area and verb, 0 to 128. */
guint              tessera_permissions_count    (TesseraPermissions permissions);

G_END_DECLS
