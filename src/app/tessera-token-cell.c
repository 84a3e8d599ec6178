#include "tessera-token-cell.h"

#include "tessera-column-cell.h"

struct _TesseraTokenCell
{
  GtkWidget parent_instance;

  TesseraCellPainter *painter;
  TesseraTokenKey key;
  TesseraToken *token;
};

G_DEFINE_FINAL_TYPE (TesseraTokenCell, tessera_token_cell, GTK_TYPE_WIDGET)

static void
tessera_token_cell_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                            int *minimum_baseline, int *natural_baseline)
{
  TesseraTokenCell *self = TESSERA_TOKEN_CELL (widget);
  int least, usual, height;

  tessera_cell_painter_measure (self->painter, self->key, &least, &usual, &height);
  if (self->key == TESSERA_TOKEN_KEY_TYPE)
    least = usual = CLAMP (tessera_cell_painter_get_type_width (self->painter), least, usual);
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? least : height;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? usual : height;
}

static GtkSizeRequestMode
tessera_token_cell_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
tessera_token_cell_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  TesseraTokenCell *self = TESSERA_TOKEN_CELL (widget);

  if (self->token != NULL)
    tessera_cell_painter_draw (self->painter, widget, snapshot, self->token, self->key);
}

/* Worked out only when the pointer rests there. */
static gboolean
tessera_token_cell_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  TesseraTokenCell *self = TESSERA_TOKEN_CELL (widget);
  g_autofree char *text = NULL;

  if (self->token == NULL)
    return FALSE;

  text = tessera_cell_painter_get_tooltip (self->painter, self->token, self->key, tessera_time_now ());
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
tessera_token_cell_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tessera_token_cell_parent_class)->root (widget);
  tessera_column_cell_lighten (gtk_widget_get_parent (widget));
}

static void
tessera_token_cell_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (tessera_token_cell_parent_class)->css_changed (widget, change);
  if (TESSERA_TOKEN_CELL (widget)->painter != NULL)
    tessera_cell_painter_forget_colors (TESSERA_TOKEN_CELL (widget)->painter);
}

static void
tessera_token_cell_dispose (GObject *object)
{
  TesseraTokenCell *self = TESSERA_TOKEN_CELL (object);

  g_clear_object (&self->token);
  tessera_cell_painter_forget_cell (self->painter, GTK_WIDGET (self));

  G_OBJECT_CLASS (tessera_token_cell_parent_class)->dispose (object);
}

static void
tessera_token_cell_finalize (GObject *object)
{
  tessera_cell_painter_unref (TESSERA_TOKEN_CELL (object)->painter);

  G_OBJECT_CLASS (tessera_token_cell_parent_class)->finalize (object);
}

static void
tessera_token_cell_class_init (TesseraTokenCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tessera_token_cell_dispose;
  G_OBJECT_CLASS (klass)->finalize = tessera_token_cell_finalize;
  widget_class->measure = tessera_token_cell_measure;
  widget_class->get_request_mode = tessera_token_cell_get_request_mode;
  widget_class->snapshot = tessera_token_cell_snapshot;
  widget_class->query_tooltip = tessera_token_cell_query_tooltip;
  widget_class->root = tessera_token_cell_root;
  widget_class->css_changed = tessera_token_cell_css_changed;
  gtk_widget_class_set_css_name (widget_class, "token-cell");
}

static void
tessera_token_cell_init (TesseraTokenCell *self)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

GtkWidget *
tessera_token_cell_new (TesseraCellPainter *painter, TesseraTokenKey key)
{
  GtkAccessibleRole role = key == TESSERA_TOKEN_KEY_PERMISSIONS ? GTK_ACCESSIBLE_ROLE_IMG : GTK_ACCESSIBLE_ROLE_PRESENTATION;
  TesseraTokenCell *self = g_object_new (TESSERA_TYPE_TOKEN_CELL, "accessible-role", role, NULL);

  self->painter = tessera_cell_painter_ref (painter);
  self->key = key;
  return GTK_WIDGET (self);
}

void
tessera_token_cell_set_token (TesseraTokenCell *self, TesseraToken *token)
{
  g_return_if_fail (TESSERA_IS_TOKEN_CELL (self));

  g_set_object (&self->token, token);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

char *
tessera_token_cell_get_text (TesseraTokenCell *self)
{
  g_return_val_if_fail (TESSERA_IS_TOKEN_CELL (self), NULL);

  return self->token != NULL ? tessera_cell_painter_get_text (self->painter, self->token, self->key, tessera_time_now ()) : NULL;
}

TesseraToken *
tessera_token_cell_get_token (TesseraTokenCell *self)
{
  g_return_val_if_fail (TESSERA_IS_TOKEN_CELL (self), NULL);

  return self->token;
}

TesseraTokenKey
tessera_token_cell_get_key (TesseraTokenCell *self)
{
  g_return_val_if_fail (TESSERA_IS_TOKEN_CELL (self), TESSERA_TOKEN_KEY_CREATED);

  return self->key;
}
