#include "tessera-tokens-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "tessera-accessible.h"
#include "tessera-choice.h"
#include "tessera-export-menu.h"
#include "tessera-list-frame.h"
#include "tessera-list-head.h"
#include "tessera-list-rows.h"
#include "tessera-loading.h"
#include "tessera-row-menu.h"
#include "tessera-states.h"
#include "tessera-token-cells.h"
#include "tessera-token-model.h"
#include "tessera-two-sides.h"

struct _TesseraTokensPage
{
  GtkWidget parent_instance;

  AdwLeaflet *leaflet;
  GtkWidget *list_side;
  GtkSeparator *separator;
  TesseraEditorSide *side;
  TesseraListHead *head;
  TesseraStates *states;
  GtkColumnView *view;

  TesseraSession *session;
  TesseraTokenModel *model;
  TesseraChosen *chosen;
  TesseraChoice *choice;
  TesseraRowMenu *menu;
};

G_DEFINE_FINAL_TYPE (TesseraTokensPage, tessera_tokens_page, GTK_TYPE_WIDGET)

static guint told_signal;

static TesseraEditor *
get_editor (TesseraTokensPage *self)
{
  return tessera_editor_side_get_editor (self->side);
}

/* Following list and session */

/* That there are none, or why none is seen. */
static const char *
tell_emptiness (TesseraSession *session)
{
  switch (tessera_session_get_state (session))
    {
    case TESSERA_SESSION_READY:
      return "none";
    case TESSERA_SESSION_OFFLINE:
      return tessera_session_get_loaded_at (session) == 0 ? "unknown" : "none";
    default:
      return "waiting";
    }
}

static void
show_state (TesseraTokensPage *self)
{
  const char *state = "list";

  if (g_list_model_get_n_items (tessera_session_get_tokens (self->session)) == 0)
    state = tell_emptiness (self->session);
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) == 0)
    state = "no-match";

  if (!g_str_equal (state, "waiting") && !g_str_equal (state, "unknown"))
    tessera_list_head_set_known (self->head);
  tessera_states_show (self->states, state);
  tessera_editor_side_set_hint (self->side, g_str_equal (state, "list"));
}

static void
follow_session (TesseraTokensPage *self)
{
  TesseraCatalogue *catalogue = tessera_session_get_catalogue (self->session);

  if (catalogue != NULL)
    tessera_token_model_set_catalogue (self->model, catalogue);
  if (tessera_session_get_state (self->session) == TESSERA_SESSION_READY)
    tessera_choice_take_first (self->choice);
  show_state (self);
}

/* A question about what was typed of one token, while the keyboard was on its way to another: it goes where the selection does. */
static void
on_settled (TesseraTokensPage *self)
{
  if (tessera_list_rows_get_focused (self->view) != NULL)
    tessera_list_rows_focus (self->view);
}

/* List and editor one after the other */

static void
show_list (TesseraTokensPage *self)
{
  tessera_two_sides_show_list (self->leaflet);
  tessera_tokens_page_focus_list (self);
}

static void
on_activate (TesseraTokensPage *self, guint position)
{
  gboolean several = tessera_editor_side_get_several (self->side);

  /* A row may have the focus and not be selected: one that the search has just left alone. */
  if (!several && !tessera_choice_take (self->choice, position))
    return;                                              /* what was typed is being asked about */

  tessera_two_sides_show_editor (self->leaflet);
  tessera_editor_side_focus (self->side);
}

/* The menu of a row */

static void
follow_several (TesseraTokensPage *self)
{
  gboolean may = tessera_editor_side_can_change_several (self->side);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "several.revoke", may);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "several.set-expiry", may);
}

static TesseraRowMenuKind
choose_for_menu (TesseraToken *token, gpointer data)
{
  TesseraTokensPage *self = data;
  guint position = tessera_token_model_find (self->model, tessera_token_get_id (token));

  /* Where what was typed of another one is being asked about, there is none. */
  if (position == GTK_INVALID_LIST_POSITION || !tessera_choice_take (self->choice, position))
    return TESSERA_ROW_MENU_NONE;

  follow_several (self);
  return tessera_editor_side_get_several (self->side) ? TESSERA_ROW_MENU_SEVERAL : TESSERA_ROW_MENU_ONE;
}

static void
revoke_several (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tessera_editor_side_revoke (TESSERA_TOKENS_PAGE (widget)->side);
}

static void
choose_expiry_of_several (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TesseraTokensPage *self = TESSERA_TOKENS_PAGE (widget);

  tessera_two_sides_show_editor (self->leaflet);
  tessera_editor_side_focus (self->side);
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

  g_clear_pointer (&self->menu, tessera_row_menu_free);
  if (self->choice != NULL)
    tessera_choice_end (self->choice);
  /* The head first: what goes on in a view that goes is nobody's choice. */
  if (self->head != NULL)
    gtk_box_remove (GTK_BOX (self->list_side), GTK_WIDGET (g_steal_pointer (&self->head)));
  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), TESSERA_TYPE_TOKENS_PAGE);
  g_clear_object (&self->choice);
  g_clear_object (&self->chosen);
  g_clear_object (&self->model);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (tessera_tokens_page_parent_class)->dispose (object);
}

static void
tessera_tokens_page_class_init (TesseraTokensPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tessera_tokens_page_dispose;

  told_signal = g_signal_new ("told", TESSERA_TYPE_TOKENS_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                              G_TYPE_STRING);

  g_type_ensure (TESSERA_TYPE_LIST_FRAME);
  g_type_ensure (TESSERA_TYPE_LOADING);
  g_type_ensure (TESSERA_TYPE_STATES);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/tessera/Tessera/tessera-tokens-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TesseraTokensPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, TesseraTokensPage, list_side);
  gtk_widget_class_bind_template_child (widget_class, TesseraTokensPage, separator);
  gtk_widget_class_bind_template_child (widget_class, TesseraTokensPage, states);
  gtk_widget_class_bind_template_child (widget_class, TesseraTokensPage, view);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, show_all);
  gtk_widget_class_install_action (widget_class, "several.revoke", NULL, revoke_several);
  gtk_widget_class_install_action (widget_class, "several.set-expiry", NULL, choose_expiry_of_several);
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

/* Where nothing is selected, as after a search, the row that has the focus is meant. */
static gboolean
on_delete (GtkWidget *view, GVariant *arguments, gpointer data)
{
  TesseraTokensPage *self = data;
  TesseraToken *focused = tessera_chosen_get_n_tokens (self->chosen) == 0 ? tessera_list_rows_get_focused (self->view) : NULL;

  if (focused == NULL || tessera_choice_take (self->choice, tessera_token_model_find (self->model, tessera_token_get_id (focused))))
    tessera_editor_side_revoke (self->side);
  return TRUE;
}

static void
add_keys (TesseraTokensPage *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_alternative_trigger_new (gtk_keyval_trigger_new (GDK_KEY_Delete, 0),
                                                                                       gtk_keyval_trigger_new (GDK_KEY_KP_Delete, 0)),
                                                          gtk_callback_action_new (on_delete, self, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
}

static void
tessera_tokens_page_init (TesseraTokensPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  name_with_inside (GTK_WIDGET (self->view), _("Tokens"));
  tessera_accessible_skip_scrollers (GTK_WIDGET (self));
  add_keys (self);
  tessera_two_sides_follow_clicks (self->leaflet, GTK_WIDGET (self->view));
}

static void
add_side (TesseraTokensPage *self)
{
  self->side = TESSERA_EDITOR_SIDE (tessera_editor_side_new (self->session));
  tessera_token_actions_offer (tessera_editor_get_token_actions (get_editor (self)), GTK_WIDGET (self));
  g_signal_connect_object (self->side, "back", G_CALLBACK (show_list), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->side, "ended", G_CALLBACK (tessera_tokens_page_focus_list), self, G_CONNECT_SWAPPED);
  tessera_two_sides_add (self->leaflet, self->list_side, self->side);
}

GtkWidget *
tessera_tokens_page_new (TesseraSession *session)
{
  TesseraTokensPage *self = g_object_new (TESSERA_TYPE_TOKENS_PAGE, NULL);

  self->session = g_object_ref (session);
  add_side (self);

  self->model = tessera_token_model_new (tessera_session_get_tokens (session));
  self->chosen = tessera_chosen_new (self->model);
  self->choice = tessera_choice_new (session, self->model, self->chosen, self->side);
  g_signal_connect_object (self->choice, "settled", G_CALLBACK (on_settled), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  gtk_column_view_set_model (self->view, tessera_chosen_get_selection (self->chosen));
  tessera_token_cells_add_columns (self->view, session);
  tessera_list_rows_name_heads (self->view);
  self->head = TESSERA_LIST_HEAD (tessera_list_head_new (self->model, self->view));
  gtk_box_prepend (GTK_BOX (self->list_side), GTK_WIDGET (self->head));
  add_export (self);
  self->menu = tessera_row_menu_new (GTK_WIDGET (self), self->view, self->model, choose_for_menu, self);
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

  return get_editor (self);
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
      tessera_token_model_flush (self->model);
      position = tessera_token_model_find (self->model, id);
    }
  if (position == GTK_INVALID_LIST_POSITION)
    return;

  tessera_list_rows_select (self->view, position);
}

void
tessera_tokens_page_focus_search (TesseraTokensPage *self)
{
  g_return_if_fail (TESSERA_IS_TOKENS_PAGE (self));

  tessera_two_sides_show_list (self->leaflet);
  tessera_list_head_focus_search (self->head);
}

void
tessera_tokens_page_focus_list (TesseraTokensPage *self)
{
  g_return_if_fail (TESSERA_IS_TOKENS_PAGE (self));

  tessera_token_model_flush (self->model);
  tessera_list_rows_focus (self->view);
}
