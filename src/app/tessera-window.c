#include "tessera-window.h"

#include <glib/gi18n-lib.h>

#include "tessera-accessible.h"
#include "tessera-accordion.h"
#include "tessera-below-layout.h"
#include "tessera-frame-style.h"
#include "tessera-help.h"
#include "tessera-load-indicator.h"
#include "tessera-menu-on-demand.h"
#include "tessera-message-strip.h"
#include "tessera-popovers.h"
#include "tessera-toast.h"
#include "tessera-servers-dialog.h"
#include "tessera-window-messages.h"
#include "tessera-window-size.h"

struct _TesseraWindow
{
  AdwApplicationWindow parent_instance;

  AdwWindowTitle *title;
  GtkStack *refresh_states;
  GtkSpinner *spinner;
  GtkMenuButton *menu;
  GMenu *main_menu;
  GtkProgressBar *progress;
  TesseraMessageStrip *strip;
  GtkOverlay *toasts;
  GtkExpander *create;
  GtkExpander *tokens;

  TesseraAccordion *accordion;
  TesseraLoadIndicator *indicator;
  TesseraWindowMessages *messages;
  TesseraSession *session;
  TesseraWindowPages *pages;   /* of the session, as are the drafts */
  TesseraWindowDrafts *drafts;
  TesseraSessions *sessions;   /* NULL where there is one session only */
  TesseraServer *wanted;       /* to be opened when all may be left */
  GSettings *settings;
  gboolean was_active;
};

G_DEFINE_FINAL_TYPE (TesseraWindow, tessera_window, ADW_TYPE_APPLICATION_WINDOW)

/* Tokens is being folded by the user. */
static gboolean
may_fold_tokens (gpointer window)
{
  return tessera_window_pages_may_fold_tokens (TESSERA_WINDOW (window)->pages);
}

static void
on_told (TesseraWindow *self, const char *words)
{
  tessera_toast_show (self->toasts, words);
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

  tessera_editor_leave (tessera_window_pages_get_editor (self->pages), did_leave_for_refresh, g_object_ref (self));
}

static void
stop_loading (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tessera_session_stop_load (TESSERA_WINDOW (widget)->session);
}

static void
start_new (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tessera_window_pages_create (TESSERA_WINDOW (widget)->pages);
}

static void
start_search (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tessera_window_pages_search (TESSERA_WINDOW (widget)->pages);
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
  else if (self->was_active && self->session != NULL && tessera_session_get_state (self->session) != TESSERA_SESSION_LOADING
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
  tessera_window_pages_leave (self->pages, did_leave_for_server, g_object_ref (self));
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

/* What belongs to the session. */
static void
let_go (TesseraWindow *self)
{
  if (self->session == NULL)
    return;

  tessera_session_cancel_load (self->session);
  tessera_window_messages_let_go (self->messages);
  g_clear_pointer (&self->drafts, tessera_window_drafts_free);
  g_object_run_dispose (G_OBJECT (self->pages));
  g_clear_object (&self->pages);
  g_clear_object (&self->session);
}

static void
tessera_window_dispose (GObject *object)
{
  TesseraWindow *self = TESSERA_WINDOW (object);

  let_go (self);
  g_clear_pointer (&self->messages, tessera_window_messages_free);
  g_clear_pointer (&self->indicator, tessera_load_indicator_free);
  g_clear_pointer (&self->accordion, tessera_accordion_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), TESSERA_TYPE_WINDOW);
  g_clear_object (&self->sessions);
  g_clear_object (&self->wanted);
  g_clear_object (&self->settings);

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
  gtk_widget_class_bind_template_child (widget_class, TesseraWindow, main_menu);
  gtk_widget_class_bind_template_child (widget_class, TesseraWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, TesseraWindow, strip);
  gtk_widget_class_bind_template_child (widget_class, TesseraWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, TesseraWindow, create);
  gtk_widget_class_bind_template_child (widget_class, TesseraWindow, tokens);
  add_actions (widget_class);
}

static void
tessera_window_init (TesseraWindow *self)
{
  GtkWidget *inside;

  tessera_frame_style_load (gtk_widget_get_display (GTK_WIDGET (self)));
  gtk_widget_init_template (GTK_WIDGET (self));
  self->indicator = tessera_load_indicator_new (self->refresh_states, self->spinner, self->progress);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "frame.servers", FALSE);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (on_active_changed), NULL);

  /* The keyboard's focus is on the button inside. */
  inside = gtk_widget_get_first_child (GTK_WIDGET (self->menu));
  tessera_accessible_set_name (GTK_WIDGET (self->menu), _("Main Menu"));
  tessera_menu_on_demand (self->menu, G_MENU_MODEL (self->main_menu));
  tessera_accessible_set_name (inside, _("Main Menu"));
}

static void
open_for_draft (gpointer window, gboolean tokens)
{
  tessera_accordion_choose (TESSERA_WINDOW (window)->accordion, tokens);
}

static void
make_drafts (TesseraWindow *self)
{
  TesseraWindowParts parts = {
    .window = GTK_WINDOW (self),
    .strip = self->strip,
    .create_page = tessera_window_pages_get_create (self->pages),
    .tokens_page = tessera_window_pages_get_tokens (self->pages),
    .open = open_for_draft,
  };

  self->drafts = tessera_window_drafts_new (self->session, &parts);
}

/* The pages belong to a session, and go with it. */
static void
set_session (TesseraWindow *self, TesseraSession *session)
{
  if (self->session != NULL)
    tessera_popovers_close (GTK_WIDGET (self));
  let_go (self);

  self->session = g_object_ref (session);
  adw_window_title_set_subtitle (self->title, tessera_session_get_server_name (session));
  self->pages = tessera_window_pages_new (GTK_WINDOW (self), self->accordion, session, self->settings);
  g_signal_connect_object (self->pages, "told", G_CALLBACK (on_told), self, G_CONNECT_SWAPPED);
  make_drafts (self);
  tessera_load_indicator_follow (self->indicator, session);
  tessera_window_messages_follow (self->messages, session, self->pages, self->drafts);
  tessera_window_pages_begin (self->pages);
}

TesseraWindow *
tessera_window_new (GtkApplication *application, TesseraSession *session, GSettings *settings)
{
  TesseraWindow *self = g_object_new (TESSERA_TYPE_WINDOW, "application", application, NULL);

  self->settings = settings != NULL ? g_object_ref (settings) : NULL;
  self->accordion = tessera_accordion_new (self->create, self->tokens, settings, may_fold_tokens, self);
  self->messages = tessera_window_messages_new (GTK_WINDOW (self), self->strip, settings);
  tessera_window_size_recall (GTK_WINDOW (self), settings);
  set_session (self, session);
  tessera_session_load (session);
  return self;
}

static void
on_opened (TesseraWindow *self)
{
  set_session (self, tessera_sessions_get_session (self->sessions));
}

void
tessera_window_follow_sessions (TesseraWindow *self, TesseraSessions *sessions)
{
  g_return_if_fail (TESSERA_IS_WINDOW (self) && self->sessions == NULL);

  self->sessions = g_object_ref (sessions);
  g_signal_connect_object (sessions, "opened", G_CALLBACK (on_opened), self, G_CONNECT_SWAPPED);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "frame.servers", TRUE);
  tessera_window_messages_follow_sessions (self->messages, sessions);
}

TesseraCreatePage *
tessera_window_get_create_page (TesseraWindow *self)
{
  g_return_val_if_fail (TESSERA_IS_WINDOW (self), NULL);

  tessera_create_page_complete (tessera_window_pages_get_create (self->pages));
  return tessera_window_pages_get_create (self->pages);
}

TesseraTokensPage *
tessera_window_get_tokens_page (TesseraWindow *self)
{
  g_return_val_if_fail (TESSERA_IS_WINDOW (self), NULL);

  return tessera_window_pages_get_tokens (self->pages);
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
