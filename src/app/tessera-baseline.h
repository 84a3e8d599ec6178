/* tessera-baseline.h: what a form was filled with, so that it is known what of its content is the user's.
 *
 * To create that are the defaults, or a copy put in their place; to edit, the
 * token. It knows drafts alone. Main thread only. */

#pragma once

#include "tessera-draft.h"

G_BEGIN_DECLS

typedef struct _TesseraBaseline TesseraBaseline;

TesseraBaseline *tessera_baseline_new (void);
void tessera_baseline_free (TesseraBaseline *baseline);

/* A new token, as @draft has it; without what is retired in @catalogue, which can't be added. */
void tessera_baseline_create (TesseraBaseline *baseline, const TesseraDraft *draft, TesseraCatalogue *catalogue);

/* A token that there is. */
void tessera_baseline_edit (TesseraBaseline *baseline, TesseraToken *token);

/* Beside what it was filled with, @copy is nothing of the user's, either. */
void tessera_baseline_add_copy (TesseraBaseline *baseline, const TesseraDraft *copy);

/* The token being edited. (transfer none) (nullable) */
TesseraToken *tessera_baseline_get_token (TesseraBaseline *baseline);

/* What changes are told against; %NULL as long as there is none. (transfer none) */
const TesseraDraft *tessera_baseline_get_draft (TesseraBaseline *baseline);

/* Whether the user has made @draft something else. */
gboolean tessera_baseline_differs (TesseraBaseline *baseline, const TesseraDraft *draft);

/* Tells it in the areas of @after, where it was told in those of @before. */
void tessera_baseline_carry_over (TesseraBaseline *baseline, TesseraCatalogue *before, TesseraCatalogue *after);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraBaseline, tessera_baseline_free)

G_END_DECLS
