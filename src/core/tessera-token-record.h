/* tessera-token-record.h: what a token has for itself, packed: a list of 100,000 stays small.
 *
 * Instants take four or five bytes, and none where there are none; permissions
 * as many as their areas need; ids and revisions a few bits a letter once they
 * lie in a block; what many tokens share is kept once. Immutable, but for
 * tessera_token_record_pack(). Any thread. */

#pragma once

#include "tessera-packed-text.h"
#include "tessera-token.h"

G_BEGIN_DECLS

typedef struct _TesseraTokenRecord TesseraTokenRecord;

TesseraTokenRecord *tessera_token_record_new (const TesseraTokenFields *fields);
void tessera_token_record_free (TesseraTokenRecord *record);

/**
 * tessera_token_record_pack:
 * @records: (inout) (array length=n): none of them packed; become others that say the same, and the old ones are freed
 *
 * Has them lie in as few allocations as possible, each of which lives as long as one record in it.
 */
void tessera_token_record_pack (TesseraTokenRecord **records, guint n);

/* Strings and kind live as long as the record does. */
const TesseraTokenKind *tessera_token_record_get_kind (const TesseraTokenRecord *record);
/* In the record itself, or in @room. */
const char *tessera_token_record_read_id (const TesseraTokenRecord *record, TesseraTextRoom *room);
const char *tessera_token_record_read_revision (const TesseraTokenRecord *record, TesseraTextRoom *room);
const char *tessera_token_record_get_hint (const TesseraTokenRecord *record);
const char *tessera_token_record_get_name (const TesseraTokenRecord *record);
TesseraPermissions tessera_token_record_get_permissions (const TesseraTokenRecord *record);
gboolean tessera_token_record_get_revoked (const TesseraTokenRecord *record);
gint64 tessera_token_record_get_created_at (const TesseraTokenRecord *record);
gint64 tessera_token_record_get_expires_at (const TesseraTokenRecord *record);
gint64 tessera_token_record_get_updated_at (const TesseraTokenRecord *record);
gint64 tessera_token_record_get_last_used_at (const TesseraTokenRecord *record);

G_END_DECLS
