/* tessera-cell-texts.h: the texts of a list's cells, laid out once for all cells that show them, and what columns need.
 *
 * For tessera-cell-painter.h alone. */

#pragma once

#include <gtk/gtk.h>

#include "tessera-catalogue.h"
#include "tessera-token-index.h"

G_BEGIN_DECLS

/* How a text is written. */
typedef enum
{
  TESSERA_HAND_PLAIN,
  TESSERA_HAND_STRONG,
  TESSERA_HAND_PILL,
} TesseraHand;

#define TESSERA_N_HANDS 3

typedef struct _TesseraCellTexts TesseraCellTexts;

/* @view: whose font is used; not held */
TesseraCellTexts *tessera_cell_texts_new (GtkWidget *view);
void tessera_cell_texts_free (TesseraCellTexts *texts);

/* Another font or another catalogue: everything is measured and laid out anew. */
void tessera_cell_texts_forget (TesseraCellTexts *texts);

/* To be called before what follows, while @view is there. @catalogue: (nullable) */
void tessera_cell_texts_prepare (TesseraCellTexts *texts, TesseraCatalogue *catalogue);

/* What a cell of that column needs, in pixels, whatever token it shows. */
void tessera_cell_texts_get_size (TesseraCellTexts *texts, TesseraTokenKey key, int *minimum, int *natural, int *height);

/* 1 with text of the usual size */
double tessera_cell_texts_get_scale (TesseraCellTexts *texts);

/* What all but the longest names take, in pixels. */
int tessera_cell_texts_get_long_name (TesseraCellTexts *texts);

/* (transfer none): until the next call that lays something out */
PangoLayout *tessera_cell_texts_get_layout (TesseraCellTexts *texts, const char *text, TesseraHand hand);

/* In pixels; leaves the layout of @text as wide as that. */
int tessera_cell_texts_get_width (TesseraCellTexts *texts, const char *text, TesseraHand hand);

/* What a pill has at each end, in pixels. */
int tessera_cell_texts_get_pill_padding (TesseraCellTexts *texts);

G_END_DECLS
