#include "tessera-row-menu.h"

#include "tessera-accessible.h"
#include "tessera-list-rows.h"
#include "tessera-sight.h"

struct _TesseraRowMenu
{
  GtkWidget *page;
  GtkColumnView *view;
  TesseraTokenModel *model;
  TesseraRowMenuChoose choose;
  gpointer data;
  GtkWidget *popover;          /* while it is open, and until it is cleared away */
  guint clearing;
};

/* The menu */

static gboolean
clear_away (gpointer data)
{
  TesseraRowMenu *self = data;

  self->clearing = 0;
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  return G_SOURCE_REMOVE;
}

/* It was closed before its item is heard of, which still needs it. */
static void
on_closed (TesseraRowMenu *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  if (self->clearing == 0)
    self->clearing = g_idle_add (clear_away, self);
}

static GtkWidget *
make_popover (TesseraRowMenuKind kind)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource ("/org/tessera/Tessera/tessera-row-menu.ui");
  const char *name = kind == TESSERA_ROW_MENU_SEVERAL ? "several_menu" : "one_menu";
  GtkWidget *popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (gtk_builder_get_object (builder, name)));

  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  tessera_accessible_skip_scrollers (popover);
  tessera_accessible_name_menus (popover);
  return popover;
}

/* @x, @y: in @row */
static void
open_menu (TesseraRowMenu *self, GtkWidget *row, double x, double y)
{
  g_autoptr (TesseraToken) token = NULL;
  TesseraRowMenuKind kind;
  double page_x, page_y;

  g_set_object (&token, tessera_list_rows_get_token (row));
  kind = token != NULL ? self->choose (token, self->data) : TESSERA_ROW_MENU_NONE;
  if (kind == TESSERA_ROW_MENU_NONE || !gtk_widget_translate_coordinates (row, self->page, x, y, &page_x, &page_y))
    return;

  gtk_widget_grab_focus (row);
  g_clear_handle_id (&self->clearing, g_source_remove);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  self->popover = make_popover (kind);
  gtk_widget_set_parent (self->popover, self->page);
  tessera_accessible_set_name (self->popover, tessera_token_get_name (token));
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &(GdkRectangle) { (int) page_x, (int) page_y, 1, 1 });
  g_signal_connect_swapped (self->popover, "closed", G_CALLBACK (on_closed), self);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

/* What asks for it */

static void
open_at (TesseraRowMenu *self, double x, double y)
{
  GtkWidget *row = tessera_list_rows_find (self->view, gtk_widget_pick (GTK_WIDGET (self->view), x, y, GTK_PICK_DEFAULT));

  if (row != NULL && gtk_widget_translate_coordinates (GTK_WIDGET (self->view), row, x, y, &x, &y))
    open_menu (self, row, x, y);
}

static void
on_pressed (TesseraRowMenu *self, int n_presses, double x, double y, GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  open_at (self, x, y);
}

static void
on_long_press (TesseraRowMenu *self, double x, double y)
{
  open_at (self, x, y);
}

/* The focus stays on a row that is scrolled away. */
static void
scroll_back (TesseraRowMenu *self, GtkWidget *row)
{
  TesseraToken *token = gtk_widget_get_child_visible (row) ? NULL : tessera_list_rows_get_token (row);
  guint position = token != NULL ? tessera_token_model_find (self->model, tessera_token_get_id (token)) : G_MAXUINT;

  if (position != G_MAXUINT)
    tessera_sight_bring_in_row (row, position);
}

static gboolean
on_key (GtkWidget *view, GVariant *arguments, gpointer data)
{
  TesseraRowMenu *self = data;
  GtkRoot *root = gtk_widget_get_root (view);
  GtkWidget *row = root != NULL ? tessera_list_rows_find (self->view, gtk_root_get_focus (root)) : NULL;
  gboolean from_right = gtk_widget_get_direction (view) == GTK_TEXT_DIR_RTL;

  if (row == NULL)
    return FALSE;

  /* Below the beginning of its name. */
  scroll_back (self, row);
  open_menu (self, row, from_right ? gtk_widget_get_width (row) - 1 : 0, gtk_widget_get_height (row));
  return TRUE;
}

static void
add_gesture (TesseraRowMenu *self, GtkGesture *gesture, const char *signal, GCallback function)
{
  g_signal_connect_swapped (gesture, signal, function, self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (gesture));
}

static void
add_controllers (TesseraRowMenu *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkGesture *click = gtk_gesture_click_new (), *press = gtk_gesture_long_press_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  add_gesture (self, click, "pressed", G_CALLBACK (on_pressed));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  add_gesture (self, press, "pressed", G_CALLBACK (on_long_press));

  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (keys),
    gtk_shortcut_new (gtk_alternative_trigger_new (gtk_keyval_trigger_new (GDK_KEY_Menu, 0),
                                                   gtk_keyval_trigger_new (GDK_KEY_F10, GDK_SHIFT_MASK)),
                      gtk_callback_action_new (on_key, self, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
}

TesseraRowMenu *
tessera_row_menu_new (GtkWidget *page, GtkColumnView *view, TesseraTokenModel *model, TesseraRowMenuChoose choose, gpointer data)
{
  TesseraRowMenu *self;

  g_return_val_if_fail (GTK_IS_WIDGET (page) && GTK_IS_COLUMN_VIEW (view) && choose != NULL, NULL);

  self = g_new0 (TesseraRowMenu, 1);
  self->page = page;
  self->view = view;
  self->model = model;
  self->choose = choose;
  self->data = data;
  add_controllers (self);
  return self;
}

void
tessera_row_menu_free (TesseraRowMenu *self)
{
  g_clear_handle_id (&self->clearing, g_source_remove);
  if (self->popover != NULL)
    g_signal_handlers_disconnect_by_data (self->popover, self);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_free (self);
}
