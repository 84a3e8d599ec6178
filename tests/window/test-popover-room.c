/* What the form opens, in a window of 360 pixels with twice the text, in the language of TESSERA_TEST_LANGUAGE. (GTK
 * looks at the names of days once in a program.) */

#include "tessera-config.h"

#include "tessera-fields.h"
#include "tessera-span.h"

#include "test-locale.h"
#include "window-hands.h"

#define WIDTH 360

static TesseraCatalogue *catalogue;

static void
add_token (GListStore *tokens, TesseraPermissions permissions)
{
  g_autofree char *id = g_strdup_printf ("tok_%u", g_list_model_get_n_items (G_LIST_MODEL (tokens)));
  TesseraTokenFields fields = {
    .id = id, .name = "Nightly export", .type = "api_key", .permissions = permissions, .expires_at = TESSERA_NEVER,
    .hint = "a1b2", .created_by = "Mara", .updated_by = "Mara", .last_used_at = TESSERA_NEVER, .revision = "r",
  };
  g_autoptr (TesseraToken) token = tessera_token_new (&fields);

  g_list_store_append (tokens, token);
}

static GtkWidget *
present_form_in (int width)
{
  GtkWidget *window = gtk_window_new (), *form = tessera_form_new ();
  g_autoptr (GListStore) tokens = g_list_store_new (TESSERA_TYPE_TOKEN);

  for (guint i = 0; i < 2; i++)
    add_token (tokens, (TesseraPermissions) { { 0x7f, 0x7f } });
  gtk_window_set_default_size (GTK_WINDOW (window), width, 720);
  gtk_window_set_child (GTK_WINDOW (window), form);
  tessera_form_set_catalogue (TESSERA_FORM (form), catalogue);
  tessera_form_set_tokens (TESSERA_FORM (form), G_LIST_MODEL (tokens));
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  settle (window);
  g_assert_cmpint (gtk_widget_get_width (window), <=, width);
  return form;
}

static GtkWidget *
present_form (void)
{
  return present_form_in (WIDTH);
}

static TesseraFields *
get_fields (GtkWidget *form)
{
  return tessera_form_get_fields (TESSERA_FORM (form));
}

static void
assert_inside (GtkWidget *widget, GtkWidget *popover)
{
  graphene_rect_t bounds = get_bounds (widget, popover);

  if (bounds.origin.x < 0 || bounds.origin.x + bounds.size.width > gtk_widget_get_width (popover))
    g_error ("%s is at %g to %g of %d", G_OBJECT_TYPE_NAME (widget), bounds.origin.x,
             bounds.origin.x + bounds.size.width, gtk_widget_get_width (popover));
}

/* Each label, entry and button of it is inside, and no word is cut. */
static void
assert_whole (GtkWidget *widget, GtkWidget *popover)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_LABEL (widget) || GTK_IS_ENTRY (widget) || GTK_IS_BUTTON (widget))
    assert_inside (widget, popover);
  if (GTK_IS_LABEL (widget))
    g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget))));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    assert_whole (child, popover);
}

/* What is seen of it; the shadow may lie beside the window. */
static void
assert_fits (GtkWidget *popover)
{
  GtkWidget *contents = gtk_widget_get_parent (gtk_popover_get_child (GTK_POPOVER (popover)));
  int natural;

  AWAIT (gtk_widget_get_mapped (popover));
  settle (gtk_widget_get_root (popover));
  gtk_widget_measure (contents, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  g_test_message ("%s: %d wanted, %d got", G_OBJECT_TYPE_NAME (popover), natural, gtk_widget_get_width (contents));
  g_assert_cmpint (natural, <=, WIDTH);
  g_assert_cmpint (gtk_widget_get_width (contents), <=, WIDTH);
  assert_whole (contents, contents);
}

static void
done_with (GtkWidget *form, GtkWidget *popover)
{
  gtk_popover_popdown (GTK_POPOVER (popover));
  AWAIT (!gtk_widget_get_mapped (popover));
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (form)));
}

static GtkWidget *
open_calendar (GtkWidget *form)
{
  TesseraExpiryRow *row = tessera_fields_get_expiry_row (get_fields (form));

  gtk_menu_button_popup (tessera_expiry_row_get_button (row));
  return GTK_WIDGET (tessera_expiry_row_get_popover (row));
}

static void
test_the_calendar_fits (void)
{
  GtkWidget *form = present_form (), *popover = open_calendar (form);

  assert_fits (popover);
  for (guint i = 0; i < tessera_span_count (); i++)
    {
      g_autofree char *label = tessera_span_describe (tessera_span_get (i));

      g_assert_nonnull (find (popover, GTK_TYPE_BUTTON, label));
    }
  done_with (form, popover);
}

/* Whatever there is to say. */
static void
test_a_refused_date_fits (void)
{
  GtkWidget *form = present_form (), *popover = open_calendar (form);

  AWAIT (gtk_widget_get_mapped (popover));
  gtk_editable_set_text (GTK_EDITABLE (find (popover, GTK_TYPE_ENTRY, NULL)),
                         "Donaudampfschifffahrtsgesellschaftskapitänspatent");
  g_signal_emit_by_name (find (popover, GTK_TYPE_ENTRY, NULL), "activate");
  assert_fits (popover);
  g_assert_true (shows (popover, "Donaudampf"));
  done_with (form, popover);
}

static gboolean
is_in_sight (GtkWidget *widget, GtkWidget *popover)
{
  graphene_rect_t bounds;

  return gtk_widget_compute_bounds (widget, popover, &bounds) && bounds.origin.y >= 0
         && bounds.origin.y + bounds.size.height <= gtk_widget_get_height (popover);
}

/* Calendar, four arrows, five spans, entry; each comes into sight when the keyboard comes to it. */
static void
test_the_keyboard_comes_to_all_of_the_calendar (void)
{
  GtkWidget *form = present_form (), *popover = open_calendar (form), *entry, *focus;
  guint stops = 0;

  AWAIT (gtk_widget_get_mapped (popover));
  settle (gtk_widget_get_root (form));
  entry = find (popover, GTK_TYPE_ENTRY, NULL);
  while (!has_focus (entry))
    {
      g_assert_true (gtk_widget_child_focus (popover, GTK_DIR_TAB_FORWARD));
      g_assert_cmpuint (++stops, <=, 10);
      focus = gtk_root_get_focus (gtk_widget_get_root (form));
      AWAIT (is_in_sight (focus, popover));
    }
  g_assert_cmpuint (stops, ==, 10);
  done_with (form, popover);
}

/* With text of the usual size there is room. */
static void
test_nothing_is_scrolled_where_there_is_room (void)
{
  GtkWidget *form, *popover;
  GtkAdjustment *adjustment;

  set_text_scale (1);
  form = present_form_in (1040);
  popover = open_calendar (form);
  AWAIT (gtk_widget_get_mapped (popover));
  settle (gtk_widget_get_root (form));
  adjustment = gtk_scrolled_window_get_vadjustment (find (popover, GTK_TYPE_SCROLLED_WINDOW, NULL));
  g_assert_cmpfloat (gtk_adjustment_get_upper (adjustment), <=, gtk_adjustment_get_page_size (adjustment));
  g_assert_cmpint (gtk_widget_get_height (popover), <=, 560);
  done_with (form, popover);
  set_text_scale (2);
}

static void
test_the_list_of_types_fits (void)
{
  GtkWidget *form = present_form (), *drop_down;

  drop_down = find_hidden (tessera_fields_get_type_row (get_fields (form)), GTK_TYPE_DROP_DOWN);
  g_signal_emit_by_name (drop_down, "activate");
  assert_fits (find_popover (drop_down));
  done_with (form, find_popover (drop_down));
}

static void
test_what_is_offered_as_a_start_fits (void)
{
  GtkWidget *form = present_form (), *button;
  TesseraPermissionGrid *grid = tessera_fields_get_grid (get_fields (form));

  button = find_hidden (tessera_permission_grid_get_start_menu (grid), GTK_TYPE_MENU_BUTTON);
  AWAIT (gtk_widget_get_visible (gtk_widget_get_parent (button)));
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  assert_fits (find_popover (button));
  done_with (form, find_popover (button));
}

int
main (int argc, char *argv[])
{
  const char *language = g_getenv ("TESSERA_TEST_LANGUAGE");
  int result;

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-font-name", "Cantarell 11", NULL);
  set_text_scale (2);
  test_locale_enter (language);
  gtk_widget_set_default_direction (g_str_equal (language, "ar") ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
  catalogue = tessera_catalogue_load (TESSERA_SOURCE_DIR "/data/catalogue.json", NULL);
  g_test_add_func ("/popover-room/the-calendar-fits-360-pixels-with-large-text", test_the_calendar_fits);
  g_test_add_func ("/popover-room/a-refused-date-fits-360-pixels-with-large-text", test_a_refused_date_fits);
  g_test_add_func ("/popover-room/the-keyboard-comes-to-all-of-the-calendar", test_the_keyboard_comes_to_all_of_the_calendar);
  g_test_add_func ("/popover-room/nothing-is-scrolled-where-there-is-room", test_nothing_is_scrolled_where_there_is_room);
  g_test_add_func ("/popover-room/the-list-of-types-fits-360-pixels-with-large-text", test_the_list_of_types_fits);
  g_test_add_func ("/popover-room/what-is-offered-as-a-start-fits-360-pixels-with-large-text",
                   test_what_is_offered_as_a_start_fits);
  result = g_test_run ();
  tessera_catalogue_unref (catalogue);
  test_locale_leave ();
  return result;
}
