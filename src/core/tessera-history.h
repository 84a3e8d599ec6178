/* tessera-history.h: the history of a token, in sentences: "Mara gave it Products: write on 3 May."
 *
 * An area or a type that the catalogue has no more is told by its id. Any thread. */

#pragma once

#include "tessera-catalogue.h"
#include "tessera-event.h"
#include "tessera-snapshot.h"
#include "tessera-token.h"

G_BEGIN_DECLS

/**
 * tessera_history_tell:
 * @now: by which the year is told or left out
 * @zone: the user's time zone
 *
 * Who did what on which day: one sentence, "Jonas rotated the secret on 3 May." A change of
 * several kinds names them: "Mara changed permissions, expiry date and name on 3 May."
 *
 * Returns: (transfer full): the sentence
 */
char *tessera_history_tell (const TesseraEvent *event, TesseraCatalogue *catalogue, gint64 now, GTimeZone *zone);

typedef enum
{
  TESSERA_HISTORY_NAME,
  TESSERA_HISTORY_TYPE,
  TESSERA_HISTORY_EXPIRY,
  TESSERA_HISTORY_PERMISSIONS,
  TESSERA_HISTORY_SECRET,
  TESSERA_HISTORY_STATUS,
  TESSERA_HISTORY_N_FIELDS,
} TesseraHistoryField;

/* "Expiry date": what stands before the value. (transfer none) */
const char *tessera_history_field_name (TesseraHistoryField field);

/**
 * tessera_history_field_tell:
 * @snapshot: (nullable): the token then
 *
 * Returns: (transfer full): "31 January 2027", "Products: read and write. Reports: read."; "—" before there was a token
 */
char *tessera_history_field_tell (const TesseraSnapshot *snapshot, TesseraHistoryField field,
                                  TesseraCatalogue *catalogue);

G_END_DECLS
