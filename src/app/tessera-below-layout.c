#include "tessera-below-layout.h"

struct _TesseraBelowLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (TesseraBelowLayout, tessera_below_layout, GTK_TYPE_LAYOUT_MANAGER)

/* What they need depends on the width, in small ways and not always the less the wider. Whoever asks for a height without
 * one must get no less than somebody who tells one, so everybody is told the same. */
static GtkSizeRequestMode
tessera_below_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
tessera_below_layout_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation, int for_size,
                              int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  gboolean is_height = orientation == GTK_ORIENTATION_VERTICAL;

  *minimum = *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int least, wanted;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, orientation, is_height ? for_size : -1, &least, &wanted, NULL, NULL);
      *minimum = is_height ? *minimum + least : MAX (*minimum, least);
      *natural = is_height ? *natural + wanted : MAX (*natural, wanted);
    }
}

static GtkWidget *
find_expanding (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child) && gtk_widget_compute_expand (child, GTK_ORIENTATION_VERTICAL))
      return child;

  return gtk_widget_get_last_child (widget);
}

static int
measure_height (GtkWidget *child, int width)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

static void
tessera_below_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *expanding = find_expanding (widget);
  int rest = height, top = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (child != expanding && gtk_widget_should_layout (child))
      rest -= measure_height (child, width);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int span;

      if (!gtk_widget_should_layout (child))
        continue;
      span = child == expanding ? MAX (rest, 0) : measure_height (child, width);
      gtk_widget_size_allocate (child, &(GtkAllocation) { 0, top, width, span }, -1);
      top += span;
    }
}

static void
tessera_below_layout_class_init (TesseraBelowLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->get_request_mode = tessera_below_layout_get_request_mode;
  manager_class->measure = tessera_below_layout_measure;
  manager_class->allocate = tessera_below_layout_allocate;
}

static void
tessera_below_layout_init (TesseraBelowLayout *self)
{
}

struct _TesseraBelow
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (TesseraBelow, tessera_below, GTK_TYPE_WIDGET)

static void
tessera_below_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (tessera_below_parent_class)->dispose (object);
}

static void
tessera_below_class_init (TesseraBelowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tessera_below_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), TESSERA_TYPE_BELOW_LAYOUT);
}

static void
tessera_below_init (TesseraBelow *self)
{
}
