#include "tessera-expiring-message.h"

#include <glib/gi18n-lib.h>

#include "tessera-tally.h"

G_STATIC_ASSERT (TESSERA_EXPIRING_DAYS == 14);   /* the sentence says so */

struct _TesseraExpiringMessage
{
  GObject parent_instance;

  TesseraMessageStrip *strip;
  TesseraSession *session;
  TesseraTally *tally;         /* tells of changes, a few times a second at most */
  GSettings *settings;         /* or NULL */
  gint64 dismissed;            /* the UTC day since 1970, or -1 */
};

G_DEFINE_FINAL_TYPE (TesseraExpiringMessage, tessera_expiring_message, G_TYPE_OBJECT)

static guint
count (TesseraExpiringMessage *self, gint64 now)
{
  GListModel *tokens = tessera_session_get_tokens (self->session);
  guint n_tokens = g_list_model_get_n_items (tokens), expiring = 0;

  for (guint i = 0; i < n_tokens; i++)
    {
      g_autoptr (TesseraToken) token = g_list_model_get_item (tokens, i);

      expiring += tessera_token_is_expiring (token, now) ? 1 : 0;
    }

  return expiring;
}

static void
update (TesseraExpiringMessage *self)
{
  gint64 now = tessera_time_now ();
  g_autofree char *words = NULL;
  guint expiring = 0;
  gboolean ready = tessera_session_get_state (self->session) == TESSERA_SESSION_READY;

  /* While pages come in, it would be counted again and again. */
  if (ready && tessera_session_get_loading (self->session))
    return;

  if (ready && now / TESSERA_SECONDS_OF_DAY != self->dismissed)
    expiring = count (self, now);
  if (expiring > 0)
    words = g_strdup_printf (ngettext ("%'u token expires within 14 days.", "%'u tokens expire within 14 days.", expiring),
                             expiring);
  tessera_message_strip_set (self->strip, TESSERA_MESSAGE_EXPIRING, words, _("Show"));
}

static void
on_dismissed (TesseraExpiringMessage *self, int message)
{
  if (message != TESSERA_MESSAGE_EXPIRING)
    return;

  self->dismissed = tessera_time_now () / TESSERA_SECONDS_OF_DAY;
  if (self->settings != NULL)
    g_settings_set_int64 (self->settings, "expiring-dismissed", self->dismissed);
}

static void
tessera_expiring_message_dispose (GObject *object)
{
  TesseraExpiringMessage *self = TESSERA_EXPIRING_MESSAGE (object);

  g_clear_object (&self->tally);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (tessera_expiring_message_parent_class)->dispose (object);
}

static void
tessera_expiring_message_class_init (TesseraExpiringMessageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tessera_expiring_message_dispose;
}

static void
tessera_expiring_message_init (TesseraExpiringMessage *self)
{
  self->dismissed = -1;
}

TesseraExpiringMessage *
tessera_expiring_message_new (TesseraMessageStrip *strip, TesseraSession *session, GSettings *settings)
{
  TesseraExpiringMessage *self = g_object_new (TESSERA_TYPE_EXPIRING_MESSAGE, NULL);

  self->strip = strip;
  self->session = g_object_ref (session);
  self->tally = tessera_tally_new (tessera_session_get_tokens (session));
  if (settings != NULL)
    {
      self->settings = g_object_ref (settings);
      self->dismissed = g_settings_get_int64 (settings, "expiring-dismissed");
    }
  g_signal_connect_object (self->tally, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::loading", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (strip, "dismissed", G_CALLBACK (on_dismissed), self, G_CONNECT_SWAPPED);
  update (self);
  return self;
}
