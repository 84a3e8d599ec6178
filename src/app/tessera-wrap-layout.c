#include "tessera-wrap-layout.h"

struct _TesseraWrapLayout
{
  GtkLayoutManager parent_instance;

  int spacing;
};

G_DEFINE_FINAL_TYPE (TesseraWrapLayout, tessera_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
tessera_wrap_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static int
get_natural (GtkWidget *child, GtkOrientation orientation)
{
  int natural;

  gtk_widget_measure (child, orientation, -1, NULL, &natural, NULL, NULL);
  return natural;
}

/* Goes through the lines, and allocates if @width is the one that it has. Returns: the height of all of them */
static int
go_through (TesseraWrapLayout *self, GtkWidget *widget, int width, gboolean allocate)
{
  gboolean from_right = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = 0, y = 0, line = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int wide = get_natural (child, GTK_ORIENTATION_HORIZONTAL), high = get_natural (child, GTK_ORIENTATION_VERTICAL);

      if (!gtk_widget_should_layout (child))
        continue;
      if (x > 0 && x + wide > width)
        {
          y += line + self->spacing;
          x = line = 0;
        }
      wide = MIN (wide, width);
      if (allocate)
        gtk_widget_size_allocate (child, &(GtkAllocation) { from_right ? width - x - wide : x, y, wide, high }, -1);
      x += wide + self->spacing;
      line = MAX (line, high);
    }

  return y + line;
}

static void
tessera_wrap_layout_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation, int for_size,
                             int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = go_through (TESSERA_WRAP_LAYOUT (manager), widget, for_size >= 0 ? for_size : G_MAXINT / 2, FALSE);
  else
    for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
      if (gtk_widget_should_layout (child))
        *minimum = MAX (*minimum, get_natural (child, GTK_ORIENTATION_HORIZONTAL));
  *natural = *minimum;
}

static void
tessera_wrap_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  go_through (TESSERA_WRAP_LAYOUT (manager), widget, width, TRUE);
}

static void
tessera_wrap_layout_class_init (TesseraWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = tessera_wrap_layout_get_request_mode;
  layout_class->measure = tessera_wrap_layout_measure;
  layout_class->allocate = tessera_wrap_layout_allocate;
}

static void
tessera_wrap_layout_init (TesseraWrapLayout *self)
{
}

GtkLayoutManager *
tessera_wrap_layout_new (int spacing)
{
  TesseraWrapLayout *self = g_object_new (TESSERA_TYPE_WRAP_LAYOUT, NULL);

  self->spacing = spacing;
  return GTK_LAYOUT_MANAGER (self);
}
