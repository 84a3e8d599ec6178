/* The calendar's marks: which days are drawn as those on which other tokens expire. */

#include "tessera-calendar.h"
#include "tessera-form-style.h"

#include <adwaita.h>

static const char *const ends[] = { "2027-01-31", "2027-02-03", "2027-02-28", "2027-03-01", "2027-03-05", "2027-04-20" };

static guint
count (const GDate *day, gpointer data)
{
  guint tokens = 0;

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      GDate end;

      g_date_clear (&end, 1);
      g_date_set_parse (&end, ends[i]);
      tokens += g_date_compare (&end, day) == 0;
    }

  return tokens;
}

static void
show (GtkWidget *calendar, int year, GDateMonth month, GDateDay number)
{
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, number, month, (GDateYear) year);
  tessera_calendar_set_day (TESSERA_CALENDAR (calendar), &day, TRUE);
}

static GtkWidget *
present_calendar (void)
{
  GtkWidget *window = gtk_window_new (), *calendar = tessera_calendar_new ();

  tessera_form_style_load (gtk_widget_get_display (window));
  tessera_calendar_set_count (TESSERA_CALENDAR (calendar), count, NULL);
  show (calendar, 2027, G_DATE_FEBRUARY, 10);
  gtk_window_set_child (GTK_WINDOW (window), calendar);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  return calendar;
}

static gboolean
is_underlined (GtkLabel *label)
{
  PangoAttrList *attributes = pango_layout_get_attributes (gtk_label_get_layout (label));
  g_autoptr (PangoAttrIterator) first = attributes != NULL ? pango_attr_list_get_iterator (attributes) : NULL;
  PangoAttribute *underline = first != NULL ? pango_attr_iterator_get (first, PANGO_ATTR_UNDERLINE) : NULL;

  return underline != NULL && ((PangoAttrInt *) underline)->value != PANGO_UNDERLINE_NONE;
}

/* The marked days, those of other months in brackets. */
static void
collect (GtkWidget *widget, GString *marked)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, "day-number") && is_underlined (GTK_LABEL (widget)))
    g_string_append_printf (marked, gtk_widget_has_css_class (widget, "other-month") ? "(%s) " : "%s ",
                            gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect (child, marked);
}

static void
assert_marked (GtkWidget *calendar, const char *expected)
{
  g_autoptr (GString) marked = g_string_new (NULL);

  gtk_test_widget_wait_for_draw (GTK_WIDGET (gtk_widget_get_root (calendar)));
  collect (calendar, marked);
  g_assert_cmpstr (marked->str, ==, expected);
}

static void
done_with (GtkWidget *calendar)
{
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (calendar)));
}

static void
test_are_there_when_it_opens (void)
{
  GtkWidget *calendar = present_calendar ();

  assert_marked (calendar, "3 28 ");
  done_with (calendar);
}

static void
test_are_those_of_the_month_that_is_shown (void)
{
  GtkWidget *calendar = present_calendar ();

  tessera_calendar_move (TESSERA_CALENDAR (calendar), 1, 0);
  assert_marked (calendar, "1 5 ");
  tessera_calendar_move (TESSERA_CALENDAR (calendar), 1, 0);
  assert_marked (calendar, "20 ");
  tessera_calendar_move (TESSERA_CALENDAR (calendar), -2, 0);
  assert_marked (calendar, "3 28 ");
  tessera_calendar_move (TESSERA_CALENDAR (calendar), 0, 1);
  assert_marked (calendar, "3 28 ");
  show (calendar, 2020, G_DATE_JANUARY, 1);
  assert_marked (calendar, "");
  show (calendar, 2027, G_DATE_JANUARY, 1);
  assert_marked (calendar, "31 ");
  done_with (calendar);
}

static GtkCalendar *
get_month (GtkWidget *calendar)
{
  return GTK_CALENDAR (gtk_widget_get_first_child (calendar));
}

/* As the arrows in the head and a click on a greyed day do it. */
static void
test_follow_the_pointer_to_another_month (void)
{
  GtkWidget *calendar = present_calendar ();
  g_autoptr (GDateTime) march = g_date_time_new_utc (2027, 3, 1, 0, 0, 0);

  gtk_calendar_select_day (get_month (calendar), march);
  g_signal_emit_by_name (get_month (calendar), "next-month");
  assert_marked (calendar, "1 5 ");
  done_with (calendar);
}

static guint
count_none (const GDate *day, gpointer data)
{
  return 0;
}

static void
test_go_with_the_tokens (void)
{
  GtkWidget *calendar = present_calendar ();

  tessera_calendar_set_count (TESSERA_CALENDAR (calendar), count_none, NULL);
  assert_marked (calendar, "");
  tessera_calendar_set_count (TESSERA_CALENDAR (calendar), count, NULL);
  assert_marked (calendar, "3 28 ");
  done_with (calendar);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/marks/are-there-when-the-calendar-opens", test_are_there_when_it_opens);
  g_test_add_func ("/marks/are-those-of-the-month-that-is-shown", test_are_those_of_the_month_that_is_shown);
  g_test_add_func ("/marks/follow-the-pointer-to-another-month", test_follow_the_pointer_to_another_month);
  g_test_add_func ("/marks/go-with-the-tokens", test_go_with_the_tokens);
  return g_test_run ();
}
