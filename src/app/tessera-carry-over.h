/* tessera-carry-over.h: what was read with one catalogue, told with another one.
 *
 * Permissions are sets over a catalogue's order of areas; a changed catalogue
 * may have another order. Areas keep their ids. Any thread. */

#pragma once

#include "tessera-token.h"

G_BEGIN_DECLS

/* An area that @to lacks is left out. */
TesseraPermissions tessera_carry_over_permissions (TesseraPermissions permissions, TesseraCatalogue *from,
                                                   TesseraCatalogue *to);

/* The same token, its permissions carried over. (transfer full) */
TesseraToken *tessera_carry_over_token (TesseraToken *token, TesseraCatalogue *from, TesseraCatalogue *to);

G_END_DECLS
