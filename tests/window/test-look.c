/* How the window looks: the whole form at 1040 × 760, the bar always in sight, what stands below what. */

#include "window-bed.h"

#include "tessera-columns.h"
#include "tessera-expiry-row.h"
#include "tessera-form-bar.h"
#include "tessera-form-page.h"
#include "tessera-permission-grid.h"
#include "tessera-token-cell.h"

static int
get_least_height (gpointer widget, int width)
{
  int least;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, &least, NULL, NULL, NULL);
  return least;
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

  for (int scale = 1; scale <= 2; scale++)
    for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
      {
        g_autoptr (WindowBed) bed = window_bed_new_bare ();

        set_text_scale (scale);
        window_bed_open (bed, test_service_get_manager_key (bed->service), NULL);
        gtk_window_set_default_size (GTK_WINDOW (bed->window), widths[i], 760);
        window_bed_await_load (bed->session);
        settle (bed->window);
        assert_boxes_below_heads (bed);
      }
  set_text_scale (1);
}

/* A box that is too low otherwise complains of it. */
static void
test_it_needs_no_more_height_than_it_says (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");
  GtkWidget *overlay = find (bed->window, GTK_TYPE_OVERLAY, NULL);

  for (int tokens = 0; tokens < 2; tokens++)
    {
      open_expander (bed->window, tokens);
      for (int width = 360; width <= 1 << 20; width *= 2)
        g_assert_cmpint (get_least_height (overlay, width), ==, get_least_height (overlay, -1));
    }
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

  open_expander (bed->window, TRUE);
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
  open_expander (bed->window, FALSE);
  gtk_menu_button_popup (tessera_expiry_row_get_button (TESSERA_EXPIRY_ROW (row)));
  AWAIT (gtk_widget_get_mapped (popover));
  g_assert_nonnull (find (popover, TESSERA_TYPE_CALENDAR, NULL));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  keep_still ();
  g_object_set (gtk_settings_get_default (), "gtk-font-name", "Cantarell 11", NULL);
  g_test_add_func ("/look/it-needs-no-more-height-than-it-says", test_it_needs_no_more_height_than_it_says);
  g_test_add_func ("/look/nothing-to-scroll-in-the-form-at-1040-by-760", test_nothing_to_scroll_at_1040_by_760);
  g_test_add_func ("/look/the-bar-is-in-sight-however-small-the-window",
                   test_the_bar_is_in_sight_however_small_the_window);
  g_test_add_func ("/look/all-columns-have-room-at-1040-by-760", test_all_columns_have_room_at_1040_by_760);
  g_test_add_func ("/look/bar-and-cards-end-at-the-same-edges", test_bar_and_cards_end_at_the_same_edges);
  g_test_add_func ("/look/what-each-start-shows-of-ours-is-read-without-svg",
                   test_what_each_start_shows_of_ours_is_read_without_svg);
  g_test_add_func ("/look/a-row-takes-clicks-and-keys-for-its-cells", test_a_row_takes_clicks_and_keys_for_its_cells);
  g_test_add_func ("/look/a-calendar-is-made-when-it-is-opened", test_a_calendar_is_made_when_it_is_opened);
  g_test_add_func ("/look/boxes-stand-below-their-heads", test_boxes_stand_below_their_heads);
  return test_http_run ();
}
