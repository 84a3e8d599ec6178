/* tessera-bulk-words.h: several tokens in words. */

#pragma once

#include "tessera-bulk.h"

G_BEGIN_DECLS

/* "Nightly export, Shop front and 3 more". @tokens: (element-type TesseraToken): one or more (transfer full) */
char *tessera_bulk_words_names (GPtrArray *tokens);

/* The names, and that @n_revoked of them can't be changed any more. (transfer full) */
char *tessera_bulk_words_about (GPtrArray *tokens, guint n_revoked);

/* "2 of 3 tokens were revoked." (transfer full) */
char *tessera_bulk_words_result (TesseraBulk *bulk);

/* "Nightly export: Mara changed it meanwhile. …" a line each for what was not changed; then the names of what was. (transfer full) */
char *tessera_bulk_words_report (TesseraBulk *bulk);

G_END_DECLS
