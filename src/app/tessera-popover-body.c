#include "tessera-popover-body.h"

/* Beyond this width, in pixels, lines are wrapped. */
#define USUAL_WIDTH 292

/* So much of the child is in sight even where there is little room. */
#define LEAST_HEIGHT 120

struct _TesseraPopoverBody
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkWidget *child;      /* in it */
};

G_DEFINE_FINAL_TYPE (TesseraPopoverBody, tessera_popover_body, GTK_TYPE_WIDGET)

enum
{
  PROP_CHILD = 1,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

static GtkSizeRequestMode
tessera_popover_body_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
tessera_popover_body_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                              int *minimum_baseline, int *natural_baseline)
{
  TesseraPopoverBody *self = TESSERA_POPOVER_BODY (widget);
  int least, wanted, usual;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      gtk_widget_measure (self->child, orientation, -1, &least, &wanted, NULL, NULL);
      *minimum = least;
      *natural = MAX (least, MIN (wanted, USUAL_WIDTH));
      return;
    }

  /* The popover takes its shadow for a part of what it can give. */
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &usual, NULL, NULL);
  for_size = for_size < 0 ? usual : MIN (for_size, usual);
  gtk_widget_measure (self->child, orientation, for_size, &least, NULL, NULL, NULL);
  gtk_widget_measure (self->scroller, orientation, for_size, &wanted, NULL, NULL, NULL);
  *minimum = MIN (least, MAX (wanted, LEAST_HEIGHT));
  *natural = MAX (least, *minimum);
}

static void
tessera_popover_body_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_allocate (TESSERA_POPOVER_BODY (widget)->scroller, width, height, baseline, NULL);
}

static void
tessera_popover_body_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  TesseraPopoverBody *self = TESSERA_POPOVER_BODY (object);

  switch (id)
    {
    case PROP_CHILD:
      self->child = g_value_get_object (value);
      gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->child);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tessera_popover_body_dispose (GObject *object)
{
  TesseraPopoverBody *self = TESSERA_POPOVER_BODY (object);

  self->child = NULL;
  g_clear_pointer (&self->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (tessera_popover_body_parent_class)->dispose (object);
}

static void
tessera_popover_body_class_init (TesseraPopoverBodyClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = tessera_popover_body_set_property;
  object_class->dispose = tessera_popover_body_dispose;
  widget_class->get_request_mode = tessera_popover_body_get_request_mode;
  widget_class->measure = tessera_popover_body_measure;
  widget_class->size_allocate = tessera_popover_body_size_allocate;

  props[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                                           G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
tessera_popover_body_init (TesseraPopoverBody *self)
{
  self->scroller = gtk_scrolled_window_new ();
  gtk_widget_set_focusable (self->scroller, FALSE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

GtkWidget *
tessera_popover_body_new (GtkWidget *child)
{
  return g_object_new (TESSERA_TYPE_POPOVER_BODY, "child", child, NULL);
}
