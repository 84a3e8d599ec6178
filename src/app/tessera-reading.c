#include "tessera-reading.h"

/* What GTK calls left is where the window's lines begin, unless Pango turns that round for the paragraph. */
static void
align (GtkLabel *label)
{
  PangoLayoutLine *first = pango_layout_get_line_readonly (gtk_label_get_layout (label), 0);
  PangoDirection own = pango_layout_line_get_resolved_direction (first);
  gboolean from_right = gtk_widget_get_direction (GTK_WIDGET (label)) == GTK_TEXT_DIR_RTL;
  gboolean against = own == (from_right ? PANGO_DIRECTION_LTR : PANGO_DIRECTION_RTL);

  gtk_label_set_justify (label, against ? GTK_JUSTIFY_RIGHT : GTK_JUSTIFY_LEFT);
}

void
tessera_reading_align (GtkLabel *label)
{
  g_return_if_fail (GTK_IS_LABEL (label));

  g_signal_connect (label, "notify::label", G_CALLBACK (align), NULL);
  g_signal_connect (label, "direction-changed", G_CALLBACK (align), NULL);
  align (label);
}
