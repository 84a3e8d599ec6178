/* What is seen in a single frame, which goes by faster than anybody waits for it. */

#include "window-bed.h"

/* The columns that a frame showed, and in how much room. */
typedef struct
{
  int room;
  guint columns;      /* a bit each */
} Frame;

typedef struct
{
  GtkColumnView *view;
  GArray *frames;
} Watch;

static guint
get_columns (GtkColumnView *view)
{
  GListModel *columns = gtk_column_view_get_columns (view);
  guint shown = 0;

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      shown |= gtk_column_view_column_get_visible (column) ? 1U << i : 0;
    }

  return shown;
}

static void
on_painted (Watch *watch)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (watch->view));
  Frame frame = { (int) gtk_adjustment_get_page_size (adjustment), get_columns (watch->view) };

  g_array_append_val (watch->frames, frame);
}

/* Once it is at rest, the columns are those of its width. */
static void
assert_same_in_each_frame (Watch *watch)
{
  guint columns = get_columns (watch->view);
  int room = (int) gtk_adjustment_get_page_size (gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (watch->view)));
  guint n_frames = 0;

  for (guint i = 0; i < watch->frames->len; i++)
    {
      Frame frame = g_array_index (watch->frames, Frame, i);

      if (frame.room != room)
        continue;
      g_assert_cmphex (frame.columns, ==, columns);
      n_frames++;
    }
  g_assert_cmpuint (n_frames, >, 0);
}

static void
test_no_frame_shows_the_columns_of_another_width (void)
{
  static const int widths[] = { 640, 1400, 360, 1040 };
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");
  Watch watch = { GTK_COLUMN_VIEW (find (bed->window, GTK_TYPE_COLUMN_VIEW, NULL)), g_array_new (FALSE, FALSE, sizeof (Frame)) };
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (watch.view));
  gulong handler = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (on_painted), &watch);

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      gtk_window_set_default_size (GTK_WINDOW (bed->window), widths[i], 760);
      settle (bed->window);
      while (g_main_context_iteration (NULL, FALSE))
        ;
      assert_same_in_each_frame (&watch);
    }

  g_signal_handler_disconnect (clock, handler);
  g_array_unref (watch.frames);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  keep_still ();
  g_test_add_func ("/frames/no-frame-shows-the-columns-of-another-width", test_no_frame_shows_the_columns_of_another_width);
  return test_http_run ();
}
