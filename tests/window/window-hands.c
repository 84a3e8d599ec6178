#include "window-hands.h"

#include <string.h>

#include "tessera-fields.h"
#include "tessera-token-cell.h"

static gboolean
wake (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
await_step (gint64 deadline, const char *what)
{
  guint timer = g_timeout_add (10, wake, NULL);

  if (g_get_monotonic_time () > deadline)
    g_error ("waited in vain at %s", what);
  g_main_context_iteration (NULL, TRUE);
  g_source_remove (timer);
}

void
settle (gpointer window)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  gtk_widget_queue_draw (window);
  gtk_test_widget_wait_for_draw (window);
}

static gboolean
says (GtkWidget *widget, const char *text)
{
  const char *words = NULL;
  g_autofree char *drawn = NULL;

  if (GTK_IS_BUTTON (widget))
    return g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), text) == 0;
  if (GTK_IS_LABEL (widget))
    words = gtk_label_get_text (GTK_LABEL (widget));
  else if (GTK_IS_EDITABLE (widget))
    words = gtk_editable_get_text (GTK_EDITABLE (widget));
  else if (TESSERA_IS_TOKEN_CELL (widget))
    words = drawn = tessera_token_cell_get_text (TESSERA_TOKEN_CELL (widget));

  return words != NULL && strstr (words, text) != NULL;
}

static gpointer
search (GtkWidget *widget, GType type, const char *text, gboolean hidden)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && (hidden || gtk_widget_get_mapped (widget))
      && (text == NULL || says (widget, text)))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = search (child, type, text, hidden);

      if (found != NULL)
        return found;
    }

  return NULL;
}

gpointer
find (gpointer root, GType type, const char *text)
{
  return search (root, type, text, FALSE);
}

gpointer
find_hidden (gpointer root, GType type)
{
  return search (root, type, NULL, TRUE);
}

gpointer
find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type) && gtk_widget_get_mapped (window))
        return window;
    }

  return NULL;
}

/* A menu is made when it is first opened. */
static GtkWidget *
find_menu (GtkMenuButton *button)
{
  if (gtk_menu_button_get_popover (button) == NULL)
    {
      gtk_menu_button_popup (button);
      gtk_menu_button_popdown (button);
    }
  return GTK_WIDGET (gtk_menu_button_get_popover (button));
}

GtkWidget *
find_popover (GtkWidget *widget)
{
  if (GTK_IS_MENU_BUTTON (widget))
    return find_menu (GTK_MENU_BUTTON (widget));
  if (!GTK_IS_DROP_DOWN (widget))
    return NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_POPOVER (child))
      return child;

  return NULL;
}

gboolean
shows (gpointer root, const char *part)
{
  return find (root, GTK_TYPE_LABEL, part) != NULL || find (root, TESSERA_TYPE_TOKEN_CELL, part) != NULL;
}

gboolean
can_press (gpointer root, const char *label)
{
  GtkWidget *button = find (root, GTK_TYPE_BUTTON, label);

  return button != NULL && gtk_widget_is_sensitive (button);
}

void
press (gpointer root, const char *label)
{
  AWAIT (can_press (root, label));
  g_signal_emit_by_name (find (root, GTK_TYPE_BUTTON, label), "clicked");
}

/* The form */

static TesseraFields *
get_fields (GtkWidget *form)
{
  return find_hidden (form, TESSERA_TYPE_FIELDS);
}

static GtkEditable *
get_entry (GtkWidget *form)
{
  return GTK_EDITABLE (tessera_name_row_get_entry (tessera_fields_get_name_row (get_fields (form))));
}

void
type_name (GtkWidget *form, const char *name)
{
  gtk_editable_set_text (get_entry (form), name);
}

const char *
get_typed_name (GtkWidget *form)
{
  return gtk_editable_get_text (get_entry (form));
}

void
choose_type (GtkWidget *form, guint position)
{
  TesseraTypeRow *row = tessera_fields_get_type_row (get_fields (form));

  gtk_drop_down_set_selected (tessera_type_row_get_drop_down (row), position);
}

void
choose_span (GtkWidget *form, const char *label)
{
  TesseraExpiryRow *row = tessera_fields_get_expiry_row (get_fields (form));
  GtkWidget *popover = GTK_WIDGET (tessera_expiry_row_get_popover (row));

  gtk_menu_button_popup (tessera_expiry_row_get_button (row));
  press (popover, label);
  gtk_popover_popdown (GTK_POPOVER (popover));
  AWAIT (!gtk_widget_get_mapped (popover));
}

void
tick (GtkWidget *form, int area, TesseraVerb verb, gboolean on)
{
  TesseraPermissionGrid *grid = tessera_fields_get_grid (get_fields (form));

  gtk_check_button_set_active (GTK_CHECK_BUTTON (tessera_permission_grid_get_check (grid, area, verb)), on);
}

void
fill_form (GtkWidget *form, const char *name)
{
  type_name (form, name);
  choose_type (form, 1);
  choose_span (form, "30 days");
  tick (form, 1, TESSERA_VERB_WRITE, TRUE);
  tick (form, 5, TESSERA_VERB_READ, TRUE);
}

void
assert_form_holds (GtkWidget *form, const TesseraDraft *draft)
{
  g_autoptr (TesseraDraft) held = tessera_form_get_draft (TESSERA_FORM (form));

  g_assert_cmpstr (held->name, ==, draft->name);
  g_assert_cmpstr (held->type, ==, draft->type);
  g_assert_true (tessera_permissions_equal (held->permissions, draft->permissions));
  g_assert_cmpint (held->expires_at, ==, draft->expires_at);
}

gboolean
has_focus (gpointer widget)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

static void
did_send_key (GObject *process, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_check_finish (G_SUBPROCESS (process), result, &error);
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

void
send_key (const char *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  gboolean sent = FALSE;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "xdotool", "key", "--clearmodifiers", key, NULL);
  g_assert_no_error (error);
  g_subprocess_wait_check_async (process, NULL, did_send_key, &sent);
  AWAIT (sent);
}

/* Create Token comes first. */
void
open_expander (gpointer window, gboolean tokens)
{
  GtkWidget *expander = find (window, GTK_TYPE_EXPANDER, NULL);

  if (tokens)
    do
      expander = gtk_widget_get_next_sibling (expander);
    while (!GTK_IS_EXPANDER (expander));
  gtk_expander_set_expanded (GTK_EXPANDER (expander), TRUE);
  settle (window);
}

void
set_text_scale (int scale)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024 * scale, NULL);
}

graphene_rect_t
get_bounds (gpointer widget, gpointer in)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget, in, &bounds));
  return bounds;
}

void
keep_still (void)
{
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}
