#include "tessera-after-layout.h"

struct _TesseraAfterLayout
{
  GtkWidget *widget;
  TesseraAfterLayoutFunc func;
  gpointer data;

  GdkFrameClock *clock;      /* while the widget is realized */
  gulong handler;
  gboolean queued;
};

static void
on_layout (TesseraAfterLayout *after)
{
  if (!after->queued)
    return;

  after->queued = FALSE;
  after->func (after->data);
}

static void
let_go (TesseraAfterLayout *after)
{
  if (after->clock != NULL)
    g_clear_signal_handler (&after->handler, after->clock);
  g_clear_object (&after->clock);
}

static void
after_free (gpointer data)
{
  let_go (data);
  g_free (data);
}

static void
follow (TesseraAfterLayout *after)
{
  let_go (after);
  after->clock = g_object_ref (gtk_widget_get_frame_clock (after->widget));
  after->handler = g_signal_connect_data (after->clock, "layout", G_CALLBACK (on_layout), after, NULL,
                                          G_CONNECT_AFTER | G_CONNECT_SWAPPED);
}

TesseraAfterLayout *
tessera_after_layout_new (GtkWidget *widget, TesseraAfterLayoutFunc func, gpointer data)
{
  TesseraAfterLayout *after = g_new0 (TesseraAfterLayout, 1);

  after->widget = widget;
  after->func = func;
  after->data = data;
  g_signal_connect_swapped (widget, "realize", G_CALLBACK (follow), after);
  g_signal_connect_swapped (widget, "unrealize", G_CALLBACK (let_go), after);
  g_object_set_data_full (G_OBJECT (widget), "tessera-after-layout", after, after_free);
  return after;
}

void
tessera_after_layout_queue (TesseraAfterLayout *after)
{
  after->queued = TRUE;
}
