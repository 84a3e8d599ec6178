/* tessera-neighbours.h: the other tokens, as a form shows them: their ends in the calendar, their permissions as a start,
 * and a warning of a name that one of them bears.
 *
 * Counted only where somebody sees it. Main thread only. */

#pragma once

#include "tessera-fields.h"

G_BEGIN_DECLS

typedef struct _TesseraNeighbours TesseraNeighbours;

/* @fields: where they are shown; outlives what is returned. */
TesseraNeighbours *tessera_neighbours_new (TesseraFields *fields);
void tessera_neighbours_free (TesseraNeighbours *neighbours);

/* @tokens: of TesseraToken; to be told once */
void tessera_neighbours_set_tokens (TesseraNeighbours *neighbours, GListModel *tokens);

/**
 * tessera_neighbours_set_own:
 * @own: (nullable): the token in the form, which is not one of the others; only a new one may start from theirs
 * @catalogue: (nullable): in whose words their permissions are told
 */
void tessera_neighbours_set_own (TesseraNeighbours *neighbours, TesseraToken *own, TesseraCatalogue *catalogue);

/* Whether an active token other than @except (nullable) bears @name, which is trimmed; without regard to case. */
typedef gboolean (*TesseraNameTaken) (const char *name, TesseraToken *except, gpointer data);

/* @taken: (nullable) */
void tessera_neighbours_set_taken (TesseraNeighbours *neighbours, TesseraNameTaken taken, gpointer data);

/* The name in the fields may be another one. */
void tessera_neighbours_show_taken (TesseraNeighbours *neighbours);

/* The fields have come into sight. */
void tessera_neighbours_show (TesseraNeighbours *neighbours);

G_END_DECLS
