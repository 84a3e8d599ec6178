/* tessera-shared-parts.h: what tokens of the same type and admins have in common, each known by a number: looked through once.
 *
 * Main thread only. */

#pragma once

#include "tessera-catalogue.h"
#include "tessera-token-kind.h"

G_BEGIN_DECLS

/**
 * TesseraSharedPart:
 * @text: the type's name and the admins', folded by tessera_query_fold()
 * @type_place: among the catalogue's types
 */
typedef struct
{
  const TesseraTokenKind *kind;
  char *text;
  int type_place;
} TesseraSharedPart;

typedef struct _TesseraSharedParts TesseraSharedParts;

TesseraSharedParts *tessera_shared_parts_new (void);
void tessera_shared_parts_free (TesseraSharedParts *parts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraSharedParts, tessera_shared_parts_free)

/* Type names to search by, and the order of types. */
void tessera_shared_parts_set_catalogue (TesseraSharedParts *parts, TesseraCatalogue *catalogue);

/* How many there are: numbers are below that. */
guint tessera_shared_parts_get_length (TesseraSharedParts *parts);

/* Returns: the number of the part for @kind, which is made if there is none */
guint tessera_shared_parts_enter (TesseraSharedParts *parts, const TesseraTokenKind *kind);

/* Good until the next is entered. */
const TesseraSharedPart *tessera_shared_parts_get (TesseraSharedParts *parts, guint number);

G_END_DECLS
