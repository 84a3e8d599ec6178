/* What the window has room for: 360 pixels, the whole form at 1040 × 760, the bar always in sight. */

#include "window-bed.h"

#include "tessera-columns.h"
#include "tessera-expiry-row.h"
#include "tessera-form-bar.h"
#include "tessera-form-page.h"
#include "tessera-permission-grid.h"
#include "tessera-token-cell.h"

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

static int
get_least_height (gpointer widget, int width)
{
  int least;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, &least, NULL, NULL, NULL);
  return least;
}

/* Create Token comes first. */
static void
open_expander (WindowBed *bed, gboolean tokens)
{
  GtkWidget *expander = find (bed->window, GTK_TYPE_EXPANDER, NULL);

  if (tokens)
    do
      expander = gtk_widget_get_next_sibling (expander);
    while (!GTK_IS_EXPANDER (expander));
  gtk_expander_set_expanded (GTK_EXPANDER (expander), TRUE);
  settle (bed->window);
}

static void
assert_fits_360 (WindowBed *bed)
{
  GtkWidget *content = adw_application_window_get_content (ADW_APPLICATION_WINDOW (bed->window));

  for (int tokens = 0; tokens < 2; tokens++)
    {
      open_expander (bed, tokens);
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

static GtkAdjustment *
get_form_adjustment (GtkWidget *form)
{
  GtkScrolledWindow *scroller = find (form, GTK_TYPE_SCROLLED_WINDOW, NULL);

  return gtk_scrolled_window_get_vadjustment (scroller);
}

static void
test_nothing_to_scroll_at_1040_by_760 (void)
{
  g_autoptr (WindowBed) bed = window_bed_new (NULL);
  GtkWidget *form = window_bed_get_create_form (bed);
  GtkAdjustment *adjustment;

  fill_form (form, "Nightly export");
  for (int area = 0; area < 7; area++)
    for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
      tick (form, area, verb, TRUE);
  settle (bed->window);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (bed->window)), <=, 1040);
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (bed->window)), <=, 760);
  adjustment = get_form_adjustment (form);
  g_assert_cmpfloat (gtk_adjustment_get_upper (adjustment), <=, gtk_adjustment_get_page_size (adjustment));
}

static graphene_rect_t
get_bounds (gpointer widget, gpointer in)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget, in, &bounds));
  return bounds;
}

static void
test_the_bar_is_in_sight_however_small_the_window (void)
{
  static const struct { int width, height; } sizes[] = { { 360, 300 }, { 360, 720 }, { 1040, 400 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (WindowBed) bed = window_bed_new_bare ();
      graphene_rect_t bar;

      window_bed_open (bed, test_service_get_manager_key (bed->service), NULL);
      gtk_window_set_default_size (GTK_WINDOW (bed->window), sizes[i].width, sizes[i].height);
      window_bed_await_load (bed->session);
      settle (bed->window);
      bar = get_bounds (find (bed->window, TESSERA_TYPE_FORM_BAR, NULL), bed->window);
      g_assert_cmpfloat (bar.origin.y, >, 0);
      g_assert_cmpfloat (bar.origin.y + bar.size.height, <=, gtk_widget_get_height (GTK_WIDGET (bed->window)));
    }
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

/* Left and right edge of the cards, and of the bar below them. */
static void
test_bar_and_cards_end_at_the_same_edges (void)
{
  static const int widths[] = { 360, 700, 899, 900, 1040, 1400 };
  GtkWidget *columns = tessera_columns_new ();
  GtkWidget *parts[] = { gtk_label_new ("start"), gtk_label_new ("end"), gtk_label_new ("note") };

  g_object_ref_sink (columns);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    gtk_widget_set_parent (parts[i], columns);

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      gboolean wide = widths[i] >= 900;
      int x, span = tessera_columns_get_span (TESSERA_COLUMNS (columns), widths[i], &x);
      graphene_rect_t start, end;

      gtk_widget_measure (columns, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
      gtk_widget_allocate (columns, widths[i], 500, -1, NULL);
      start = get_bounds (parts[0], columns);
      end = get_bounds (parts[1], columns);
      g_assert_cmpint (tessera_columns_is_wide_at (TESSERA_COLUMNS (columns), widths[i]), ==, wide);
      g_assert_cmpint (span, <=, 1000);
      g_assert_cmpfloat (start.origin.x, ==, x);
      g_assert_cmpfloat (end.origin.x + end.size.width, ==, x + span);
      g_assert_cmpint (end.origin.y > start.origin.y, ==, !wide);
    }
  g_object_unref (columns);
}

/* With twice the text there is no room for both, and one follows the other. */
static void
test_list_and_editor_are_side_by_side_at_1040_pixels_and_follow_each_other_with_large_text (void)
{
  GtkSettings *settings = gtk_settings_get_default ();
  int dpi;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  for (int scale = 1; scale <= 2; scale++)
    {
      g_autoptr (WindowBed) bed = NULL;

      g_object_set (settings, "gtk-xft-dpi", 96 * 1024 * scale, NULL);
      bed = window_bed_new ("Nightly export");
      g_assert_cmpint (adw_leaflet_get_folded (find (bed->window, ADW_TYPE_LEAFLET, NULL)), ==, scale == 2);
    }
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
}

/* The default size; no name of usual length is cut off, so that there is no need to guess. */
static void
test_all_columns_have_room_at_1040_by_760 (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Shop front widgets");
  GtkColumnView *view = find (bed->window, GTK_TYPE_COLUMN_VIEW, NULL);
  GListModel *columns = gtk_column_view_get_columns (view);
  GtkWidget *cell = find (view, TESSERA_TYPE_TOKEN_CELL, NULL);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (cell, "Shop front widgets");
  int width;

  settle (bed->window);
  g_assert_cmpuint (g_list_model_get_n_items (columns), ==, 6);
  for (guint i = 0; i < 6; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      g_assert_true (gtk_column_view_column_get_visible (column));
    }

  g_assert_cmpint (tessera_token_cell_get_key (TESSERA_TOKEN_CELL (cell)), ==, TESSERA_TOKEN_KEY_NAME);
  pango_layout_get_pixel_size (layout, &width, NULL);
  g_assert_cmpint (gtk_widget_get_width (cell), >=, width);
}

static float
get_middle (gpointer widget, gpointer in)
{
  graphene_rect_t bounds = get_bounds (widget, in);

  return bounds.origin.x + bounds.size.width / 2;
}

static void
assert_boxes_below_heads (WindowBed *bed)
{
  GtkWidget *grid = find (window_bed_get_create_form (bed), TESSERA_TYPE_PERMISSION_GRID, NULL);
  GtkWidget *heads[TESSERA_N_VERBS] = { find (grid, GTK_TYPE_LABEL, "Read"), find (grid, GTK_TYPE_LABEL, "Write") };

  for (int area = -1; area < 7; area++)
    for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
      {
        gpointer box = tessera_permission_grid_get_check (TESSERA_PERMISSION_GRID (grid), area, verb);

        g_assert_cmpfloat_with_epsilon (get_middle (box, grid), get_middle (heads[verb], grid), 1);
      }
}

/* A box that stands elsewhere is ticked for its neighbour. */
static void
test_boxes_stand_below_their_heads (void)
{
  static const int widths[] = { 360, 700, 1040 };
  GtkSettings *settings = gtk_settings_get_default ();
  int dpi;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  for (int scale = 1; scale <= 2; scale++)
    for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
      {
        g_autoptr (WindowBed) bed = window_bed_new_bare ();

        g_object_set (settings, "gtk-xft-dpi", 96 * 1024 * scale, NULL);
        window_bed_open (bed, test_service_get_manager_key (bed->service), NULL);
        gtk_window_set_default_size (GTK_WINDOW (bed->window), widths[i], 760);
        window_bed_await_load (bed->session);
        settle (bed->window);
        assert_boxes_below_heads (bed);
      }
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
}

/* A box that is too low otherwise complains of it. */
static void
test_it_needs_no_more_height_than_it_says (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");
  GtkWidget *overlay = find (bed->window, GTK_TYPE_OVERLAY, NULL);

  for (int tokens = 0; tokens < 2; tokens++)
    {
      open_expander (bed, tokens);
      for (int width = 360; width <= 1 << 20; width *= 2)
        g_assert_cmpint (get_least_height (overlay, width), ==, get_least_height (overlay, -1));
    }
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
assert_is_a_picture (GtkIconTheme *theme, const char *icon, int size, int scale)
{
  g_autoptr (GtkIconPaintable) found = gtk_icon_theme_lookup_icon (theme, icon, NULL, size, scale, GTK_TEXT_DIR_LTR, 0);
  g_autoptr (GFile) file = gtk_icon_paintable_get_file (found);
  g_autofree char *uri = g_file_get_uri (file);

  g_test_message ("%s", uri);
  g_assert_nonnull (strstr (uri, icon));      /* not what is shown for an icon that is missing */
  g_assert_true (g_str_has_suffix (uri, ".png"));
}

/* The reader of SVG would take five megabytes. */
static void
test_what_each_start_shows_of_ours_is_read_without_svg (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (GTK_WIDGET (bed->window)));

  gtk_icon_theme_add_resource_path (theme, "/org/tessera/Tessera/icons");      /* as the application does */
  assert_is_a_picture (theme, "org.tessera.Tessera", 48, 1);
  assert_is_a_picture (theme, "tessera-working-symbolic", 16, 1);
  assert_is_a_picture (theme, "tessera-working-symbolic", 16, 2);
}

static guint
count_controllers (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  return g_list_model_get_n_items (controllers);
}

static void
test_a_row_takes_clicks_and_keys_for_its_cells (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");
  GtkWidget *child, *cell;

  open_expander (bed, TRUE);
  child = find (bed->window, TESSERA_TYPE_TOKEN_CELL, NULL);
  cell = gtk_widget_get_parent (child);
  g_assert_cmpuint (count_controllers (gtk_widget_get_parent (cell)), >, 0);
  if (gtk_get_minor_version () == 8)
    g_assert_cmpuint (count_controllers (cell), ==, 0);
}

/* A window has several. */
static void
test_a_calendar_is_made_when_it_is_opened (void)
{
  g_autoptr (WindowBed) bed = window_bed_new (NULL);
  GtkWidget *row = find (bed->window, TESSERA_TYPE_EXPIRY_ROW, NULL);
  GtkWidget *popover = GTK_WIDGET (tessera_expiry_row_get_popover (TESSERA_EXPIRY_ROW (row)));

  g_assert_null (find_hidden (popover, TESSERA_TYPE_CALENDAR));
  open_expander (bed, FALSE);
  gtk_menu_button_popup (tessera_expiry_row_get_button (TESSERA_EXPIRY_ROW (row)));
  AWAIT (gtk_widget_get_mapped (popover));
  g_assert_nonnull (find (popover, TESSERA_TYPE_CALENDAR, NULL));
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
  GtkSettings *settings = gtk_settings_get_default ();
  g_autoptr (WindowBed) bed = NULL;
  GtkWidget *question;
  int dpi;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", 96 * 1024 * 2, NULL);
  bed = window_bed_new ("Nightly export of everything that the warehouse sells, for the branch in Vienna");
  gtk_window_set_default_size (GTK_WINDOW (bed->window), 360, 720);
  settle (bed->window);
  g_action_group_activate_action (tessera_editor_get_actions (window_bed_get_editor (bed)), "revoke", NULL);
  AWAIT (find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  question = find_window (ADW_TYPE_MESSAGE_DIALOG);
  settle (question);
  assert_is_whole (question);
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-font-name", "Cantarell 11", NULL);
  g_test_add_func ("/look/the-window-fits-360-pixels", test_the_window_fits_360_pixels);
  g_test_add_func ("/look/it-needs-no-more-height-than-it-says", test_it_needs_no_more_height_than_it_says);
  g_test_add_func ("/look/long-words-of-the-catalogue-fit-360-pixels", test_long_words_of_the_catalogue_fit_360_pixels);
  g_test_add_func ("/look/no-word-of-a-question-is-cut-in-360-pixels-with-large-text",
                   test_no_word_of_a_question_is_cut_in_360_pixels_with_large_text);
  g_test_add_func ("/look/nothing-to-scroll-in-the-form-at-1040-by-760", test_nothing_to_scroll_at_1040_by_760);
  g_test_add_func ("/look/the-bar-is-in-sight-however-small-the-window",
                   test_the_bar_is_in_sight_however_small_the_window);
  g_test_add_func ("/look/list-and-editor-are-side-by-side-at-1040-pixels-and-follow-each-other-with-large-text",
                   test_list_and_editor_are_side_by_side_at_1040_pixels_and_follow_each_other_with_large_text);
  g_test_add_func ("/look/all-columns-have-room-at-1040-by-760", test_all_columns_have_room_at_1040_by_760);
  g_test_add_func ("/look/a-fault-of-the-editor-is-shown-where-there-is-room-for-the-list-alone",
                   test_a_fault_of_the_editor_is_shown_where_there_is_room_for_the_list_alone);
  g_test_add_func ("/look/what-update-will-change-stands-above-its-button-on-a-narrow-window",
                   test_what_update_will_change_stands_above_its_button_on_a_narrow_window);
  g_test_add_func ("/look/bar-and-cards-end-at-the-same-edges", test_bar_and_cards_end_at_the_same_edges);
  g_test_add_func ("/look/what-each-start-shows-of-ours-is-read-without-svg",
                   test_what_each_start_shows_of_ours_is_read_without_svg);
  g_test_add_func ("/look/a-row-takes-clicks-and-keys-for-its-cells", test_a_row_takes_clicks_and_keys_for_its_cells);
  g_test_add_func ("/look/a-calendar-is-made-when-it-is-opened", test_a_calendar_is_made_when_it_is_opened);
  g_test_add_func ("/look/boxes-stand-below-their-heads", test_boxes_stand_below_their_heads);
  return test_http_run ();
}
