#include "tessera-form-page.h"

#include "tessera-after-layout.h"

/* The sentence stays in sight above the bar: as many lines of it as take at most this part of the height. */
#define PINNED_PART 4

/* Between the line and the sentence below it, in pixels. */
#define PINNED_SPACING 12

struct _TesseraFormPage
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkBox *scrolled;
  TesseraFields *fields;
  GtkWidget *line;             /* below it is what is always in sight */
  GtkWidget *pinned_label;
  GtkWidget *bar;

  gboolean compact;
  TesseraAfterLayout *after;   /* makes it fit the room that it has */
};

G_DEFINE_TYPE (TesseraFormPage, tessera_form_page, GTK_TYPE_WIDGET)

static int
measure_height (GtkWidget *widget, int width)
{
  int natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

static GtkWidget *
get_inner_label (TesseraFormPage *self)
{
  return GTK_WIDGET (tessera_fields_get_sentence (self->fields));
}

static gboolean
is_wide (TesseraFormPage *self, int width)
{
  return tessera_columns_is_wide_at (tessera_fields_get_columns (self->fields), width);
}

/* What stands below the line is as wide as the cards above it. */
static int
get_span (TesseraFormPage *self, int width, int *x)
{
  return tessera_columns_get_span (tessera_fields_get_columns (self->fields), width, x);
}

/* Returns: how many lines the whole sentence has in @span, of which @n_fit have room in @height */
static int
count_lines (TesseraFormPage *self, int span, int height, int *n_fit)
{
  g_autoptr (PangoLayout) layout
    = gtk_widget_create_pango_layout (self->pinned_label, gtk_label_get_text (GTK_LABEL (self->pinned_label)));
  GtkBorder padding;
  int n, text_height;

  gtk_style_context_get_padding (gtk_widget_get_style_context (self->pinned_label), &padding);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, MAX (span - padding.left - padding.right, 0) * PANGO_SCALE);
  pango_layout_get_pixel_size (layout, NULL, &text_height);
  n = pango_layout_get_line_count (layout);
  *n_fit = MAX (height - padding.top - padding.bottom, 0) * n / MAX (text_height, 1);
  return n;
}

static void
show_sentence (TesseraFormPage *self, gboolean pinned, gboolean inside)
{
  gboolean shown = *gtk_label_get_text (GTK_LABEL (self->pinned_label)) != '\0';

  gtk_widget_set_visible (get_inner_label (self), shown && inside);
  gtk_widget_set_visible (self->pinned_label, shown && pinned);
}

/* A long one starts in sight, and is whole among the fields. */
static void
place_sentence (TesseraFormPage *self, int width, int height)
{
  int x, n_fit, n = count_lines (self, get_span (self, width, &x), height / PINNED_PART, &n_fit);
  gboolean pinned = n_fit > 0 && !is_wide (self, width), cut = pinned && n_fit < n;

  if (pinned)
    {
      gtk_label_set_ellipsize (GTK_LABEL (self->pinned_label), cut ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
      gtk_label_set_lines (GTK_LABEL (self->pinned_label), cut ? n_fit : -1);
    }
  show_sentence (self, pinned, cut || !pinned);
}

/* The margins beside it. */
static int
get_margins (TesseraFormPage *self, int width)
{
  int x;

  return width - get_span (self, width, &x);
}

static void
add_size (GtkOrientation orientation, int *sum, int size)
{
  *sum = orientation == GTK_ORIENTATION_VERTICAL ? *sum + size : MAX (*sum, size);
}

static void
tessera_form_page_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                           int *minimum_baseline, int *natural_baseline)
{
  TesseraFormPage *self = TESSERA_FORM_PAGE (widget);
  int x, span = for_size < 0 || orientation == GTK_ORIENTATION_HORIZONTAL ? -1 : get_span (self, for_size, &x);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gboolean spans = child == self->pinned_label || child == self->bar;
      int child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      /* The width does not follow the height: what scrolls would be asked for the one that it has at less height than it
       * needs, and be the wider for it. */
      gtk_widget_measure (child, orientation, orientation == GTK_ORIENTATION_HORIZONTAL ? -1 : spans ? span : for_size,
                          &child_minimum, &child_natural, NULL, NULL);
      /* A long sentence is no reason for a wide page. */
      if (child == self->pinned_label && orientation == GTK_ORIENTATION_HORIZONTAL)
        child_natural = child_minimum;
      if (spans && orientation == GTK_ORIENTATION_HORIZONTAL)
        {
          int margins = get_margins (self, child_minimum);

          child_minimum += margins;
          child_natural += margins;
        }
      add_size (orientation, minimum, child_minimum);
      add_size (orientation, natural, child_natural);
    }
}

/* What depends on the room changes what is asked for. While places are given GTK would not hear of it, and draw nothing. */
static void
fit (gpointer data)
{
  TesseraFormPage *self = data;
  int width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));

  tessera_permission_grid_set_compact (tessera_fields_get_grid (self->fields), self->compact && !is_wide (self, width));
  place_sentence (self, width, height);
}

static void
tessera_form_page_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  TesseraFormPage *self = TESSERA_FORM_PAGE (widget);
  int x, span = get_span (self, width, &x);
  int line = measure_height (self->line, width), bar = measure_height (self->bar, span), top = height - bar;

  tessera_after_layout_queue (self->after);
  if (gtk_widget_get_visible (self->pinned_label))
    {
      int pinned = measure_height (self->pinned_label, span);

      top -= pinned;
      gtk_widget_size_allocate (self->pinned_label, &(GtkAllocation) { x, top, span, pinned }, -1);
      top -= PINNED_SPACING;
    }
  top -= line;
  gtk_widget_size_allocate (self->bar, &(GtkAllocation) { x, height - bar, span, bar }, -1);
  gtk_widget_size_allocate (self->line, &(GtkAllocation) { 0, top, width, line }, -1);
  gtk_widget_size_allocate (self->scroller, &(GtkAllocation) { 0, 0, width, MAX (top, 0) }, -1);
}

static GtkSizeRequestMode
tessera_form_page_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
tessera_form_page_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (tessera_form_page_parent_class)->dispose (object);
}

static void
tessera_form_page_class_init (TesseraFormPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tessera_form_page_dispose;
  widget_class->measure = tessera_form_page_measure;
  widget_class->size_allocate = tessera_form_page_size_allocate;
  widget_class->get_request_mode = tessera_form_page_get_request_mode;

  g_type_ensure (TESSERA_TYPE_FIELDS);
  g_type_ensure (TESSERA_TYPE_FORM_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/tessera/Tessera/tessera-form-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TesseraFormPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, TesseraFormPage, scrolled);
  gtk_widget_class_bind_template_child (widget_class, TesseraFormPage, fields);
  gtk_widget_class_bind_template_child (widget_class, TesseraFormPage, line);
  gtk_widget_class_bind_template_child (widget_class, TesseraFormPage, pinned_label);
  gtk_widget_class_bind_template_child (widget_class, TesseraFormPage, bar);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
tessera_form_page_init (TesseraFormPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->after = tessera_after_layout_new (GTK_WIDGET (self), fit, self);
}

GtkWidget *
tessera_form_page_new (void)
{
  return g_object_new (TESSERA_TYPE_FORM_PAGE, NULL);
}

void
tessera_form_page_add_head (TesseraFormPage *page, GtkWidget *head)
{
  g_return_if_fail (TESSERA_IS_FORM_PAGE (page) && GTK_IS_WIDGET (head));

  gtk_box_prepend (page->scrolled, head);
}

TesseraFields *
tessera_form_page_get_fields (TesseraFormPage *page)
{
  g_return_val_if_fail (TESSERA_IS_FORM_PAGE (page), NULL);

  return page->fields;
}

TesseraFormBar *
tessera_form_page_get_bar (TesseraFormPage *page)
{
  g_return_val_if_fail (TESSERA_IS_FORM_PAGE (page), NULL);

  return TESSERA_FORM_BAR (page->bar);
}

void
tessera_form_page_set_sentence (TesseraFormPage *page, const char *sentence)
{
  gboolean pinned, inside;

  g_return_if_fail (TESSERA_IS_FORM_PAGE (page));

  pinned = gtk_widget_get_visible (page->pinned_label);
  inside = gtk_widget_get_visible (get_inner_label (page)) || !pinned;
  gtk_label_set_text (GTK_LABEL (page->pinned_label), sentence == NULL ? "" : sentence);
  gtk_label_set_text (GTK_LABEL (get_inner_label (page)), sentence == NULL ? "" : sentence);
  tessera_form_bar_set_effect (TESSERA_FORM_BAR (page->bar), sentence);
  /* Where it fits is known at the next layout; until then it stays where it is. */
  show_sentence (page, pinned, inside);
  gtk_widget_queue_allocate (GTK_WIDGET (page));
}

void
tessera_form_page_set_compact (TesseraFormPage *page, gboolean compact)
{
  g_return_if_fail (TESSERA_IS_FORM_PAGE (page));

  page->compact = compact;
  gtk_widget_queue_allocate (GTK_WIDGET (page));
}
