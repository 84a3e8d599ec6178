#include "tessera-state-message.h"

#include <glib/gi18n-lib.h>

#include "tessera-error.h"
#include "tessera-words.h"

#define LOOK_SECONDS 15 /* at the clock, for how long ago it is */

struct _TesseraStateMessage
{
  TesseraMessageStrip *strip;
  TesseraSession *session;
  TesseraFormPlace *place;
  gboolean offers_servers;
  guint timer;
};

static char *
tell_time (gint64 time, gint64 now, GTimeZone *zone)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_utc (time);
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_utc (now);
  g_autoptr (GDateTime) there = g_date_time_to_timezone (then, zone);
  g_autoptr (GDateTime) here = g_date_time_to_timezone (today, zone);

  if (g_date_time_get_year (there) == g_date_time_get_year (here)
      && g_date_time_get_day_of_year (there) == g_date_time_get_day_of_year (here))
    return g_date_time_format (there, _("%H:%M"));

  return tessera_words_minute (time, zone);
}

char *
tessera_state_message_describe (const GError *error, gint64 loaded_at, gint64 now, GTimeZone *zone)
{
  g_autofree char *time = NULL;
  g_autofree char *ago = NULL;
  g_autofree char *age = NULL;

  if (loaded_at == 0)
    return g_strdup (error->message);

  time = tell_time (loaded_at, now, zone);
  ago = tessera_words_used (loaded_at, now);
  /* Translators: a time, or a day and a time, and how long ago that is: "14:32 (3 minutes ago)" */
  age = g_strdup_printf (_("Offline. What you see is from %s (%s)."), time, ago);
  return g_strdup_printf ("%s %s", age, error->message);
}

gboolean
tessera_state_message_needs_servers (TesseraStateMessage *self)
{
  return self->offers_servers && tessera_session_get_state (self->session) == TESSERA_SESSION_OFFLINE
         && g_error_matches (tessera_session_get_load_error (self->session), TESSERA_ERROR, TESSERA_ERROR_KEY_REFUSED);
}

static const char *
get_action (TesseraStateMessage *self)
{
  return tessera_state_message_needs_servers (self) ? _("Servers") : _("Retry");
}

/* Where the form's place says it, the strip need not. */
static void
show_in_strip (TesseraStateMessage *self)
{
  gboolean offline = tessera_session_get_state (self->session) == TESSERA_SESSION_OFFLINE;
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *words = NULL;

  if (offline && !tessera_form_place_get_seen (self->place))
    words = tessera_state_message_describe (tessera_session_get_load_error (self->session),
                                            tessera_session_get_loaded_at (self->session), tessera_time_now (), zone);
  else if (!offline && tessera_session_get_partial (self->session))
    words = g_strdup (_("Loading was stopped, so this list is not whole: tokens are missing from it."));
  tessera_message_strip_set (self->strip, TESSERA_MESSAGE_OFFLINE, words, get_action (self));
}

static void
show (TesseraStateMessage *self)
{
  gboolean missing = tessera_session_get_state (self->session) == TESSERA_SESSION_OFFLINE
                     && tessera_session_get_catalogue (self->session) == NULL;

  tessera_form_place_set_missing (self->place, missing ? tessera_session_get_load_error (self->session)->message : NULL,
                                  get_action (self));
  show_in_strip (self);
  tessera_message_strip_set (self->strip, TESSERA_MESSAGE_READ_ONLY,
                             tessera_session_is_viewer (self->session) ? tessera_session_get_why_not (self->session) : NULL, NULL);
}

static gboolean
on_timer (gpointer data)
{
  show (data);
  return G_SOURCE_CONTINUE;
}

static void
on_state (TesseraStateMessage *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  show (self);
  if (tessera_session_get_state (self->session) == TESSERA_SESSION_OFFLINE)
    self->timer = g_timeout_add_seconds (LOOK_SECONDS, on_timer, self);
}

static void
let_go (TesseraStateMessage *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      g_signal_handlers_disconnect_by_data (self->place, self);
    }
  g_clear_object (&self->session);
  g_clear_object (&self->place);
}

TesseraStateMessage *
tessera_state_message_new (TesseraMessageStrip *strip)
{
  TesseraStateMessage *self = g_new0 (TesseraStateMessage, 1);

  self->strip = strip;
  return self;
}

void
tessera_state_message_free (TesseraStateMessage *self)
{
  let_go (self);
  g_free (self);
}

void
tessera_state_message_follow (TesseraStateMessage *self, TesseraSession *session, TesseraFormPlace *place)
{
  let_go (self);
  self->session = g_object_ref (session);
  self->place = g_object_ref (place);
  g_signal_connect_swapped (place, "seen", G_CALLBACK (show_in_strip), self);
  g_signal_connect_swapped (session, "notify::state", G_CALLBACK (on_state), self);
  on_state (self);
}

void
tessera_state_message_offer_servers (TesseraStateMessage *self)
{
  self->offers_servers = TRUE;
  on_state (self);
}
