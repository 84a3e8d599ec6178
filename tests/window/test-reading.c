/* A catalogue's words in a window of another language, that is read the other way round: where their lines begin. */

#include "tessera-config.h"

#include "tessera-reading.h"

#include "window-hands.h"

#define ARABIC "الوصول إلى عناصر المحتوى وقراءتها وتعديلها، ومنها ما يظهر في صفحات المتجر كلها وفي رسائل البريد"
#define ENGLISH "Access to content items such as blocks and slots, to read them and to change them, wherever they are shown"

static TesseraCatalogue *
load_catalogue (const char *description)
{
  g_autofree char *text = NULL, *changed = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) parts = NULL;
  TesseraCatalogue *catalogue;

  g_assert_true (g_file_get_contents (TESSERA_SOURCE_DIR "/data/catalogue.json", &text, NULL, NULL));
  parts = g_strsplit (text, "Get/Set content items such as SmartBlocks and Slots.", 2);
  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  changed = g_strjoinv (description, parts);
  catalogue = tessera_catalogue_parse (changed, strlen (changed), &error);
  g_assert_no_error (error);
  return catalogue;
}

/* Whether all lines of @label, which are several, begin at its right or its left edge, to a few pixels. */
static gboolean
lines_begin_at (GtkLabel *label, gboolean right)
{
  PangoLayout *layout = gtk_label_get_layout (label);
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  gboolean begin = TRUE;

  g_assert_cmpint (pango_layout_get_line_count (layout), >, 1);
  do
    {
      PangoRectangle line;
      int gap;

      pango_layout_iter_get_line_extents (iter, NULL, &line);
      gap = right ? pango_layout_get_width (layout) - line.x - line.width : line.x;
      begin = begin && ABS (gap) <= 6 * PANGO_SCALE;
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
  return begin;
}

static GtkWidget *
present (GtkWidget *child, int width)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), width, 700);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  return window;
}

static void
assert_catalogue_begins (const char *description, GtkTextDirection direction)
{
  g_autoptr (TesseraCatalogue) catalogue = load_catalogue (description);
  GtkWidget *form, *window;

  gtk_widget_set_default_direction (direction);
  form = tessera_form_new ();
  tessera_form_set_catalogue (TESSERA_FORM (form), catalogue);
  window = present (form, 360);
  settle (window);
  g_assert_true (lines_begin_at (find (form, GTK_TYPE_LABEL, description), direction == GTK_TEXT_DIR_RTL));
  gtk_window_destroy (GTK_WINDOW (window));
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static void
test_lines_begin_where_those_of_the_window_do (void)
{
  assert_catalogue_begins (ENGLISH, GTK_TEXT_DIR_RTL);
  assert_catalogue_begins (ARABIC, GTK_TEXT_DIR_RTL);
  assert_catalogue_begins (ENGLISH, GTK_TEXT_DIR_LTR);
  assert_catalogue_begins (ARABIC, GTK_TEXT_DIR_LTR);
}

/* Whatever the label says later, and whichever way the window goes. */
static void
test_follows_words_and_direction (void)
{
  GtkWidget *label = gtk_label_new (ENGLISH), *window;

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  tessera_reading_align (GTK_LABEL (label));
  window = present (label, 200);
  g_assert_true (lines_begin_at (GTK_LABEL (label), FALSE));

  gtk_label_set_text (GTK_LABEL (label), ARABIC);
  settle (window);
  g_assert_true (lines_begin_at (GTK_LABEL (label), FALSE));

  gtk_widget_set_direction (label, GTK_TEXT_DIR_RTL);
  settle (window);
  g_assert_true (lines_begin_at (GTK_LABEL (label), TRUE));

  gtk_label_set_text (GTK_LABEL (label), ENGLISH);
  settle (window);
  g_assert_true (lines_begin_at (GTK_LABEL (label), TRUE));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (label)), ==, ENGLISH);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/reading/lines-of-a-catalogue-begin-where-those-of-the-window-do",
                   test_lines_begin_where_those_of_the_window_do);
  g_test_add_func ("/reading/follows-words-and-direction", test_follows_words_and_direction);
  return g_test_run ();
}
