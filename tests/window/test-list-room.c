/* Whether the list has room for its columns in a window of the size that it opens with, in the language of
 * TESSERA_TEST_LANGUAGE. */

#include "window-bed.h"

#include "tessera-token-cell.h"

#include "test-locale.h"

/* Each status, and ends and uses that take many words. */
static void
fill (WindowBed *bed)
{
  static const int days[] = { 1, 2, 9, 61, 150, 365, 23000 };
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr (GDateTime) end = g_date_time_add_days (now, days[i] + 1);
      g_autofree char *at = g_date_time_format (end, "\"%Y-%m-%dT00:00:00Z\"");
      g_autofree char *body = test_body ("\"Shop front widgets\"", NULL, NULL, at);

      test_answer_free (test_call (bed->service, "POST", "/v1/tokens", NULL, body));
    }
  test_answer_free (test_create (bed->service, "Shop front widgets"));
}

static WindowBed *
bed_in_language (void)
{
  WindowBed *bed = window_bed_new_bare ();

  fill (bed);
  window_bed_open (bed, test_service_get_manager_key (bed->service), NULL);
  window_bed_await_load (bed->session);
  settle (bed->window);
  /* Where the window manager lets GTK draw no shadow, the window is that much smaller. */
  gtk_window_set_default_size (GTK_WINDOW (bed->window), 2 * 1040 - gtk_widget_get_width (GTK_WIDGET (bed->window)), 760);
  AWAIT (gtk_widget_get_width (GTK_WIDGET (bed->window)) == 1040);
  settle (bed->window);
  return bed;
}

/* As wide as it would like to be, or more. */
static void
assert_head_whole (GtkWidget *head)
{
  GtkWidget *label = find (head, GTK_TYPE_LABEL, NULL);
  int natural;

  gtk_widget_measure (label, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  if (gtk_widget_get_width (label) < natural || pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label))))
    g_error ("the head “%s” is cut: %d of %d pixels", gtk_label_get_text (GTK_LABEL (label)), gtk_widget_get_width (label),
             natural);
}

static void
test_no_head_of_a_column_is_cut (void)
{
  g_autoptr (WindowBed) bed = bed_in_language ();
  GtkWidget *view = find (bed->window, GTK_TYPE_COLUMN_VIEW, NULL);
  guint n = 0;

  for (GtkWidget *head = gtk_widget_get_first_child (gtk_widget_get_first_child (view)); head != NULL;
       head = gtk_widget_get_next_sibling (head))
    if (gtk_widget_get_mapped (head))
      {
        assert_head_whole (head);
        n++;
      }
  g_assert_cmpuint (n, ==, 6);
}

/* Whether names such as @name are whole. */
static void
assert_names_have_room (GtkWidget *widget, const char *name, guint *n)
{
  if (TESSERA_IS_TOKEN_CELL (widget) && gtk_widget_get_mapped (widget)
      && tessera_token_cell_get_key (TESSERA_TOKEN_CELL (widget)) == TESSERA_TOKEN_KEY_NAME)
    {
      g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, name);
      int wanted;

      pango_layout_get_pixel_size (layout, &wanted, NULL);
      g_assert_cmpint (gtk_widget_get_width (widget), >=, wanted);
      ++*n;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    assert_names_have_room (child, name, n);
}

static void
test_no_name_of_usual_length_is_cut (void)
{
  g_autoptr (WindowBed) bed = bed_in_language ();
  guint n = 0;

  assert_names_have_room (find (bed->window, GTK_TYPE_COLUMN_VIEW, NULL), "Nightly export", &n);
  g_assert_cmpuint (n, >=, 8);
}

/* A name may be of any length, and is told by the pointer; the name of a type is told in the editor, too. */
static gboolean
must_be_whole (TesseraTokenKey key)
{
  return key == TESSERA_TOKEN_KEY_EXPIRES || key == TESSERA_TOKEN_KEY_LAST_USED || key == TESSERA_TOKEN_KEY_STATUS;
}

static void
assert_cells_whole (GtkWidget *widget, guint *n)
{
  if (TESSERA_IS_TOKEN_CELL (widget) && gtk_widget_get_mapped (widget)
      && tessera_token_cell_get_token (TESSERA_TOKEN_CELL (widget)) != NULL)
    {
      TesseraTokenKey key = tessera_token_cell_get_key (TESSERA_TOKEN_CELL (widget));
      g_autofree char *text = tessera_token_cell_get_text (TESSERA_TOKEN_CELL (widget));
      g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
      int wanted;

      pango_layout_get_pixel_size (layout, &wanted, NULL);
      if (must_be_whole (key) && gtk_widget_get_width (widget) < wanted)
        g_error ("“%s” is cut: %d of %d pixels", text, gtk_widget_get_width (widget), wanted);
      *n += must_be_whole (key);
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    assert_cells_whole (child, n);
}

static void
test_no_date_and_no_status_is_cut (void)
{
  g_autoptr (WindowBed) bed = bed_in_language ();
  guint n = 0;

  assert_cells_whole (find (bed->window, GTK_TYPE_COLUMN_VIEW, NULL), &n);
  g_assert_cmpuint (n, ==, 3 * 8);
}

int
main (int argc, char *argv[])
{
  int failed;

  gtk_test_init (&argc, &argv, NULL);
  test_locale_enter (g_getenv ("TESSERA_TEST_LANGUAGE"));
  adw_init ();
  keep_still ();
  gtk_widget_set_default_direction (g_str_equal (g_getenv ("TESSERA_TEST_LANGUAGE"), "ar") ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
  g_object_set (gtk_settings_get_default (), "gtk-font-name", "Cantarell 11", NULL);
  g_test_add_func ("/list-room/no-head-of-a-column-is-cut", test_no_head_of_a_column_is_cut);
  g_test_add_func ("/list-room/no-date-and-no-status-is-cut", test_no_date_and_no_status_is_cut);
  g_test_add_func ("/list-room/no-name-of-usual-length-is-cut", test_no_name_of_usual_length_is_cut);
  failed = test_http_run ();
  test_locale_leave ();
  return failed;
}
