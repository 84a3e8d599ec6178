/* tessera-after-layout.h: what depends on the room that a widget has got, chosen anew before it is drawn.
 *
 * While places are given nothing may ask for another size. So what does is told
 * of afterwards, and is laid out again in the same frame. Main thread only. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*TesseraAfterLayoutFunc) (gpointer data);

typedef struct _TesseraAfterLayout TesseraAfterLayout;

/**
 * tessera_after_layout_new:
 * @widget: has one of these at most
 * @data: for @func; good as long as @widget is realized
 *
 * Returns: (transfer none): lives as long as @widget
 */
TesseraAfterLayout *tessera_after_layout_new (GtkWidget *widget, TesseraAfterLayoutFunc func, gpointer data);

/* The widget has another room: its function is called once, after this layout or else the next. */
void tessera_after_layout_queue (TesseraAfterLayout *after);

G_END_DECLS
