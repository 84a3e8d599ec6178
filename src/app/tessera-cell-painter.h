/* tessera-cell-painter.h: what the cells of one list share: measures, colours, laid-out texts, the catalogue.
 *
 * A list keeps some 200 rows alive and fills them anew at each key in the
 * search entry, so a cell is drawn, not built of widgets: its text is laid out
 * once for all cells that show it, and its size is its column's. Main thread only. */

#pragma once

#include <gtk/gtk.h>

#include "tessera-session.h"
#include "tessera-token-look.h"
#include "tessera-token-model.h"

G_BEGIN_DECLS

typedef struct _TesseraCellPainter TesseraCellPainter;

/**
 * tessera_cell_painter_new:
 * @view: the list; not held. Its font and colours are used
 * @session: gives the catalogue; outlives the painter
 */
TesseraCellPainter *tessera_cell_painter_new (GtkWidget *view, TesseraSession *session);
TesseraCellPainter *tessera_cell_painter_ref (TesseraCellPainter *painter);
void tessera_cell_painter_unref (TesseraCellPainter *painter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraCellPainter, tessera_cell_painter_unref)

/* (transfer none) (nullable) */
TesseraCatalogue *tessera_cell_painter_get_catalogue (TesseraCellPainter *painter);

/* What a cell of that column needs, in pixels, whatever token it shows; the name's column can do with less than it likes. */
void tessera_cell_painter_measure (TesseraCellPainter *painter, TesseraTokenKey key, int *minimum, int *natural, int *height);

/* How wide the cells of types are now, if that is between what they need and what they like, in pixels. */
int tessera_cell_painter_get_type_width (TesseraCellPainter *painter);

/* Returns: whether that is another width; then they are to be laid out again. */
gboolean tessera_cell_painter_set_type_width (TesseraCellPainter *painter, int width);

/* What the head of a column takes, in pixels. */
int tessera_cell_painter_measure_head (TesseraCellPainter *painter, const char *title);

/* What all but the longest names take, in pixels; after a measure. */
int tessera_cell_painter_get_long_name (TesseraCellPainter *painter);

/* The text of a cell at @now, which is also its accessible name. (transfer full) */
char *tessera_cell_painter_get_text (TesseraCellPainter *painter, TesseraToken *token, TesseraTokenKey key, gint64 now);

/* What the pointer is told that rests on the cell. (transfer full) */
char *tessera_cell_painter_get_tooltip (TesseraCellPainter *painter, TesseraToken *token, TesseraTokenKey key, gint64 now);

/* Draws the cell of @token in a @cell allocated to its column, or leaves that for later where it is far out of sight. */
void tessera_cell_painter_draw (TesseraCellPainter *painter, GtkWidget *cell, GtkSnapshot *snapshot, TesseraToken *token,
                                TesseraTokenKey key);

/* The cell goes away. */
void tessera_cell_painter_forget_cell (TesseraCellPainter *painter, GtkWidget *cell);

/**
 * tessera_cell_painter_catch_up:
 * @scrolled_to: in pixels
 * @always: rows have moved otherwise than by scrolling
 *
 * Draws what was left for later and may come into sight soon.
 */
void tessera_cell_painter_catch_up (TesseraCellPainter *painter, double scrolled_to, gboolean always);

/* Another font, other colours or another catalogue: everything is measured and laid out anew. */
void tessera_cell_painter_forget (TesseraCellPainter *painter);

/* Another style: colours are looked up again. */
void tessera_cell_painter_forget_colors (TesseraCellPainter *painter);

G_END_DECLS
