#include "tessera-pair.h"

struct _TesseraPair
{
  GtkWidget parent_instance;

  int spacing;
  double share;
};

G_DEFINE_TYPE (TesseraPair, tessera_pair, GTK_TYPE_WIDGET)

enum
{
  PROP_SPACING = 1,
  PROP_SHARE,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

/* What a width comes to: the second child's width beside the first, or 0 if it goes below. */
typedef struct
{
  GtkWidget *start;
  GtkWidget *end;
  int end_width;
} Split;

static int
natural_width (GtkWidget *widget)
{
  int natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

static int
minimum_width (GtkWidget *widget)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

static int
natural_height (GtkWidget *widget, int width)
{
  int natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

/* The visible children; with one alone it is the start and takes everything. */
static Split
find_children (TesseraPair *self)
{
  Split split = { NULL, NULL, 0 };

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!gtk_widget_should_layout (child))
        continue;
      if (split.start == NULL)
        split.start = child;
      else
        split.end = child;
    }

  return split;
}

static Split
split_width (TesseraPair *self, int width)
{
  Split split = find_children (self);
  int needed, wanted;

  if (split.end == NULL)
    return split;

  needed = MIN (natural_width (split.start), MAX (minimum_width (split.start), (int) (self->share * width)));
  wanted = natural_width (split.end);
  if (wanted + self->spacing + needed > width)
    return split;

  split.end_width = gtk_widget_compute_expand (split.end, GTK_ORIENTATION_HORIZONTAL)
    ? width - self->spacing - MAX (needed, (int) (self->share * width))
    : wanted;
  split.end_width = MAX (split.end_width, wanted);
  return split;
}

static void
measure_width (TesseraPair *self, int *minimum, int *natural)
{
  Split split = find_children (self);

  *minimum = split.start == NULL ? 0 : minimum_width (split.start);
  *natural = split.start == NULL ? 0 : natural_width (split.start);
  if (split.end != NULL)
    {
      *minimum = MAX (*minimum, minimum_width (split.end));
      *natural += self->spacing + natural_width (split.end);
    }
}

static int
measure_height (TesseraPair *self, int width)
{
  Split split = split_width (self, width);

  if (split.start == NULL)
    return 0;
  if (split.end == NULL)
    return natural_height (split.start, width);
  if (split.end_width == 0)
    return natural_height (split.start, width) + self->spacing / 2 + natural_height (split.end, width);

  return MAX (natural_height (split.start, width - self->spacing - split.end_width),
              natural_height (split.end, split.end_width));
}

static void
tessera_pair_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                      int *minimum_baseline, int *natural_baseline)
{
  TesseraPair *self = TESSERA_PAIR (widget);
  int min_width, width;

  measure_width (self, &min_width, &width);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = min_width;
      *natural = width;
    }
  else
    {
      *minimum = *natural = measure_height (self, for_size < 0 ? width : MAX (for_size, min_width));
    }
}

static void
allocate_in_row (TesseraPair *self, GtkWidget *child, int x, int child_width, int width, int height)
{
  int child_height = MIN (natural_height (child, child_width), height);

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = width - x - child_width;
  gtk_widget_size_allocate (child, &(GtkAllocation) { x, (height - child_height) / 2, child_width, child_height }, -1);
}

static void
tessera_pair_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  TesseraPair *self = TESSERA_PAIR (widget);
  Split split = split_width (self, width);

  if (split.end_width > 0)
    {
      allocate_in_row (self, split.start, 0, width - self->spacing - split.end_width, width, height);
      allocate_in_row (self, split.end, width - split.end_width, split.end_width, width, height);
    }
  else if (split.end != NULL)
    {
      int top = natural_height (split.start, width);

      gtk_widget_size_allocate (split.start, &(GtkAllocation) { 0, 0, width, top }, -1);
      top += self->spacing / 2;
      gtk_widget_size_allocate (split.end, &(GtkAllocation) { 0, top, width, height - top }, -1);
    }
  else if (split.start != NULL)
    {
      gtk_widget_size_allocate (split.start, &(GtkAllocation) { 0, 0, width, height }, -1);
    }
}

static GtkSizeRequestMode
tessera_pair_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
tessera_pair_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  TesseraPair *self = TESSERA_PAIR (object);

  switch (id)
    {
    case PROP_SPACING:
      self->spacing = g_value_get_int (value);
      break;
    case PROP_SHARE:
      self->share = g_value_get_double (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
tessera_pair_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  TesseraPair *self = TESSERA_PAIR (object);

  switch (id)
    {
    case PROP_SPACING:
      g_value_set_int (value, self->spacing);
      break;
    case PROP_SHARE:
      g_value_set_double (value, self->share);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tessera_pair_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (tessera_pair_parent_class)->dispose (object);
}

static void
tessera_pair_class_init (TesseraPairClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = tessera_pair_set_property;
  object_class->get_property = tessera_pair_get_property;
  object_class->dispose = tessera_pair_dispose;
  widget_class->measure = tessera_pair_measure;
  widget_class->size_allocate = tessera_pair_size_allocate;
  widget_class->get_request_mode = tessera_pair_get_request_mode;

  props[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT, 0,
                                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  props[PROP_SHARE] = g_param_spec_double ("share", NULL, NULL, 0, 1, 1, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
tessera_pair_init (TesseraPair *self)
{
  self->share = 1;
}

GtkWidget *
tessera_pair_new (void)
{
  return g_object_new (TESSERA_TYPE_PAIR, NULL);
}
