#include "tessera-window-messages.h"

#include <glib/gi18n-lib.h>

#include "tessera-expiring-message.h"
#include "tessera-state-message.h"

struct _TesseraWindowMessages
{
  GtkWindow *window;
  TesseraMessageStrip *strip;
  GSettings *settings;
  TesseraStateMessage *state;
  TesseraExpiringMessage *expiring;

  TesseraSession *session;     /* NULL between two */
  TesseraWindowPages *pages;
  TesseraWindowDrafts *drafts;
  TesseraSessions *sessions;   /* NULL where there is one session only */
  gboolean failed_creating;    /* whom Retry is for: Create Token, else the editor */
};

/* The buttons */

static void
help_offline (TesseraWindowMessages *self)
{
  if (tessera_state_message_needs_servers (self->state))
    gtk_widget_activate_action (GTK_WIDGET (self->window), "frame.servers", NULL);
  else
    tessera_session_load (self->session);
}

static void
retry (TesseraWindowMessages *self)
{
  if (self->failed_creating)
    tessera_create_page_retry (tessera_window_pages_get_create (self->pages));
  else
    tessera_editor_retry (tessera_window_pages_get_editor (self->pages));
}

static void
on_action (TesseraWindowMessages *self, int message)
{
  switch ((TesseraMessage) message)
    {
    case TESSERA_MESSAGE_OFFLINE:
      help_offline (self);
      break;
    case TESSERA_MESSAGE_FAILURE:
      retry (self);
      break;
    case TESSERA_MESSAGE_DRAFT:
      tessera_window_drafts_restore (self->drafts);
      break;
    case TESSERA_MESSAGE_EXPIRING:
      tessera_window_pages_show_expiring (self->pages);
      break;
    case TESSERA_MESSAGE_KEYS:
    case TESSERA_MESSAGE_READ_ONLY:
    case TESSERA_N_MESSAGES:
    default:
      break;
    }
}

static void
on_discard (TesseraWindowMessages *self)
{
  tessera_window_drafts_discard (self->drafts);
}

/* Failures */

static void
show_failure (TesseraWindowMessages *self, gboolean creating, const char *text, gboolean may_pass)
{
  /* That one of them works again says nothing of the other's failure. */
  if (text == NULL && self->failed_creating != creating)
    return;

  self->failed_creating = creating;
  tessera_message_strip_set (self->strip, TESSERA_MESSAGE_FAILURE, text, may_pass ? _("Retry") : NULL);
}

static void
on_create_failed (TesseraWindowMessages *self, const char *text, gboolean may_pass)
{
  show_failure (self, TRUE, text, may_pass);
}

static void
on_editor_failed (TesseraWindowMessages *self, const char *text, gboolean may_pass)
{
  show_failure (self, FALSE, text, may_pass);
}

/* Keys */

static void
on_key_note (TesseraWindowMessages *self)
{
  tessera_message_strip_set (self->strip, TESSERA_MESSAGE_KEYS, tessera_sessions_get_key_note (self->sessions), NULL);
}

/* The messages */

TesseraWindowMessages *
tessera_window_messages_new (GtkWindow *window, TesseraMessageStrip *strip, GSettings *settings)
{
  TesseraWindowMessages *self = g_new0 (TesseraWindowMessages, 1);

  self->window = window;
  self->strip = strip;
  self->settings = settings != NULL ? g_object_ref (settings) : NULL;
  self->state = tessera_state_message_new (strip);
  g_signal_connect_swapped (strip, "action", G_CALLBACK (on_action), self);
  g_signal_connect_swapped (strip, "discard", G_CALLBACK (on_discard), self);
  return self;
}

void
tessera_window_messages_free (TesseraWindowMessages *self)
{
  tessera_window_messages_let_go (self);
  g_signal_handlers_disconnect_by_data (self->strip, self);
  if (self->sessions != NULL)
    g_signal_handlers_disconnect_by_data (self->sessions, self);
  g_clear_object (&self->sessions);
  tessera_state_message_free (self->state);
  g_clear_object (&self->settings);
  g_free (self);
}

void
tessera_window_messages_let_go (TesseraWindowMessages *self)
{
  if (self->session == NULL)
    return;

  g_signal_handlers_disconnect_by_data (tessera_window_pages_get_create (self->pages), self);
  g_signal_handlers_disconnect_by_data (tessera_create_page_get_place (tessera_window_pages_get_create (self->pages)), self);
  g_signal_handlers_disconnect_by_data (tessera_window_pages_get_editor (self->pages), self);
  g_clear_object (&self->expiring);
  g_clear_object (&self->session);
  g_clear_object (&self->pages);
  self->drafts = NULL;
}

void
tessera_window_messages_follow (TesseraWindowMessages *self, TesseraSession *session, TesseraWindowPages *pages,
                                TesseraWindowDrafts *drafts)
{
  TesseraCreatePage *create = tessera_window_pages_get_create (pages);
  TesseraFormPlace *place = tessera_create_page_get_place (create);

  self->session = g_object_ref (session);
  self->pages = g_object_ref (pages);
  self->drafts = drafts;
  tessera_message_strip_set (self->strip, TESSERA_MESSAGE_FAILURE, NULL, NULL);
  tessera_message_strip_set (self->strip, TESSERA_MESSAGE_DRAFT, NULL, NULL);
  g_signal_connect_swapped (create, "failed", G_CALLBACK (on_create_failed), self);
  g_signal_connect_swapped (place, "action", G_CALLBACK (help_offline), self);
  g_signal_connect_swapped (tessera_window_pages_get_editor (pages), "failed", G_CALLBACK (on_editor_failed), self);
  self->expiring = tessera_expiring_message_new (self->strip, session, self->settings);
  tessera_state_message_follow (self->state, session, place);
}

void
tessera_window_messages_follow_sessions (TesseraWindowMessages *self, TesseraSessions *sessions)
{
  self->sessions = g_object_ref (sessions);
  g_signal_connect_swapped (sessions, "key-note", G_CALLBACK (on_key_note), self);
  tessera_state_message_offer_servers (self->state);
  on_key_note (self);
}
