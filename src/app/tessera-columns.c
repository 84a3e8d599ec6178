#include "tessera-columns.h"

/* In pixels at the usual size of text. */
#define WIDE_FROM   900
#define MAX_WIDTH   1000      /* both columns together */
#define MAX_SINGLE  620
#define NATURAL     360       /* enough for one column, where there is something beside it */
#define WIDE_MARGIN 18
#define MARGIN      12
#define SPACING     16

/* The fields' part of two columns; the grid's descriptions need the larger one. */
#define START_SHARE 0.45

#define N_CHILDREN 3

struct _TesseraColumns
{
  GtkWidget parent_instance;
};

G_DEFINE_TYPE (TesseraColumns, tessera_columns, GTK_TYPE_WIDGET)

typedef struct
{
  GtkWidget *start;
  GtkWidget *end;
  GtkWidget *note;      /* or NULL while it is hidden */
} Parts;

typedef struct
{
  gboolean wide;
  int x;
  int width;
  int start_width;
  int end_width;
} Plan;

static Parts
find_parts (TesseraColumns *self)
{
  GtkWidget *children[N_CHILDREN] = { NULL };
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL && n < N_CHILDREN;
       child = gtk_widget_get_next_sibling (child))
    children[n++] = child;

  g_assert (n == N_CHILDREN);
  return (Parts) { children[0], children[1], gtk_widget_should_layout (children[2]) ? children[2] : NULL };
}

/* How much larger than usual the user has text. */
static double
get_text_scale (TesseraColumns *self)
{
  int dpi = -1;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-xft-dpi", &dpi, NULL);
  return dpi <= 0 ? 1 : MAX (1, dpi / 1024.0 / 96.0);
}

static Plan
make_plan (TesseraColumns *self, int width)
{
  Plan plan = { .wide = tessera_columns_is_wide_at (self, width) };
  int margin = plan.wide ? WIDE_MARGIN : MARGIN, most = plan.wide ? MAX_WIDTH : MAX_SINGLE;

  plan.width = MIN (width - 2 * margin, (int) (most * get_text_scale (self)));
  plan.x = (width - plan.width) / 2;
  plan.start_width = plan.end_width = plan.width;
  if (!plan.wide)
    return plan;

  plan.start_width = (int) ((plan.width - SPACING) * START_SHARE);
  plan.end_width = plan.width - SPACING - plan.start_width;
  return plan;
}

static int
height_at (GtkWidget *widget, int width)
{
  int natural;

  if (widget == NULL)
    return 0;
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

static int
measure_height (TesseraColumns *self, int width)
{
  Parts parts = find_parts (self);
  Plan plan = make_plan (self, width);
  int start = height_at (parts.start, plan.start_width);
  int end = height_at (parts.end, plan.end_width);
  int note = parts.note == NULL ? 0 : SPACING + height_at (parts.note, plan.start_width);

  return plan.wide ? MAX (start + note, end) : start + SPACING + end + note;
}

static void
measure_width (TesseraColumns *self, int *minimum, int *natural)
{
  *minimum = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, NULL, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum + 2 * MARGIN);
    }
  *natural = MAX (*minimum, (int) (NATURAL * get_text_scale (self)));
}

static void
tessera_columns_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                         int *minimum_baseline, int *natural_baseline)
{
  TesseraColumns *self = TESSERA_COLUMNS (widget);
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
place (TesseraColumns *self, GtkWidget *child, int x, int y, int child_width, int width)
{
  if (child == NULL)
    return;
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = width - x - child_width;
  gtk_widget_size_allocate (child, &(GtkAllocation) { x, y, child_width, height_at (child, child_width) }, -1);
}

static void
tessera_columns_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  TesseraColumns *self = TESSERA_COLUMNS (widget);
  Parts parts = find_parts (self);
  Plan plan = make_plan (self, width);
  int below_start = height_at (parts.start, plan.start_width) + SPACING;

  place (self, parts.start, plan.x, 0, plan.start_width, width);
  if (plan.wide)
    {
      place (self, parts.end, plan.x + plan.start_width + SPACING, 0, plan.end_width, width);
      place (self, parts.note, plan.x, below_start, plan.start_width, width);
    }
  else
    {
      place (self, parts.end, plan.x, below_start, plan.end_width, width);
      place (self, parts.note, plan.x, below_start + height_at (parts.end, plan.end_width) + SPACING, plan.width, width);
    }
}

static GtkSizeRequestMode
tessera_columns_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
tessera_columns_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (tessera_columns_parent_class)->dispose (object);
}

static void
tessera_columns_class_init (TesseraColumnsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tessera_columns_dispose;
  widget_class->measure = tessera_columns_measure;
  widget_class->size_allocate = tessera_columns_size_allocate;
  widget_class->get_request_mode = tessera_columns_get_request_mode;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
tessera_columns_init (TesseraColumns *self)
{
}

GtkWidget *
tessera_columns_new (void)
{
  return g_object_new (TESSERA_TYPE_COLUMNS, NULL);
}

gboolean
tessera_columns_is_wide_at (TesseraColumns *columns, int width)
{
  g_return_val_if_fail (TESSERA_IS_COLUMNS (columns), FALSE);

  return width >= WIDE_FROM * get_text_scale (columns);
}

int
tessera_columns_get_span (TesseraColumns *columns, int width, int *x)
{
  Plan plan;

  g_return_val_if_fail (TESSERA_IS_COLUMNS (columns), width);

  plan = make_plan (columns, width);
  *x = plan.x;
  return plan.width;
}
