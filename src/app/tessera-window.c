#include "tessera-window.h"

#include <glib/gi18n-lib.h>

#include "tessera-accessible.h"
#include "tessera-accordion.h"
#include "tessera-below-layout.h"
#include "tessera-change.h"
#include "tessera-created-dialog.h"
#include "tessera-duplicate.h"
#include "tessera-expiring-message.h"
#include "tessera-frame-style.h"
#include "tessera-help.h"
#include "tessera-leave.h"
#include "tessera-load-indicator.h"
#include "tessera-message-strip.h"
#include "tessera-popovers.h"
#include "tessera-toast.h"
#include "tessera-servers-dialog.h"
#include "tessera-state-message.h"
#include "tessera-window-drafts.h"
#include "tessera-window-size.h"

struct _TesseraWindow
{
  AdwApplicationWindow parent_instance;

  AdwWindowTitle *title;
  GtkStack *refresh_states;
  GtkSpinner *spinner;
  GtkMenuButton *menu;
  GtkProgressBar *progress;
  TesseraMessageStrip *strip;
  TesseraExpiringMessage *expiring;
  GtkOverlay *toasts;
  GtkExpander *create;
  GtkExpander *tokens;
  TesseraAccordion *accordion;
  TesseraCreatePage *create_page;
  TesseraTokensPage *tokens_page;

  TesseraWindowDrafts *drafts;
  TesseraLoadIndicator *indicator;
  TesseraStateMessage *state_message;
  TesseraSession *session;
  TesseraSessions *sessions;   /* NULL where there is one session only */
  TesseraServer *wanted;       /* to be opened when all may be left */
  GSettings *settings;
  gboolean greeted;            /* the first load has ended */
  gboolean failed_creating;    /* whom the strip's Retry is for: Create Token, else the editor */
  gboolean was_active;
  char *created_id;            /* to be selected when the dialog is done */
  TesseraToken *copied;        /* with whose copy Create Token is to be filled */
};

G_DEFINE_FINAL_TYPE (TesseraWindow, tessera_window, ADW_TYPE_APPLICATION_WINDOW)

/* Going to Create Token */

static void
open_create (TesseraWindow *self)
{
  tessera_accordion_choose (self->accordion, FALSE);
  tessera_create_page_focus (self->create_page);
}

static void
did_leave_for_create (gboolean may, gpointer data)
{
  g_autoptr (TesseraWindow) self = data;

  if (may && self->session != NULL)
    open_create (self);
}

static void
leave_for_create (TesseraWindow *self)
{
  tessera_editor_leave (tessera_tokens_page_get_editor (self->tokens_page), did_leave_for_create, g_object_ref (self));
}

/* Tokens is being folded by the user. */
static gboolean
may_leave_tokens (gpointer window)
{
  TesseraWindow *self = window;

  if (!tessera_editor_get_dirty (tessera_tokens_page_get_editor (self->tokens_page)))
    return TRUE;

  /* What is folded is out of the window, over which the question belongs. */
  tessera_accordion_open (self->accordion, TRUE);
  leave_for_create (self);
  return FALSE;
}

/* With no token yet, Create Token is open, whatever is remembered. */
static void
greet (TesseraWindow *self)
{
  self->greeted = TRUE;
  if (g_list_model_get_n_items (tessera_session_get_tokens (self->session)) == 0)
    tessera_accordion_open (self->accordion, FALSE);
}

/* Following the session */

static void
follow_state (TesseraWindow *self)
{
  if (tessera_session_get_state (self->session) == TESSERA_SESSION_READY && !self->greeted)
    greet (self);
}

static void
show_expiring (TesseraWindow *self)
{
  tessera_accordion_choose (self->accordion, TRUE);
  tessera_tokens_page_show (self->tokens_page, TESSERA_FILTER_EXPIRING);
}

static void
on_strip_action (TesseraWindow *self, int message)
{
  if (message == TESSERA_MESSAGE_OFFLINE && tessera_state_message_needs_servers (self->state_message))
    gtk_widget_activate_action (GTK_WIDGET (self), "frame.servers", NULL);
  else if (message == TESSERA_MESSAGE_OFFLINE)
    tessera_session_load (self->session);
  else if (message == TESSERA_MESSAGE_EXPIRING)
    show_expiring (self);
  else if (message == TESSERA_MESSAGE_DRAFT)
    tessera_window_drafts_restore (self->drafts);
  else if (self->failed_creating)
    tessera_create_page_retry (self->create_page);
  else
    tessera_editor_retry (tessera_tokens_page_get_editor (self->tokens_page));
}

/* What may help is the same, wherever it is offered. */
static void
on_missing_action (TesseraWindow *self)
{
  on_strip_action (self, TESSERA_MESSAGE_OFFLINE);
}

static void
on_strip_discard (TesseraWindow *self)
{
  tessera_window_drafts_discard (self->drafts);
}

static void
show_failure (TesseraWindow *self, gboolean creating, const char *text, gboolean may_pass)
{
  /* That one of them works again says nothing of the other's failure. */
  if (text == NULL && self->failed_creating != creating)
    return;

  self->failed_creating = creating;
  tessera_message_strip_set (self->strip, TESSERA_MESSAGE_FAILURE, text, may_pass ? _("Retry") : NULL);
}

static void
on_create_failed (TesseraWindow *self, const char *text, gboolean may_pass)
{
  show_failure (self, TRUE, text, may_pass);
}

static void
on_editor_failed (TesseraWindow *self, const char *text, gboolean may_pass)
{
  show_failure (self, FALSE, text, may_pass);
}

static void
on_told (TesseraWindow *self, const char *words)
{
  tessera_toast_show (self->toasts, words);
}

/* A token was created */

static void
on_created_done (TesseraWindow *self)
{
  g_autofree char *id = g_steal_pointer (&self->created_id);

  tessera_accordion_choose (self->accordion, TRUE);
  tessera_tokens_page_select (self->tokens_page, id);
  tessera_tokens_page_focus_list (self->tokens_page);
}

static void
show_secret (TesseraWindow *self, TesseraChangeResult *result)
{
  const char *url = tessera_catalogue_get_example_url (tessera_session_get_catalogue (self->session));
  GtkWindow *dialog = tessera_created_dialog_new (GTK_WINDOW (self), result->token, result->secret, url,
                                                  result->rotated);

  g_signal_connect_object (dialog, "done", G_CALLBACK (on_created_done), self, G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}

static void
tell_in_use (TesseraWindow *self, TesseraToken *token)
{
  g_autofree char *words
    /* Translators: %s is a token's name */
    = g_strdup_printf (_("“%s” exists already and is in use, so its secret was left as it is. Rotate it for another one."),
                       tessera_token_get_name (token));

  tessera_toast_show (self->toasts, words);
}

static void
on_created (TesseraWindow *self, TesseraChangeResult *result)
{
  g_free (self->created_id);
  self->created_id = g_strdup (tessera_token_get_id (result->token));
  if (result->secret != NULL)
    {
      show_secret (self, result);
      return;
    }
  on_created_done (self);
  tell_in_use (self, result->token);
}

/* A copy of a token */

static void
fill_with_copy (TesseraWindow *self)
{
  g_autoptr (TesseraToken) token = g_steal_pointer (&self->copied);
  g_autoptr (TesseraDraft) draft
    = tessera_duplicate_token (token, tessera_session_get_catalogue (self->session), tessera_time_now ());

  tessera_create_page_fill (self->create_page, draft);
  open_create (self);
}

static void
did_leave_for_copy (gboolean may, gpointer data)
{
  g_autoptr (TesseraWindow) self = data;

  if (may && self->session != NULL && self->copied != NULL)
    fill_with_copy (self);
}

static void
on_duplicate (TesseraWindow *self, TesseraToken *token)
{
  g_set_object (&self->copied, token);
  tessera_leave_all (GTK_WINDOW (self), tessera_tokens_page_get_editor (self->tokens_page), self->create_page,
                     did_leave_for_copy, g_object_ref (self));
}

/* Actions */

static void
did_leave_for_refresh (gboolean may, gpointer data)
{
  g_autoptr (TesseraWindow) self = data;

  if (may && self->session != NULL)
    tessera_session_load (self->session);
}

static void
refresh (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TesseraWindow *self = TESSERA_WINDOW (widget);

  tessera_editor_leave (tessera_tokens_page_get_editor (self->tokens_page), did_leave_for_refresh, g_object_ref (self));
}

static void
stop_loading (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tessera_session_stop_load (TESSERA_WINDOW (widget)->session);
}

static void
start_new (GtkWidget *widget, const char *name, GVariant *parameter)
{
  leave_for_create (TESSERA_WINDOW (widget));
}

static void
start_search (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TesseraWindow *self = TESSERA_WINDOW (widget);

  if (!tessera_window_get_tokens_open (self))
    tessera_accordion_choose (self->accordion, TRUE);
  tessera_tokens_page_focus_search (self->tokens_page);
}

static void
show_shortcuts (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tessera_help_show_shortcuts (GTK_WINDOW (widget));
}

static void
show_about (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tessera_help_show_about (GTK_WINDOW (widget));
}

static void
quit (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

/* Closing */

static gboolean
tessera_window_close_request (GtkWindow *window)
{
  TesseraWindow *self = TESSERA_WINDOW (window);

  if (self->drafts != NULL && !tessera_window_drafts_leave (self->drafts))
    return GDK_EVENT_STOP;

  tessera_window_size_remember (window, self->settings);
  return GTK_WINDOW_CLASS (tessera_window_parent_class)->close_request (window);
}

/* Coming back to the window: others may have changed tokens meanwhile. A load that was stopped is not begun again. */
static void
on_active_changed (TesseraWindow *self)
{
  if (!gtk_window_is_active (GTK_WINDOW (self)))
    self->was_active = TRUE;
  else if (self->was_active && tessera_session_get_state (self->session) != TESSERA_SESSION_LOADING
           && !tessera_session_get_partial (self->session)
           && tessera_load_indicator_is_rested (self->indicator))
    tessera_session_load (self->session);
}

/* Servers */

static void
did_leave_for_server (gboolean may, gpointer data)
{
  g_autoptr (TesseraWindow) self = data;
  g_autoptr (TesseraServer) server = g_steal_pointer (&self->wanted);

  if (!may || server == NULL || self->session == NULL)
    return;

  tessera_window_drafts_end (self->drafts);
  tessera_sessions_open (self->sessions, server);
}

static void
on_open_server (TesseraWindow *self, TesseraServer *server)
{
  g_set_object (&self->wanted, server);
  tessera_leave_all (GTK_WINDOW (self), tessera_tokens_page_get_editor (self->tokens_page), self->create_page,
                     did_leave_for_server, g_object_ref (self));
}

static void
show_servers (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TesseraWindow *self = TESSERA_WINDOW (widget);
  GtkWindow *dialog = tessera_servers_dialog_new (GTK_WINDOW (self), self->sessions);

  g_signal_connect_object (dialog, "open", G_CALLBACK (on_open_server), self, G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}

/* The class */

/* A page waits for what it has sent, even when its window has closed. */
static void
forget_pages (TesseraWindow *self)
{
  if (self->session == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->session, self);
  g_signal_handlers_disconnect_by_data (self->create_page, self);
  g_signal_handlers_disconnect_by_data (self->tokens_page, self);
  g_signal_handlers_disconnect_by_data (tessera_tokens_page_get_editor (self->tokens_page), self);
}

static void
tessera_window_dispose (GObject *object)
{
  TesseraWindow *self = TESSERA_WINDOW (object);

  g_clear_pointer (&self->drafts, tessera_window_drafts_free);
  g_clear_pointer (&self->indicator, tessera_load_indicator_free);
  g_clear_pointer (&self->state_message, tessera_state_message_free);
  g_clear_object (&self->expiring);
  forget_pages (self);
  g_clear_pointer (&self->accordion, tessera_accordion_free);
  if (self->session != NULL)
    tessera_session_cancel_load (self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), TESSERA_TYPE_WINDOW);
  g_clear_object (&self->session);
  g_clear_object (&self->sessions);
  g_clear_object (&self->wanted);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->created_id, g_free);
  g_clear_object (&self->copied);

  G_OBJECT_CLASS (tessera_window_parent_class)->dispose (object);
}

static void
add_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "frame.refresh", NULL, refresh);
  gtk_widget_class_install_action (widget_class, "frame.stop-loading", NULL, stop_loading);
  gtk_widget_class_install_action (widget_class, "frame.new", NULL, start_new);
  gtk_widget_class_install_action (widget_class, "frame.search", NULL, start_search);
  gtk_widget_class_install_action (widget_class, "frame.servers", NULL, show_servers);
  gtk_widget_class_install_action (widget_class, "frame.shortcuts", NULL, show_shortcuts);
  gtk_widget_class_install_action (widget_class, "frame.about", NULL, show_about);
  gtk_widget_class_install_action (widget_class, "frame.quit", NULL, quit);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F5, 0, "frame.refresh", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "frame.new", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "frame.search", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK, "frame.servers", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_question, GDK_CONTROL_MASK, "frame.shortcuts", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_q, GDK_CONTROL_MASK, "frame.quit", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "frame.quit", NULL);
}

static void
tessera_window_class_init (TesseraWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tessera_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = tessera_window_close_request;

  g_type_ensure (TESSERA_TYPE_BELOW);
  g_type_ensure (TESSERA_TYPE_MESSAGE_STRIP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/tessera/Tessera/tessera-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TesseraWindow, title);
  gtk_widget_class_bind_template_child (widget_class, TesseraWindow, refresh_states);
  gtk_widget_class_bind_template_child (widget_class, TesseraWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, TesseraWindow, menu);
  gtk_widget_class_bind_template_child (widget_class, TesseraWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, TesseraWindow, strip);
  gtk_widget_class_bind_template_child (widget_class, TesseraWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, TesseraWindow, create);
  gtk_widget_class_bind_template_child (widget_class, TesseraWindow, tokens);
  gtk_widget_class_bind_template_callback (widget_class, on_strip_action);
  gtk_widget_class_bind_template_callback (widget_class, on_strip_discard);
  add_actions (widget_class);
}

static void
tessera_window_init (TesseraWindow *self)
{
  GtkWidget *inside;

  tessera_frame_style_load (gtk_widget_get_display (GTK_WIDGET (self)));
  gtk_widget_init_template (GTK_WIDGET (self));
  self->indicator = tessera_load_indicator_new (self->refresh_states, self->spinner, self->progress);
  self->state_message = tessera_state_message_new (self->strip);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "frame.servers", FALSE);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (on_active_changed), NULL);

  /* The keyboard's focus is on the button inside. */
  inside = gtk_widget_get_first_child (GTK_WIDGET (self->menu));
  tessera_accessible_set_name (GTK_WIDGET (self->menu), _("Main Menu"));
  tessera_accessible_skip_scrollers (GTK_WIDGET (self->menu));
  tessera_accessible_name_menus (GTK_WIDGET (self->menu));
  tessera_accessible_set_name (inside, _("Main Menu"));
}

static void
add_pages (TesseraWindow *self)
{
  TesseraEditor *editor;

  self->create_page = TESSERA_CREATE_PAGE (tessera_create_page_new (self->session));
  g_signal_connect_object (self->create_page, "created", G_CALLBACK (on_created), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->create_page, "failed", G_CALLBACK (on_create_failed), self, G_CONNECT_SWAPPED);

  g_signal_connect_object (tessera_create_page_get_place (self->create_page), "action", G_CALLBACK (on_missing_action), self,
                           G_CONNECT_SWAPPED);

  self->tokens_page = TESSERA_TOKENS_PAGE (tessera_tokens_page_new (self->session));
  if (self->settings != NULL)
    tessera_tokens_page_remember (self->tokens_page, self->settings);
  tessera_accordion_set_pages (self->accordion, GTK_WIDGET (self->create_page), GTK_WIDGET (self->tokens_page));
  editor = tessera_tokens_page_get_editor (self->tokens_page);
  g_signal_connect_object (editor, "failed", G_CALLBACK (on_editor_failed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (editor, "told", G_CALLBACK (on_told), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (editor, "duplicate", G_CALLBACK (on_duplicate), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tokens_page, "told", G_CALLBACK (on_told), self, G_CONNECT_SWAPPED);

  g_clear_object (&self->expiring);
  self->expiring = tessera_expiring_message_new (self->strip, self->session, self->settings);
}

static void
open_for_draft (gpointer window, gboolean tokens)
{
  tessera_accordion_choose (TESSERA_WINDOW (window)->accordion, tokens);
}

static void
follow_drafts (TesseraWindow *self)
{
  TesseraWindowParts parts = {
    .window = GTK_WINDOW (self),
    .strip = self->strip,
    .create_page = self->create_page,
    .tokens_page = self->tokens_page,
    .open = open_for_draft,
  };

  self->drafts = tessera_window_drafts_new (self->session, &parts);
}

static void
follow_session (TesseraWindow *self)
{
  g_signal_connect_object (self->session, "notify::state", G_CALLBACK (follow_state), self, G_CONNECT_SWAPPED);
  tessera_load_indicator_follow (self->indicator, self->session);
  tessera_state_message_follow (self->state_message, self->session, tessera_create_page_get_place (self->create_page));
  follow_state (self);
}

/* The pages belong to a session, and go with it. */
static void
set_session (TesseraWindow *self, TesseraSession *session)
{
  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      tessera_session_cancel_load (self->session);
      tessera_popovers_close (GTK_WIDGET (self));
    }
  g_set_object (&self->session, session);
  g_clear_pointer (&self->created_id, g_free);
  g_clear_object (&self->copied);
  self->greeted = FALSE;
  g_clear_pointer (&self->drafts, tessera_window_drafts_free);
  tessera_message_strip_set (self->strip, TESSERA_MESSAGE_FAILURE, NULL, NULL);
  tessera_message_strip_set (self->strip, TESSERA_MESSAGE_DRAFT, NULL, NULL);
  adw_window_title_set_subtitle (self->title, tessera_session_get_server_name (session));
  add_pages (self);
  follow_drafts (self);
}

TesseraWindow *
tessera_window_new (GtkApplication *application, TesseraSession *session, GSettings *settings)
{
  TesseraWindow *self = g_object_new (TESSERA_TYPE_WINDOW, "application", application, NULL);

  self->settings = settings != NULL ? g_object_ref (settings) : NULL;
  self->accordion = tessera_accordion_new (self->create, self->tokens, settings, may_leave_tokens, self);
  set_session (self, session);
  tessera_accordion_recall (self->accordion);
  tessera_window_size_recall (GTK_WINDOW (self), settings);
  follow_session (self);
  tessera_session_load (session);
  return self;
}

static void
on_opened (TesseraWindow *self)
{
  set_session (self, tessera_sessions_get_session (self->sessions));
  tessera_accordion_recall (self->accordion);
  follow_session (self);
}

static void
on_key_note (TesseraWindow *self)
{
  tessera_message_strip_set (self->strip, TESSERA_MESSAGE_KEYS, tessera_sessions_get_key_note (self->sessions), NULL);
}

void
tessera_window_follow_sessions (TesseraWindow *self, TesseraSessions *sessions)
{
  g_return_if_fail (TESSERA_IS_WINDOW (self) && self->sessions == NULL);

  self->sessions = g_object_ref (sessions);
  g_signal_connect_object (sessions, "opened", G_CALLBACK (on_opened), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sessions, "key-note", G_CALLBACK (on_key_note), self, G_CONNECT_SWAPPED);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "frame.servers", TRUE);
  tessera_state_message_offer_servers (self->state_message);
  on_key_note (self);
}

TesseraCreatePage *
tessera_window_get_create_page (TesseraWindow *self)
{
  g_return_val_if_fail (TESSERA_IS_WINDOW (self), NULL);

  tessera_create_page_complete (self->create_page);
  return self->create_page;
}

TesseraTokensPage *
tessera_window_get_tokens_page (TesseraWindow *self)
{
  g_return_val_if_fail (TESSERA_IS_WINDOW (self), NULL);

  return self->tokens_page;
}

gboolean
tessera_window_get_tokens_open (TesseraWindow *self)
{
  g_return_val_if_fail (TESSERA_IS_WINDOW (self), FALSE);

  return tessera_accordion_get_tokens_open (self->accordion);
}

const char *
tessera_window_get_message (TesseraWindow *self)
{
  g_return_val_if_fail (TESSERA_IS_WINDOW (self), NULL);

  return tessera_message_strip_get_text (self->strip);
}
