#include "tessera-tokens-page.h"

#include "tessera-accessible.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "tessera-bulk-page.h"
#include "tessera-chosen.h"
#include "tessera-export-menu.h"
#include "tessera-list-head.h"
#include "tessera-states.h"
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
  TesseraStates *states;
  GtkColumnView *view;
  GtkWidget *back;
  TesseraStates *editor_states;
  GtkWidget *nothing;       /* what the editor's side says with no token selected */
  TesseraEditor *editor;
  TesseraBulkPage *bulk;

  TesseraSession *session;
  TesseraTokenModel *model;
  TesseraChosen *chosen;
  gboolean several;         /* are chosen, and the bulk page stands in the editor's place */
  char *wanted;             /* the id to select when the editor may be left */
};

G_DEFINE_FINAL_TYPE (TesseraTokensPage, tessera_tokens_page, GTK_TYPE_WIDGET)

static guint told_signal;

/* The selection, kept by id */

static const char *
get_edited_id (TesseraTokensPage *self)
{
  TesseraToken *token = tessera_editor_get_token (self->editor);

  return token != NULL ? tessera_token_get_id (token) : NULL;
}

/* Several are kept by themselves. */
static void
show_selection (TesseraTokensPage *self)
{
  if (!self->several)
    tessera_chosen_set_only (self->chosen, get_edited_id (self));
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
show_one (TesseraTokensPage *self)
{
  self->several = FALSE;
  tessera_editor_set_aside (self->editor, FALSE);
  tessera_states_show (self->editor_states,
                       tessera_editor_get_token (self->editor) != NULL ? "editor" : "nothing");
  gtk_widget_set_visible (GTK_WIDGET (self->bulk), FALSE);
}

static void
edit (TesseraTokensPage *self, TesseraToken *token)
{
  tessera_editor_set_token (self->editor, token);
  show_one (self);
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
choose_one (TesseraTokensPage *self, TesseraToken *token)
{
  const char *edited = get_edited_id (self);

  show_one (self);
  if (edited != NULL && g_str_equal (edited, tessera_token_get_id (token)))
    return;

  g_free (self->wanted);
  self->wanted = g_strdup (tessera_token_get_id (token));
  if (tessera_editor_get_dirty (self->editor))
    show_selection (self);
  tessera_editor_leave (self->editor, did_leave, g_object_ref (self));
}

static void
show_several (TesseraTokensPage *self)
{
  g_autoptr (GPtrArray) tokens = tessera_chosen_get_tokens (self->chosen);

  if (!self->several)
    tessera_bulk_page_set_width (self->bulk, gtk_widget_get_width (GTK_WIDGET (self->editor_states)));
  self->several = TRUE;
  tessera_bulk_page_set_tokens (self->bulk, tokens);
  gtk_widget_set_visible (GTK_WIDGET (self->bulk), TRUE);
  tessera_states_show (self->editor_states, "bulk");
  tessera_editor_set_aside (self->editor, TRUE);
}

static void
did_leave_for_several (gboolean may, gpointer data)
{
  g_autoptr (TesseraTokensPage) self = data;

  if (self->session == NULL)
    return;

  if (may && tessera_chosen_get_n_tokens (self->chosen) > 1)
    show_several (self);
  else
    show_selection (self);
}

static void
on_chosen (TesseraTokensPage *self)
{
  g_autoptr (GPtrArray) tokens = tessera_chosen_get_tokens (self->chosen);

  if (tokens->len == 1)
    choose_one (self, tokens->pdata[0]);
  else if (tokens->len > 1 && !self->several)
    tessera_editor_leave (self->editor, did_leave_for_several, g_object_ref (self));
  else if (tokens->len > 1)
    show_several (self);
  else
    {
      show_one (self);
      show_selection (self);
    }
}

static void
show_state (TesseraTokensPage *self)
{
  const char *state = "list";

  if (g_list_model_get_n_items (tessera_session_get_tokens (self->session)) == 0)
    state = tessera_session_get_state (self->session) == TESSERA_SESSION_READY ? "none" : "waiting";
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) == 0)
    state = "no-match";

  tessera_states_show (self->states, state);
  gtk_widget_set_visible (self->nothing, g_str_equal (state, "list"));
}

static void
on_model_changed (TesseraTokensPage *self)
{
  show_state (self);
  if (self->several)
    show_several (self);
  else
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

static gboolean
is_edited (TesseraTokensPage *self, guint position)
{
  g_autoptr (TesseraToken) token = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  return token != NULL && g_strcmp0 (get_edited_id (self), tessera_token_get_id (token)) == 0;
}

static void
on_activate (TesseraTokensPage *self, guint position)
{
  /* A row may have the focus and not be selected: one that the search has just left alone. */
  if (!self->several)
    gtk_selection_model_select_item (gtk_column_view_get_model (self->view), position, TRUE);
  if (!self->several && !is_edited (self, position))
    return;                                              /* what was typed is being asked about */

  show_editor (self);
  if (!adw_leaflet_get_folded (self->leaflet))
    gtk_widget_child_focus (self->editor_side, GTK_DIR_TAB_FORWARD);
}

static gboolean
show_editor_when_idle (gpointer data)
{
  TesseraTokensPage *self = data;

  if (self->session != NULL && !self->several)
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
on_told (TesseraTokensPage *self, const char *words)
{
  g_signal_emit (self, told_signal, 0, words);
}

static void
add_export (TesseraTokensPage *self)
{
  GtkWidget *export = tessera_export_menu_new (self->session, self->chosen, self->model);

  g_signal_connect_object (export, "told", G_CALLBACK (on_told), self, G_CONNECT_SWAPPED);
  tessera_list_head_add (self->head, export);
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
  g_clear_object (&self->chosen);
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

  told_signal = g_signal_new ("told", TESSERA_TYPE_TOKENS_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                              G_TYPE_STRING);

  g_type_ensure (TESSERA_TYPE_STATES);
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
  TesseraTokensPage *self = data;

  if (self->several)
    tessera_bulk_page_revoke (self->bulk);
  else
    tessera_editor_revoke (self->editor);
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

/* The leaflet puts what is added later before what is there. That is seen in the right order, but read in the wrong one. */
static void
read_list_first (TesseraTokensPage *self)
{
  gtk_widget_insert_after (self->list_side, GTK_WIDGET (self->leaflet), NULL);
  gtk_widget_insert_before (self->editor_side, GTK_WIDGET (self->leaflet), NULL);
}

static void
tessera_tokens_page_init (TesseraTokensPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  read_list_first (self);

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
  gtk_widget_set_name (GTK_WIDGET (self->editor), "editor");
  tessera_states_add (self->editor_states, GTK_WIDGET (self->editor));
  tessera_states_show (self->editor_states, "nothing");
  tessera_editor_offer_actions (self->editor, GTK_WIDGET (self));
  self->bulk = TESSERA_BULK_PAGE (tessera_bulk_page_new (session));
  g_signal_connect_object (self->bulk, "ended", G_CALLBACK (tessera_tokens_page_focus_list), self, G_CONNECT_SWAPPED);
  gtk_widget_set_visible (GTK_WIDGET (self->bulk), FALSE);
  gtk_widget_set_name (GTK_WIDGET (self->bulk), "bulk");
  tessera_states_add (self->editor_states, GTK_WIDGET (self->bulk));

  self->model = tessera_token_model_new (tessera_session_get_tokens (session));
  self->chosen = tessera_chosen_new (self->model);
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (on_model_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chosen, "changed", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
  gtk_column_view_set_model (self->view, tessera_chosen_get_selection (self->chosen));
  tessera_token_cells_add_columns (self->view, session);
  self->head = TESSERA_LIST_HEAD (tessera_list_head_new (self->model, self->view));
  gtk_box_prepend (GTK_BOX (self->list_side), GTK_WIDGET (self->head));
  add_export (self);
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

  gtk_selection_model_select_item (tessera_chosen_get_selection (self->chosen), position, TRUE);
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

  tessera_token_model_flush (self->model);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}
