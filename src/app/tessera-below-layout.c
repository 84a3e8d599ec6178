#include "tessera-below-layout.h"

struct _TesseraBelowLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (TesseraBelowLayout, tessera_below_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
tessera_below_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
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

static void
tessera_below_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  int top = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int span = height - top;

      if (!gtk_widget_should_layout (child))
        continue;
      if (child != gtk_widget_get_last_child (widget))
        gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &span, NULL, NULL);
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
