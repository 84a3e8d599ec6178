#include "tessera-list-frame.h"

#include "tessera-accessible.h"
#include "tessera-list-rows.h"

struct _TesseraListFrame
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (TesseraListFrame, tessera_list_frame, ADW_TYPE_BIN)

static GtkColumnView *
get_view (TesseraListFrame *self)
{
  GtkWidget *scroller = adw_bin_get_child (ADW_BIN (self));

  return GTK_COLUMN_VIEW (gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scroller)));
}

/* The heads stand before the rows. In GTK 4.8 none of them can have the focus. */
static gboolean
focus_heads (GtkColumnView *view, GtkDirectionType direction)
{
  GtkWidget *heads = gtk_widget_get_first_child (GTK_WIDGET (view));

  return heads != NULL && heads != tessera_list_rows_get_list (view) && gtk_widget_child_focus (heads, direction);
}

static gboolean
tessera_list_frame_focus (GtkWidget *widget, GtkDirectionType direction)
{
  GtkColumnView *view = get_view (TESSERA_LIST_FRAME (widget));
  gboolean in_rows = tessera_accessible_has_focus (tessera_list_rows_get_list (view));
  gboolean in_heads = !in_rows && tessera_accessible_has_focus (widget);

  switch (direction)
    {
    case GTK_DIR_TAB_FORWARD:
      return !in_rows && (focus_heads (view, direction) || tessera_list_rows_focus (view));
    case GTK_DIR_TAB_BACKWARD:
      return (!in_rows && !in_heads && tessera_list_rows_focus (view)) || focus_heads (view, direction);
    case GTK_DIR_UP:
    case GTK_DIR_DOWN:
    case GTK_DIR_LEFT:
    case GTK_DIR_RIGHT:
    default:
      return GTK_WIDGET_CLASS (tessera_list_frame_parent_class)->focus (widget, direction);
    }
}

static void
tessera_list_frame_class_init (TesseraListFrameClass *klass)
{
  GTK_WIDGET_CLASS (klass)->focus = tessera_list_frame_focus;
}

static void
tessera_list_frame_init (TesseraListFrame *self)
{
}
