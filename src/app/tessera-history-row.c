#include "tessera-history-row.h"

#include <glib/gi18n-lib.h>

#include "tessera-accessible.h"
#include "tessera-history.h"
#include "tessera-words.h"

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_set_hexpand (label, TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/* Where nothing changed, the value stands once over both columns. */
static void
attach_field (GtkGrid *grid, TesseraHistoryField field, const TesseraSnapshot *before, const TesseraSnapshot *after,
              TesseraCatalogue *catalogue)
{
  g_autofree char *old_words = tessera_history_field_tell (before, field, catalogue);
  g_autofree char *new_words = tessera_history_field_tell (after, field, catalogue);
  gboolean same = g_str_equal (old_words, new_words);
  GtkWidget *name = make_label (tessera_history_field_name (field), "description");
  int line = (int) field + 1;

  gtk_widget_set_hexpand (name, FALSE);
  gtk_grid_attach (grid, name, 0, line, 1, 1);
  if (!same)
    gtk_grid_attach (grid, make_label (old_words, NULL), 1, line, 1, 1);
  gtk_grid_attach (grid, make_label (new_words, same ? NULL : "heading"), same ? 1 : 2, line, same ? 2 : 1, 1);
}

static GtkWidget *
make_comparison (const TesseraEvent *event, TesseraCatalogue *catalogue)
{
  g_autoptr (TesseraSnapshot) before = event->before != NULL ? tessera_snapshot_from_object (event->before, NULL) : NULL;
  g_autoptr (TesseraSnapshot) after = tessera_snapshot_from_object (event->after, NULL);
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_widget_add_css_class (grid, "comparison");
  gtk_grid_attach (GTK_GRID (grid), make_label (_("Before"), "description"), 1, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), make_label (_("After"), "description"), 2, 0, 1, 1);
  for (TesseraHistoryField field = 0; field < TESSERA_HISTORY_N_FIELDS; field++)
    attach_field (GTK_GRID (grid), field, before, after, catalogue);

  return grid;
}

static GtkWidget *
make_title (const char *sentence, const char *when)
{
  GtkWidget *title = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *label = make_label (sentence, NULL);

  gtk_label_set_max_width_chars (GTK_LABEL (label), 56);
  gtk_box_append (GTK_BOX (title), label);
  gtk_box_append (GTK_BOX (title), make_label (when, "description"));
  return title;
}

GtkWidget *
tessera_history_row_new (const TesseraEvent *event, TesseraCatalogue *catalogue)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *sentence = tessera_history_tell (event, catalogue, tessera_time_now (), zone);
  g_autofree char *when = tessera_words_instant (event->at - event->at % 60, zone);   /* nobody asks for the second */
  GtkWidget *row = gtk_expander_new (NULL);

  gtk_expander_set_label_widget (GTK_EXPANDER (row), make_title (sentence, when));
  gtk_expander_set_child (GTK_EXPANDER (row), make_comparison (event, catalogue));
  tessera_accessible_keep_focus_out_of_folded (GTK_EXPANDER (row));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, when, -1);
  gtk_widget_add_css_class (row, "event");
  return row;
}
