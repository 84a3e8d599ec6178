/* tessera-changes.h: what differs between two drafts, and what a draft will do, in sentences. */

#pragma once

#include "tessera-draft.h"

G_BEGIN_DECLS

/**
 * TesseraChanges:
 * @gained: granted after and not before
 * @lost: granted before and not after
 */
typedef struct
{
  gboolean name;
  gboolean type;
  gboolean expiry;
  TesseraPermissions gained;
  TesseraPermissions lost;
} TesseraChanges;

TesseraChanges tessera_changes_between (const TesseraDraft *before, const TesseraDraft *after);
gboolean tessera_changes_is_empty (const TesseraChanges *changes);

/**
 * tessera_changes_describe:
 *
 * "Gains Products: write. Loses Reports: read. Expires 28 February 2027 instead of 31 January."
 *
 * Returns: (transfer full) (nullable): the sentences, or %NULL if nothing changes
 */
char *tessera_changes_describe (const TesseraDraft *before, const TesseraDraft *after, TesseraCatalogue *catalogue);

/**
 * tessera_summary_describe:
 *
 * What a token will be able to do before it exists: "Will read Products and
 * Reports, and write Products. Reports can hold some personal data. Ends at
 * midnight UTC after 31 January 2027." With nothing ticked it says that nothing is.
 *
 * Returns: (transfer full): the sentences
 */
char *tessera_summary_describe (const TesseraDraft *draft, TesseraCatalogue *catalogue);

G_END_DECLS
