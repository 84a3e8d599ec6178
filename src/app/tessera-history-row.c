#include "tessera-history-row.h"

#include <glib/gi18n-lib.h>

#include "tessera-accessible.h"
#include "tessera-announce.h"
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

/* What a field was and what it is. */
typedef struct
{
  char *before;                /* owned */
  char *after;                 /* owned */
} Change;

static Change
read_change (const TesseraEvent *event, TesseraHistoryField field, TesseraCatalogue *catalogue)
{
  g_autoptr (TesseraSnapshot) before = event->before != NULL ? tessera_snapshot_from_object (event->before, NULL) : NULL;
  g_autoptr (TesseraSnapshot) after = tessera_snapshot_from_object (event->after, NULL);

  return (Change) { tessera_history_field_tell (before, field, catalogue), tessera_history_field_tell (after, field, catalogue) };
}

static gboolean
is_same (const Change *change)
{
  return g_str_equal (change->before, change->after);
}

static void
change_clear (Change *change)
{
  g_free (change->before);
  g_free (change->after);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Change, change_clear)

/* Three columns. Where nothing changed, the value stands once over two of them. */
static void
attach_beside (GtkGrid *grid, TesseraHistoryField field, const Change *change)
{
  GtkWidget *name = make_label (tessera_history_field_name (field), "description");
  int line = (int) field + 1;

  gtk_widget_set_hexpand (name, FALSE);
  gtk_grid_attach (grid, name, 0, line, 1, 1);
  if (!is_same (change))
    gtk_grid_attach (grid, make_label (change->before, NULL), 1, line, 1, 1);
  gtk_grid_attach (grid, make_label (change->after, is_same (change) ? NULL : "heading"), is_same (change) ? 1 : 2, line,
                   is_same (change) ? 2 : 1, 1);
}

static void
attach_line (GtkGrid *grid, const char *name, const char *value, const char *css_class, int line)
{
  GtkWidget *label = make_label (name, "description");

  gtk_widget_set_hexpand (label, FALSE);
  gtk_grid_attach (grid, label, 0, line, 1, 1);
  gtk_grid_attach (grid, make_label (value, css_class), 1, line, 1, 1);
}

/* Where there is no room for that: the name, and below it what was before what is. */
static void
attach_below (GtkGrid *grid, TesseraHistoryField field, const Change *change)
{
  int line = 3 * (int) field;

  gtk_grid_attach (grid, make_label (tessera_history_field_name (field), "description"), 0, line, 2, 1);
  if (is_same (change))
    {
      gtk_grid_attach (grid, make_label (change->after, NULL), 0, line + 1, 2, 1);
      return;
    }

  attach_line (grid, _("Before"), change->before, NULL, line + 1);
  attach_line (grid, _("After"), change->after, "heading", line + 2);
}

static GtkWidget *
make_comparison (const TesseraEvent *event, TesseraCatalogue *catalogue, gboolean narrow)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), narrow ? 2 : 6);
  gtk_widget_add_css_class (grid, "comparison");
  if (!narrow)
    {
      gtk_grid_attach (GTK_GRID (grid), make_label (_("Before"), "description"), 1, 0, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), make_label (_("After"), "description"), 2, 0, 1, 1);
    }
  for (TesseraHistoryField field = 0; field < TESSERA_HISTORY_N_FIELDS; field++)
    {
      g_auto (Change) change = read_change (event, field, catalogue);

      if (narrow)
        attach_below (GTK_GRID (grid), field, &change);
      else
        attach_beside (GTK_GRID (grid), field, &change);
    }

  return grid;
}

/* The same for who has it read: what changed, and nothing else. */
static char *
describe (const TesseraEvent *event, TesseraCatalogue *catalogue)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (TesseraHistoryField field = 0; field < TESSERA_HISTORY_N_FIELDS; field++)
    {
      const char *name = tessera_history_field_name (field);
      g_auto (Change) change = read_change (event, field, catalogue);

      if (is_same (&change))
        continue;
      if (words->len > 0)
        g_string_append_c (words, ' ');
      if (event->before != NULL)
        /* Translators: a field's name, what it was and what it is: Name: before “Export”, after “Nightly export”. */
        g_string_append_printf (words, _("%s: before “%s”, after “%s”."), name, change.before, change.after);
      else
        /* Translators: a field's name and what it is: Name: “Export”. */
        g_string_append_printf (words, _("%s: “%s”."), name, change.after);
    }

  return g_string_free (g_steal_pointer (&words), FALSE);
}

static void
on_expanded (GtkExpander *row, GParamSpec *pspec, const char *words)
{
  if (gtk_expander_get_expanded (row) && *words != '\0')
    tessera_announce (GTK_WIDGET (row), words);
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

static void
free_words (gpointer words, GClosure *closure)
{
  g_free (words);
}

GtkWidget *
tessera_history_row_new (const TesseraEvent *event, TesseraCatalogue *catalogue, gboolean narrow)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *sentence = tessera_history_tell (event, catalogue, tessera_time_now (), zone);
  g_autofree char *when = tessera_words_minute (event->at, zone);
  GtkWidget *row = gtk_expander_new (NULL);

  gtk_expander_set_label_widget (GTK_EXPANDER (row), make_title (sentence, when));
  gtk_expander_set_child (GTK_EXPANDER (row), make_comparison (event, catalogue, narrow));
  tessera_accessible_keep_focus_out_of_folded (GTK_EXPANDER (row));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, when, -1);
  g_signal_connect_data (row, "notify::expanded", G_CALLBACK (on_expanded), describe (event, catalogue), free_words, 0);
  gtk_widget_add_css_class (row, "event");
  return row;
}
