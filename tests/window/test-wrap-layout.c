/* What the layout asks for, as GTK demands it of every layout: its answers agree with each other. */

#include "tessera-wrap-layout.h"

#define SPACING 6

static const char *const texts[] = { "Cancel", "Take theirs", "Keep mine", "7 days", "1 year", "Never" };

/* With @n buttons. */
static GtkWidget *
make_box (gboolean homogeneous, gboolean in_columns, guint n)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager (box, g_object_new (TESSERA_TYPE_WRAP_LAYOUT, "spacing", SPACING, "homogeneous",
                                                    homogeneous, "in-columns", in_columns, NULL));
  for (guint i = 0; i < n; i++)
    gtk_box_append (GTK_BOX (box), gtk_button_new_with_label (texts[i]));
  return g_object_ref_sink (box);
}

static void
for_each_box (void (*check) (GtkWidget *box))
{
  for (guint n = 0; n <= G_N_ELEMENTS (texts); n++)
    for (guint kind = 0; kind < 3; kind++)
      {
        g_autoptr (GtkWidget) box = make_box (kind > 0, kind > 1, n);

        check (box);
      }
}

/* Returns: the least size, after a look at the natural one */
static int
get_least (GtkWidget *box, GtkOrientation orientation, int for_size)
{
  int minimum, natural;

  gtk_widget_measure (box, orientation, for_size, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, >=, 0);
  g_assert_cmpint (minimum, <=, natural);
  return minimum;
}

static void
check_more_of_one_asks_for_no_more_of_the_other (GtkWidget *box)
{
  for (GtkOrientation orientation = 0; orientation <= GTK_ORIENTATION_VERTICAL; orientation++)
    {
      int least = get_least (box, orientation, -1), before = G_MAXINT;

      for (int for_size = get_least (box, !orientation, -1); for_size < 1000; for_size++)
        {
          int now = get_least (box, orientation, for_size);

          g_assert_cmpint (now, <=, before);
          g_assert_cmpint (now, >=, least);
          before = now;
        }
      g_assert_cmpint (before, ==, least);
    }
}

static void
test_more_of_one_asks_for_no_more_of_the_other (void)
{
  for_each_box (check_more_of_one_asks_for_no_more_of_the_other);
}

/* One pixel less would not do. */
static void
check_the_width_for_a_height_is_the_narrowest_that_does (GtkWidget *box)
{
  int low = get_least (box, GTK_ORIENTATION_VERTICAL, -1), narrow = get_least (box, GTK_ORIENTATION_HORIZONTAL, -1);

  for (int height = low; height < 300; height++)
    {
      int width = get_least (box, GTK_ORIENTATION_HORIZONTAL, height);

      g_assert_cmpint (get_least (box, GTK_ORIENTATION_VERTICAL, width), <=, height);
      if (width > narrow)
        g_assert_cmpint (get_least (box, GTK_ORIENTATION_VERTICAL, width - 1), >, height);
    }
}

static void
test_the_width_for_a_height_is_the_narrowest_that_does (void)
{
  for_each_box (check_the_width_for_a_height_is_the_narrowest_that_does);
}

/* As in a dialog, where GTK asks for both at once. */
static void
test_below_what_wraps_it_gets_what_it_asked_for (void)
{
  g_autoptr (GtkWidget) box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  g_autoptr (GtkWidget) foot = make_box (TRUE, FALSE, 3);

  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *label = gtk_label_new ("A line");

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_box_append (GTK_BOX (box), foot);
  for (int height = get_least (box, GTK_ORIENTATION_VERTICAL, -1); height < 300; height++)
    get_least (box, GTK_ORIENTATION_HORIZONTAL, height);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wrap-layout/more-of-one-asks-for-no-more-of-the-other",
                   test_more_of_one_asks_for_no_more_of_the_other);
  g_test_add_func ("/wrap-layout/the-width-for-a-height-is-the-narrowest-that-does",
                   test_the_width_for_a_height_is_the_narrowest_that_does);
  g_test_add_func ("/wrap-layout/below-what-wraps-it-gets-what-it-asked-for",
                   test_below_what_wraps_it_gets_what_it_asked_for);
  return g_test_run ();
}
