/* How the popover of the expiry date is left: by Escape, which leaves all as it was before, and by the pointer. */

#include "tessera-config.h"

#include "tessera-expiry.h"
#include "tessera-fields.h"

#include "window-hands.h"

static TesseraCatalogue *catalogue;

typedef struct
{
  GtkWidget *form;
  GtkWidget *popover;
  gint64 before;
} Bed;

static gint64
get_expiry (Bed *bed)
{
  g_autoptr (TesseraDraft) draft = tessera_form_get_draft (TESSERA_FORM (bed->form));

  return draft->expires_at;
}

static TesseraExpiryRow *
get_row (Bed *bed)
{
  return tessera_fields_get_expiry_row (tessera_form_get_fields (TESSERA_FORM (bed->form)));
}

static void
open_popover (Bed *bed)
{
  gtk_menu_button_popup (tessera_expiry_row_get_button (get_row (bed)));
  AWAIT (gtk_widget_get_mapped (bed->popover));
  AWAIT (has_focus (bed->popover));
}

static GtkEditable *
get_entry (Bed *bed)
{
  return find_hidden (bed->popover, GTK_TYPE_ENTRY);
}

static const char *
get_typed (Bed *bed)
{
  return gtk_editable_get_text (get_entry (bed));
}

static Bed
open_form (void)
{
  GtkWidget *window = gtk_window_new ();
  Bed bed = { tessera_form_new () };

  gtk_window_set_child (GTK_WINDOW (window), bed.form);
  tessera_form_set_catalogue (TESSERA_FORM (bed.form), catalogue);
  gtk_window_present (GTK_WINDOW (window));
  AWAIT (gtk_window_is_active (GTK_WINDOW (window)));
  bed.popover = GTK_WIDGET (tessera_expiry_row_get_popover (get_row (&bed)));
  bed.before = get_expiry (&bed);
  open_popover (&bed);
  return bed;
}

static void
done_with (Bed *bed)
{
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (bed->form)));
}

static void
type_date (Bed *bed, const char *text)
{
  gtk_widget_grab_focus (GTK_WIDGET (get_entry (bed)));
  gtk_editable_set_text (get_entry (bed), text);
}

static void
type_and_return (Bed *bed, const char *text)
{
  type_date (bed, text);
  send_key ("Return");
}

static void
leave (Bed *bed, gboolean by_escape)
{
  if (by_escape)
    send_key ("Escape");
  else
    gtk_popover_popdown (GTK_POPOVER (bed->popover));
  AWAIT (!gtk_widget_get_mapped (bed->popover));
}

static char *
write_end (gint64 end)
{
  GDate day;

  tessera_expiry_to_day (end, &day);
  return g_strdup_printf ("%02d/%02d/%04d", g_date_get_month (&day), g_date_get_day (&day), g_date_get_year (&day));
}

static void
assert_written (Bed *bed, gint64 end)
{
  g_autofree char *text = write_end (end);

  g_assert_cmpstr (get_typed (bed), ==, text);
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (get_entry (bed)), "error"));
}

/* At once, and not only because it is opened again; and then. */
static void
assert_holds (Bed *bed, gint64 end, gboolean dirty)
{
  assert_written (bed, end);
  g_assert_cmpint (get_expiry (bed), ==, end);
  g_assert_null (tessera_form_row_get_fault (TESSERA_FORM_ROW (get_row (bed))));
  g_assert_cmpint (tessera_form_get_dirty (TESSERA_FORM (bed->form)), ==, dirty);
  for (guint i = 0; i < 2; i++)
    {
      open_popover (bed);
      assert_written (bed, end);
      g_assert_false (shows (bed->popover, "is no date") || shows (bed->popover, "has passed"));
      leave (bed, i == 0);
    }
}

static void
test_escape_takes_back_what_is_no_date (void)
{
  Bed bed = open_form ();

  type_and_return (&bed, "next week");
  AWAIT (shows (bed.popover, "is no date"));
  leave (&bed, TRUE);
  assert_holds (&bed, bed.before, FALSE);
  done_with (&bed);
}

static void
test_escape_takes_back_a_date_that_has_passed (void)
{
  Bed bed = open_form ();

  type_and_return (&bed, "1999-12-31");
  AWAIT (shows (bed.popover, "has passed"));
  g_assert_cmpint (get_expiry (&bed), !=, bed.before);
  leave (&bed, TRUE);
  assert_holds (&bed, bed.before, FALSE);
  done_with (&bed);
}

/* Which the pointer would have taken. */
static void
test_escape_takes_back_a_date_that_was_only_typed (void)
{
  Bed bed = open_form ();
  g_autofree char *text = write_end (bed.before + 24 * 60 * 60);

  type_date (&bed, text);
  leave (&bed, TRUE);
  assert_holds (&bed, bed.before, FALSE);
  done_with (&bed);
}

/* Wherever in the popover the focus is. */
static void
test_escape_takes_back_what_is_no_date_from_the_calendar (void)
{
  Bed bed = open_form ();

  type_date (&bed, "next week");
  gtk_widget_grab_focus (find (bed.popover, TESSERA_TYPE_CALENDAR, NULL));
  AWAIT (shows (bed.popover, "is no date"));
  leave (&bed, TRUE);
  assert_holds (&bed, bed.before, FALSE);
  done_with (&bed);
}

static void
test_escape_takes_back_a_walk_through_the_calendar (void)
{
  Bed bed = open_form ();

  send_key ("Page_Down");
  AWAIT (get_expiry (&bed) > bed.before);
  send_key ("Down");
  leave (&bed, TRUE);
  assert_holds (&bed, bed.before, FALSE);
  done_with (&bed);
}

/* What was undone stays undone. */
static void
test_escape_leaves_what_was_undone_meanwhile (void)
{
  Bed bed = open_form ();
  gint64 later;

  send_key ("Page_Down");
  AWAIT (get_expiry (&bed) > bed.before);
  later = get_expiry (&bed);
  leave (&bed, FALSE);
  g_assert_cmpint (get_expiry (&bed), ==, later);
  open_popover (&bed);
  send_key ("ctrl+z");
  AWAIT (get_expiry (&bed) == bed.before);
  leave (&bed, TRUE);
  assert_holds (&bed, bed.before, FALSE);
  done_with (&bed);
}

static void
test_leaving_by_the_pointer_keeps_the_date_and_forgets_what_is_none (void)
{
  Bed bed = open_form ();
  gint64 later = bed.before + 24 * 60 * 60;
  g_autofree char *text = write_end (later);

  type_date (&bed, text);
  leave (&bed, FALSE);
  assert_holds (&bed, later, TRUE);

  open_popover (&bed);
  type_and_return (&bed, "next week");
  AWAIT (shows (bed.popover, "is no date"));
  leave (&bed, FALSE);
  assert_holds (&bed, later, TRUE);
  done_with (&bed);
}

int
main (int argc, char *argv[])
{
  int result;

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  catalogue = tessera_catalogue_load (TESSERA_SOURCE_DIR "/data/catalogue.json", NULL);
  g_test_add_func ("/expiry-popover/escape-takes-back-what-is-no-date", test_escape_takes_back_what_is_no_date);
  g_test_add_func ("/expiry-popover/escape-takes-back-a-date-that-has-passed", test_escape_takes_back_a_date_that_has_passed);
  g_test_add_func ("/expiry-popover/escape-takes-back-a-date-that-was-only-typed",
                   test_escape_takes_back_a_date_that_was_only_typed);
  g_test_add_func ("/expiry-popover/escape-takes-back-what-is-no-date-from-the-calendar",
                   test_escape_takes_back_what_is_no_date_from_the_calendar);
  g_test_add_func ("/expiry-popover/escape-takes-back-a-walk-through-the-calendar",
                   test_escape_takes_back_a_walk_through_the_calendar);
  g_test_add_func ("/expiry-popover/escape-leaves-what-was-undone-meanwhile", test_escape_leaves_what_was_undone_meanwhile);
  g_test_add_func ("/expiry-popover/leaving-by-the-pointer-keeps-the-date-and-forgets-what-is-none",
                   test_leaving_by_the_pointer_keeps_the_date_and_forgets_what_is_none);
  result = g_test_run ();
  tessera_catalogue_unref (catalogue);
  return result;
}
