#include "tessera-sight.h"

/* @from, @span: where it is in what is in sight, @room long */
static double
work_out_way (double from, double span, double room)
{
  if (from < 0 || span > room)
    return from;
  return MAX (from + span - room, 0);
}

static gboolean
scroll (GtkAdjustment *adjustment, double from, double span, double room)
{
  double before = adjustment != NULL ? gtk_adjustment_get_value (adjustment) : 0;

  if (adjustment == NULL)
    return FALSE;

  gtk_adjustment_set_value (adjustment, before + work_out_way (from, span, room));
  return gtk_adjustment_get_value (adjustment) != before;
}

/* As its parent did: what is inside follows the new values. */
static void
lay_out_again (GtkWidget *widget)
{
  GtkAllocation allocation;

  gtk_widget_get_allocation (widget, &allocation);
  gtk_widget_size_allocate (widget, &allocation, gtk_widget_get_allocated_baseline (widget));
}

static void
bring_into (GtkWidget *scrollable, GtkWidget *widget)
{
  GtkScrollable *scrolled = GTK_SCROLLABLE (scrollable);
  graphene_rect_t bounds;
  gboolean across, down;

  if (!gtk_widget_compute_bounds (widget, scrollable, &bounds))
    return;

  across = scroll (gtk_scrollable_get_hadjustment (scrolled), bounds.origin.x, bounds.size.width,
                   gtk_widget_get_width (scrollable));
  down = scroll (gtk_scrollable_get_vadjustment (scrolled), bounds.origin.y, bounds.size.height,
                 gtk_widget_get_height (scrollable));
  if (across || down)
    lay_out_again (scrollable);
}

void
tessera_sight_bring_in (GtkWidget *widget)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  for (GtkWidget *each = gtk_widget_get_parent (widget); each != NULL; each = gtk_widget_get_parent (each))
    if (GTK_IS_SCROLLABLE (each) && gtk_widget_get_mapped (each))
      bring_into (each, widget);
}

/* Frames tell of themselves before they lay out: the second one finds what the first has done. */
static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  gboolean *laid_out = data;

  if (*laid_out)
    tessera_sight_bring_in (widget);
  *laid_out = !*laid_out;
  return *laid_out ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

void
tessera_sight_bring_in_laid_out (GtkWidget *widget)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  gtk_widget_add_tick_callback (widget, on_frame, g_new0 (gboolean, 1), g_free);
}

void
tessera_sight_bring_in_row (GtkWidget *row, guint position)
{
  g_return_if_fail (GTK_IS_WIDGET (row) && GTK_IS_LIST_VIEW (gtk_widget_get_parent (row)));

  gtk_widget_activate_action (row, "list.scroll-to-item", "u", position);
  lay_out_again (gtk_widget_get_parent (row));
}

/* The button inside is checked before it tells that it was toggled, upon which the popover opens. */
static void
on_flags_changed (GtkWidget *button, GtkStateFlags before, GtkWidget *opener)
{
  GtkStateFlags now = gtk_widget_get_state_flags (button);

  if ((now & ~before & GTK_STATE_FLAG_CHECKED) != 0)
    tessera_sight_bring_in (opener);
}

void
tessera_sight_keep_opener (GtkWidget *opener)
{
  GtkWidget *button;

  g_return_if_fail (GTK_IS_MENU_BUTTON (opener) || GTK_IS_DROP_DOWN (opener));

  button = gtk_widget_get_first_child (opener);
  g_signal_connect (button, "state-flags-changed", G_CALLBACK (on_flags_changed), opener);
}
