#include "tessera-load-indicator.h"

#define SPINNER_MILLISECONDS 300       /* what takes less shows no spinner */
#define PROGRESS_MILLISECONDS 1000     /* what takes less shows no progress bar */
#define LEAST_SECONDS_BETWEEN_LOADS 2
#define REST_AFTER_LOAD 20             /* times as long as the load took, before the window loads unasked */

struct _TesseraLoadIndicator
{
  GtkStack *states;
  GtkSpinner *spinner;
  GtkProgressBar *progress;

  TesseraSession *session;
  gint64 began;            /* monotonic */
  gint64 ended;
  guint timer;
};

static void
on_progress (TesseraLoadIndicator *self)
{
  double progress = tessera_session_get_progress (self->session);
  gboolean takes_seconds = g_get_monotonic_time () - self->began >= PROGRESS_MILLISECONDS * 1000;

  gtk_widget_set_visible (GTK_WIDGET (self->progress), progress >= 0 && takes_seconds);
  if (progress >= 0)
    gtk_progress_bar_set_fraction (self->progress, progress);
}

/* The next page may be what is waited for. */
static gboolean
show_progress (gpointer data)
{
  TesseraLoadIndicator *self = data;

  self->timer = 0;
  on_progress (self);
  return G_SOURCE_REMOVE;
}

static gboolean
show_spinner (gpointer data)
{
  TesseraLoadIndicator *self = data;

  self->timer = g_timeout_add (PROGRESS_MILLISECONDS - SPINNER_MILLISECONDS, show_progress, self);
  gtk_stack_set_visible_child_name (self->states, "loading");
  gtk_spinner_start (self->spinner);
  return G_SOURCE_REMOVE;
}

static void
show_idle (TesseraLoadIndicator *self)
{
  gtk_spinner_stop (self->spinner);
  gtk_stack_set_visible_child_name (self->states, "idle");
}

static void
on_loading (TesseraLoadIndicator *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (tessera_session_get_loading (self->session))
    {
      self->began = g_get_monotonic_time ();
      self->timer = g_timeout_add (SPINNER_MILLISECONDS, show_spinner, self);
      return;
    }

  self->ended = g_get_monotonic_time ();
  show_idle (self);
}

static void
let_go (TesseraLoadIndicator *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
}

TesseraLoadIndicator *
tessera_load_indicator_new (GtkStack *states, GtkSpinner *spinner, GtkProgressBar *progress)
{
  TesseraLoadIndicator *self = g_new0 (TesseraLoadIndicator, 1);

  self->states = states;
  self->spinner = spinner;
  self->progress = progress;
  return self;
}

void
tessera_load_indicator_free (TesseraLoadIndicator *self)
{
  let_go (self);
  g_free (self);
}

void
tessera_load_indicator_follow (TesseraLoadIndicator *self, TesseraSession *session)
{
  let_go (self);
  show_idle (self);
  self->session = g_object_ref (session);
  g_signal_connect_swapped (session, "notify::loading", G_CALLBACK (on_loading), self);
  g_signal_connect_swapped (session, "notify::progress", G_CALLBACK (on_progress), self);
  on_progress (self);
  if (tessera_session_get_loading (session))
    on_loading (self);
}

gboolean
tessera_load_indicator_is_rested (TesseraLoadIndicator *self)
{
  gint64 rest = MAX (LEAST_SECONDS_BETWEEN_LOADS * G_USEC_PER_SEC, REST_AFTER_LOAD * (self->ended - self->began));

  return g_get_monotonic_time () - self->ended > rest;
}
