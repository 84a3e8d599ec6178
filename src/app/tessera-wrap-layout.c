#include "tessera-wrap-layout.h"

struct _TesseraWrapLayout
{
  GtkLayoutManager parent_instance;

  int spacing;
  gboolean homogeneous;
  gboolean in_columns;
};

G_DEFINE_FINAL_TYPE (TesseraWrapLayout, tessera_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

enum
{
  PROP_SPACING = 1,
  PROP_HOMOGENEOUS,
  PROP_IN_COLUMNS,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

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

static int
get_widest (GtkWidget *widget)
{
  int widest = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      widest = MAX (widest, get_natural (child, GTK_ORIENTATION_HORIZONTAL));

  return widest;
}

/* As wide as all children are that share @width, or all of it where there is no room for that. */
static int
get_share (TesseraWrapLayout *self, GtkWidget *widget, int width)
{
  int widest = get_widest (widget), n = 0, share;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += gtk_widget_should_layout (child);
  if (self->in_columns)
    n = MIN (n, (width + self->spacing) / MAX (widest + self->spacing, 1));
  share = (width + self->spacing) / MAX (n, 1) - self->spacing;
  return share >= widest ? share : MAX (width, widest);
}

/* Goes through the lines, and allocates if @width is the one that it has. Returns: the height of all of them */
static int
go_through (TesseraWrapLayout *self, GtkWidget *widget, int width, gboolean allocate)
{
  gboolean from_right = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int share = self->homogeneous ? get_share (self, widget, width) : 0;
  int x = 0, y = 0, line = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int wide = self->homogeneous ? share : get_natural (child, GTK_ORIENTATION_HORIZONTAL);
      int high = get_natural (child, GTK_ORIENTATION_VERTICAL);

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

static int
get_width_of_one_line (TesseraWrapLayout *self, GtkWidget *widget)
{
  int widest = get_widest (widget), width = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      width += (self->homogeneous ? widest : get_natural (child, GTK_ORIENTATION_HORIZONTAL)) + self->spacing;

  return MAX (width - self->spacing, 0);
}

/* The narrowest that needs no more than @height, or one line where even that is higher. */
static int
get_width_for_height (TesseraWrapLayout *self, GtkWidget *widget, int height)
{
  int least = get_widest (widget), most = get_width_of_one_line (self, widget);

  while (least < most)
    {
      int width = least + (most - least) / 2;

      if (go_through (self, widget, width, FALSE) <= height)
        most = width;
      else
        least = width + 1;
    }

  return most;
}

static void
tessera_wrap_layout_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation, int for_size,
                             int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  TesseraWrapLayout *self = TESSERA_WRAP_LAYOUT (manager);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = go_through (self, widget, for_size >= 0 ? for_size : G_MAXINT / 2, FALSE);
  else if (for_size >= 0)
    *minimum = get_width_for_height (self, widget, for_size);
  else
    *minimum = get_widest (widget);
  *natural = *minimum;
}

static void
tessera_wrap_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  go_through (TESSERA_WRAP_LAYOUT (manager), widget, width, TRUE);
}

static void
tessera_wrap_layout_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  TesseraWrapLayout *self = TESSERA_WRAP_LAYOUT (object);

  switch (id)
    {
    case PROP_SPACING:
      self->spacing = g_value_get_int (value);
      break;
    case PROP_HOMOGENEOUS:
      self->homogeneous = g_value_get_boolean (value);
      break;
    case PROP_IN_COLUMNS:
      self->in_columns = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tessera_wrap_layout_class_init (TesseraWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);
  GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  G_OBJECT_CLASS (klass)->set_property = tessera_wrap_layout_set_property;
  props[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT16, 0, flags);
  props[PROP_HOMOGENEOUS] = g_param_spec_boolean ("homogeneous", NULL, NULL, FALSE, flags);
  props[PROP_IN_COLUMNS] = g_param_spec_boolean ("in-columns", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, props);

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
  return g_object_new (TESSERA_TYPE_WRAP_LAYOUT, "spacing", spacing, NULL);
}
