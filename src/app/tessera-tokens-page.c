#include "tessera-tokens-page.h"

#include "tessera-accessible.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "tessera-list-head.h"
#include "tessera-token-cells.h"
#include "tessera-token-model.h"

struct _TesseraTokensPage
{
  GtkWidget parent_instance;

  AdwLeaflet *leaflet;
  GtkWidget *list_side;
  GtkSeparator *separator;
  GtkWidget *editor_side;
  TesseraListHead *head;
  GtkStack *states;
  GtkColumnView *view;
  GtkWidget *back;
  GtkStack *editor_states;
  GtkWidget *nothing;       /* what the editor's side says with no token selected */
  TesseraEditor *editor;

  TesseraSession *session;
  TesseraTokenModel *model;
  GtkSingleSelection *selection;
  gboolean restoring;       /* the selection is being set by us */
  char *wanted;             /* the id to select when the editor may be left */
};

G_DEFINE_FINAL_TYPE (TesseraTokensPage, tessera_tokens_page, GTK_TYPE_WIDGET)

/* The selection, kept by id */

static const char *
get_edited_id (TesseraTokensPage *self)
{
  TesseraToken *token = tessera_editor_get_token (self->editor);

  return token != NULL ? tessera_token_get_id (token) : NULL;
}

static void
show_selection (TesseraTokensPage *self)
{
  const char *id = get_edited_id (self);
  guint position = id != NULL ? tessera_token_model_find (self->model, id) : GTK_INVALID_LIST_POSITION;

  self->restoring = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->restoring = FALSE;
}

/* The view's inner list has the action; the view itself has no function for it yet. */
static void
scroll_to (TesseraTokensPage *self, guint position)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->view)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_LIST_VIEW (child))
      gtk_widget_activate_action (child, "list.scroll-to-item", "u", position);
}

static void
edit (TesseraTokensPage *self, TesseraToken *token)
{
  tessera_editor_set_token (self->editor, token);
  gtk_stack_set_visible_child_name (self->editor_states, "editor");
}

static void
did_leave (gboolean may, gpointer data)
{
  g_autoptr (TesseraTokensPage) self = data;
  g_autofree char *id = g_steal_pointer (&self->wanted);
  TesseraToken *token;

  if (self->session == NULL)
    return;

  token = may && id != NULL ? tessera_session_find_token (self->session, id) : NULL;
  if (token != NULL)
    edit (self, token);
  show_selection (self);
}

static void
on_selected (TesseraTokensPage *self)
{
  TesseraToken *token = gtk_single_selection_get_selected_item (self->selection);
  const char *edited = get_edited_id (self);

  if (self->restoring || token == NULL)
    return;
  if (edited != NULL && g_str_equal (edited, tessera_token_get_id (token)))
    return;

  g_free (self->wanted);
  self->wanted = g_strdup (tessera_token_get_id (token));
  if (tessera_editor_get_dirty (self->editor))
    show_selection (self);
  tessera_editor_leave (self->editor, did_leave, g_object_ref (self));
}

static void
show_state (TesseraTokensPage *self)
{
  const char *state = "list";

  if (g_list_model_get_n_items (tessera_session_get_tokens (self->session)) == 0)
    state = tessera_session_get_state (self->session) == TESSERA_SESSION_READY ? "none" : "waiting";
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) == 0)
    state = "no-match";

  gtk_stack_set_visible_child_name (self->states, state);
  gtk_widget_set_visible (self->nothing, g_str_equal (state, "list"));
}

static void
on_model_changed (TesseraTokensPage *self)
{
  show_state (self);
  show_selection (self);
}

static void
select_first (TesseraTokensPage *self)
{
  g_autoptr (TesseraToken) first = g_list_model_get_item (G_LIST_MODEL (self->model), 0);

  if (first != NULL && tessera_editor_get_token (self->editor) == NULL)
    {
      edit (self, first);
      show_selection (self);
    }
}

static void
follow_session (TesseraTokensPage *self)
{
  TesseraCatalogue *catalogue = tessera_session_get_catalogue (self->session);

  if (catalogue != NULL)
    tessera_token_model_set_catalogue (self->model, catalogue);
  if (tessera_session_get_state (self->session) == TESSERA_SESSION_READY)
    select_first (self);
  show_state (self);
}

/* List and editor one after the other */

static void
show_list (TesseraTokensPage *self)
{
  adw_leaflet_set_visible_child (self->leaflet, self->list_side);
  tessera_tokens_page_focus_list (self);
}

static void
show_editor (TesseraTokensPage *self)
{
  if (tessera_editor_get_token (self->editor) != NULL)
    adw_leaflet_set_visible_child (self->leaflet, self->editor_side);
}

static void
follow_fold (TesseraTokensPage *self)
{
  gtk_widget_set_visible (self->back, adw_leaflet_get_folded (self->leaflet));
}

static void
on_activate (TesseraTokensPage *self)
{
  show_editor (self);
  if (!adw_leaflet_get_folded (self->leaflet))
    gtk_widget_child_focus (self->editor_side, GTK_DIR_TAB_FORWARD);
}

static gboolean
show_editor_when_idle (gpointer data)
{
  TesseraTokensPage *self = data;

  if (self->session != NULL)
    show_editor (self);
  return G_SOURCE_REMOVE;
}

/* Where there is no room for both, a single click goes on to the token. */
static void
on_released (TesseraTokensPage *self)
{
  if (adw_leaflet_get_folded (self->leaflet))
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, show_editor_when_idle, g_object_ref (self), g_object_unref);
}

static void
show_all (TesseraTokensPage *self)
{
  tessera_list_head_clear (self->head);
  tessera_tokens_page_focus_list (self);
}

/* The class */

static void
tessera_tokens_page_dispose (GObject *object)
{
  TesseraTokensPage *self = TESSERA_TOKENS_PAGE (object);

  /* The head first: what goes on in a view that goes is nobody's choice. */
  if (self->head != NULL)
    gtk_box_remove (GTK_BOX (self->list_side), GTK_WIDGET (g_steal_pointer (&self->head)));
  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), TESSERA_TYPE_TOKENS_PAGE);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->session);
  g_clear_pointer (&self->wanted, g_free);

  G_OBJECT_CLASS (tessera_tokens_page_parent_class)->dispose (object);
}

static void
tessera_tokens_page_class_init (TesseraTokensPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tessera_tokens_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/tessera/Tessera/tessera-tokens-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TesseraTokensPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, TesseraTokensPage, list_side);
  gtk_widget_class_bind_template_child (widget_class, TesseraTokensPage, separator);
  gtk_widget_class_bind_template_child (widget_class, TesseraTokensPage, editor_side);
  gtk_widget_class_bind_template_child (widget_class, TesseraTokensPage, states);
  gtk_widget_class_bind_template_child (widget_class, TesseraTokensPage, view);
  gtk_widget_class_bind_template_child (widget_class, TesseraTokensPage, back);
  gtk_widget_class_bind_template_child (widget_class, TesseraTokensPage, editor_states);
  gtk_widget_class_bind_template_child (widget_class, TesseraTokensPage, nothing);
  gtk_widget_class_bind_template_callback (widget_class, follow_fold);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, show_all);
  gtk_widget_class_bind_template_callback (widget_class, show_list);
  gtk_widget_class_set_css_name (widget_class, "tokens-page");
}

/* The keyboard's focus is on an inner widget, so that bears the name, too. */
static void
name_with_inside (GtkWidget *widget, const char *name)
{
  for (GtkWidget *each = widget; each != NULL; each = each == widget ? gtk_widget_get_first_child (widget)
                                                                     : gtk_widget_get_next_sibling (each))
    tessera_accessible_set_name (each, name);
}

static gboolean
on_delete (GtkWidget *view, GVariant *arguments, gpointer data)
{
  tessera_editor_revoke (TESSERA_TOKENS_PAGE (data)->editor);
  return TRUE;
}

static void
add_controllers (TesseraTokensPage *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_alternative_trigger_new (gtk_keyval_trigger_new (GDK_KEY_Delete, 0),
                                                                                       gtk_keyval_trigger_new (GDK_KEY_KP_Delete, 0)),
                                                          gtk_callback_action_new (on_delete, self, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "released", G_CALLBACK (on_released), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (click));
}

static void
tessera_tokens_page_init (TesseraTokensPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  name_with_inside (GTK_WIDGET (self->view), _("Tokens"));
  tessera_accessible_skip_scrollers (GTK_WIDGET (self));
  add_controllers (self);
}

GtkWidget *
tessera_tokens_page_new (TesseraSession *session)
{
  TesseraTokensPage *self = g_object_new (TESSERA_TYPE_TOKENS_PAGE, NULL);

  self->session = g_object_ref (session);
  self->editor = TESSERA_EDITOR (tessera_editor_new (session));
  gtk_stack_add_named (self->editor_states, GTK_WIDGET (self->editor), "editor");
  tessera_editor_offer_actions (self->editor, GTK_WIDGET (self));

  self->model = tessera_token_model_new (tessera_session_get_tokens (session));
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->model));
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (on_model_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (on_selected), self, G_CONNECT_SWAPPED);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  tessera_token_cells_add_columns (self->view, session);
  self->head = TESSERA_LIST_HEAD (tessera_list_head_new (self->model, self->view));
  gtk_box_prepend (GTK_BOX (self->list_side), GTK_WIDGET (self->head));
  g_signal_connect_object (self->head, "left", G_CALLBACK (tessera_tokens_page_focus_list), self, G_CONNECT_SWAPPED);

  g_signal_connect_object (session, "notify::catalogue", G_CALLBACK (follow_session), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (follow_session), self, G_CONNECT_SWAPPED);
  follow_session (self);
  return GTK_WIDGET (self);
}

TesseraEditor *
tessera_tokens_page_get_editor (TesseraTokensPage *self)
{
  g_return_val_if_fail (TESSERA_IS_TOKENS_PAGE (self), NULL);

  return self->editor;
}

void
tessera_tokens_page_remember (TesseraTokensPage *self, GSettings *settings)
{
  g_return_if_fail (TESSERA_IS_TOKENS_PAGE (self) && G_IS_SETTINGS (settings));

  tessera_list_head_remember (self->head, settings);
}

void
tessera_tokens_page_show (TesseraTokensPage *self, TesseraFilter filter)
{
  g_return_if_fail (TESSERA_IS_TOKENS_PAGE (self));

  tessera_list_head_clear (self->head);
  tessera_list_head_set_filter (self->head, filter);
  show_list (self);
}

void
tessera_tokens_page_select (TesseraTokensPage *self, const char *id)
{
  guint position;

  g_return_if_fail (TESSERA_IS_TOKENS_PAGE (self) && id != NULL);

  tessera_token_model_flush (self->model);
  position = tessera_token_model_find (self->model, id);
  if (position == GTK_INVALID_LIST_POSITION)
    {
      tessera_list_head_clear (self->head);
      position = tessera_token_model_find (self->model, id);
    }
  if (position == GTK_INVALID_LIST_POSITION)
    return;

  gtk_single_selection_set_selected (self->selection, position);
  scroll_to (self, position);
}

void
tessera_tokens_page_focus_search (TesseraTokensPage *self)
{
  g_return_if_fail (TESSERA_IS_TOKENS_PAGE (self));

  adw_leaflet_set_visible_child (self->leaflet, self->list_side);
  tessera_list_head_focus_search (self->head);
}

void
tessera_tokens_page_focus_list (TesseraTokensPage *self)
{
  g_return_if_fail (TESSERA_IS_TOKENS_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}
