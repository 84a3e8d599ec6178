/* What a window of 360 pixels has room for, and one with large text. */

#include "window-bed.h"

#include "tessera-form-bar.h"

#define LONG_WORD "Donaudampfschifffahrtsgesellschaftskapitänspatent"

static int
get_least_width (gpointer widget)
{
  int least;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  return least;
}

/* Who is to blame when something is too wide. */
static void
blame (GtkWidget *widget, int most, int depth)
{
  if (GTK_IS_NATIVE (widget) || GTK_IS_COLUMN_VIEW (widget))      /* has a surface of its own, or scrolls */
    return;
  if (gtk_widget_should_layout (widget) && get_least_width (widget) > most)
    g_test_message ("%*s%s: %d", depth, "", G_OBJECT_TYPE_NAME (widget), get_least_width (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    blame (child, most, depth + 1);
}

static void
assert_fits_360 (WindowBed *bed)
{
  GtkWidget *content = adw_application_window_get_content (ADW_APPLICATION_WINDOW (bed->window));

  for (int tokens = 0; tokens < 2; tokens++)
    {
      open_expander (bed->window, tokens);
      blame (content, 360, 0);
      g_assert_cmpint (get_least_width (content), <=, 360);
    }
}

static void
test_the_window_fits_360_pixels (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");

  assert_fits_360 (bed);
}

static void
test_long_words_of_the_catalogue_fit_360_pixels (void)
{
  g_autofree char *name = g_strnfill (100, 'm');
  g_autoptr (WindowBed) bed = window_bed_new (name);

  window_bed_change_catalogue (bed, "\"name\": \"API Key\"", "\"name\": \"" LONG_WORD "\"");
  window_bed_change_catalogue (bed, "\"name\": \"Content\"", "\"name\": \"" LONG_WORD "\"");
  window_bed_refresh (bed);
  assert_fits_360 (bed);
}

/* The labels in sight that say what Update Token will change. */
static GPtrArray *
list_sentences (GtkWidget *form)
{
  GPtrArray *labels = g_ptr_array_new ();
  GPtrArray *waiting = g_ptr_array_new ();

  g_ptr_array_add (waiting, form);
  while (waiting->len > 0)
    {
      GtkWidget *widget = g_ptr_array_steal_index (waiting, waiting->len - 1);

      if (GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, "sentence") && gtk_widget_get_mapped (widget)
          && g_str_has_prefix (gtk_label_get_text (GTK_LABEL (widget)), "Gains "))
        g_ptr_array_add (labels, widget);
      for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
        g_ptr_array_add (waiting, child);
    }
  g_ptr_array_unref (waiting);

  return labels;
}

static gboolean
is_cut (GtkLabel *label)
{
  return pango_layout_is_ellipsized (gtk_label_get_layout (label));
}

/* Returns: the other label that says it, or %NULL */
static GtkLabel *
assert_sentence_above_bar (GtkWidget *form, gboolean cut)
{
  g_autoptr (GPtrArray) sentences = list_sentences (form);
  GtkWidget *bar = find (form, TESSERA_TYPE_FORM_BAR, NULL);
  graphene_rect_t place;

  g_assert_cmpuint (sentences->len, >, 0);
  place = get_bounds (sentences->pdata[0], form);
  g_assert_cmpfloat (place.origin.y + place.size.height, <=, get_bounds (bar, form).origin.y);
  g_assert_cmpfloat (place.size.height, <=, gtk_widget_get_height (form) / 4);
  g_assert_cmpint (is_cut (sentences->pdata[0]), ==, cut);
  return sentences->len > 1 ? sentences->pdata[1] : NULL;
}

/* A long one starts there, with room left for the fields, and is whole below them. */
static void
test_what_update_will_change_stands_above_its_button_on_a_narrow_window (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");
  GtkWidget *form = window_bed_get_edit_form (bed);
  GtkLabel *whole;

  gtk_window_set_default_size (GTK_WINDOW (bed->window), 360, 720);
  AWAIT (!gtk_widget_get_mapped (form));
  tessera_editor_focus (window_bed_get_editor (bed));
  AWAIT (gtk_widget_get_mapped (form));
  tick (form, 1, TESSERA_VERB_WRITE, TRUE);
  settle (bed->window);
  g_assert_null (assert_sentence_above_bar (form, FALSE));

  type_name (form, "Export of all that was sold, with what was sent back and what was not paid");
  for (int area = 0; area < 7; area++)
    for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
      tick (form, area, verb, TRUE);
  settle (bed->window);
  whole = assert_sentence_above_bar (form, TRUE);
  g_assert_nonnull (whole);
  g_assert_false (is_cut (whole));
}

/* With twice the text there is no room for both, and one follows the other. */
static void
test_list_and_editor_are_side_by_side_at_1040_pixels_and_follow_each_other_with_large_text (void)
{
  for (int scale = 1; scale <= 2; scale++)
    {
      g_autoptr (WindowBed) bed = NULL;

      set_text_scale (scale);
      bed = window_bed_new ("Nightly export");
      g_assert_cmpint (adw_leaflet_get_folded (find (bed->window, ADW_TYPE_LEAFLET, NULL)), ==, scale == 2);
    }
  set_text_scale (1);
}

/* And is not typed into where nobody sees it. */
static void
test_a_fault_of_the_editor_is_shown_where_there_is_room_for_the_list_alone (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");
  GtkWidget *form = window_bed_get_edit_form (bed);

  gtk_window_set_default_size (GTK_WINDOW (bed->window), 360, 760);
  AWAIT (!gtk_widget_get_mapped (form));
  type_name (form, "   ");
  gtk_widget_activate_action (GTK_WIDGET (bed->window), "frame.refresh", NULL);
  AWAIT (find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  press (find_window (ADW_TYPE_MESSAGE_DIALOG), "Update");
  AWAIT (gtk_widget_get_mapped (form));
  AWAIT (has_focus (form));
}

static void
assert_is_whole (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
      && pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget))))
    g_error ("“%s” is cut", gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_is_whole (child);
}

static void
test_no_word_of_a_question_is_cut_in_360_pixels_with_large_text (void)
{
  g_autoptr (WindowBed) bed = NULL;
  GtkWidget *question;

  set_text_scale (2);
  bed = window_bed_new ("Nightly export of everything that the warehouse sells, for the branch in Vienna");
  gtk_window_set_default_size (GTK_WINDOW (bed->window), 360, 720);
  settle (bed->window);
  g_action_group_activate_action (tessera_editor_get_actions (window_bed_get_editor (bed)), "revoke", NULL);
  AWAIT (find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  question = find_window (ADW_TYPE_MESSAGE_DIALOG);
  settle (question);
  assert_is_whole (question);
  set_text_scale (1);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  keep_still ();
  g_object_set (gtk_settings_get_default (), "gtk-font-name", "Cantarell 11", NULL);
  g_test_add_func ("/narrow/the-window-fits-360-pixels", test_the_window_fits_360_pixels);
  g_test_add_func ("/narrow/long-words-of-the-catalogue-fit-360-pixels", test_long_words_of_the_catalogue_fit_360_pixels);
  g_test_add_func ("/narrow/no-word-of-a-question-is-cut-in-360-pixels-with-large-text",
                   test_no_word_of_a_question_is_cut_in_360_pixels_with_large_text);
  g_test_add_func ("/narrow/list-and-editor-are-side-by-side-at-1040-pixels-and-follow-each-other-with-large-text",
                   test_list_and_editor_are_side_by_side_at_1040_pixels_and_follow_each_other_with_large_text);
  g_test_add_func ("/narrow/a-fault-of-the-editor-is-shown-where-there-is-room-for-the-list-alone",
                   test_a_fault_of_the_editor_is_shown_where_there_is_room_for_the_list_alone);
  g_test_add_func ("/narrow/what-update-will-change-stands-above-its-button-on-a-narrow-window",
                   test_what_update_will_change_stands_above_its_button_on_a_narrow_window);
  return test_http_run ();
}
