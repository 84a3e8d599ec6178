/* tessera-offers.h: what may be meant by a half-typed word of a search: forms of tessera-query.h that go on from it. Pure. */

#pragma once

#include "tessera-query.h"

G_BEGIN_DECLS

/**
 * TesseraOffer:
 * @form: what takes the word's place: `is:expiring`, or `area:` where a value is to follow
 * @meaning: in the user's language
 */
typedef struct
{
  char *form;
  char *meaning;
} TesseraOffer;

/* So many are offered at most. */
#define TESSERA_MOST_OFFERS 6

/**
 * tessera_offers_for:
 * @text: as typed
 * @cursor: in characters; the word that ends there counts
 * @catalogue: (nullable): areas and types
 * @admins: names for `by:`
 *
 * Returns: (transfer full) (element-type TesseraOffer): empty where nothing goes on from the word, or there is none
 */
GPtrArray *tessera_offers_for (const char *text, guint cursor, TesseraCatalogue *catalogue, const char *const *admins);

/**
 * tessera_offers_take:
 * @cursor: (inout): in characters
 *
 * Returns: (transfer full): @text with @form in place of the word that ends at the cursor; a minus in front stays
 */
char *tessera_offers_take (const char *text, guint *cursor, const char *form);

G_END_DECLS
