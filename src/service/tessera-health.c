#include "tessera-health.h"

#include "tessera-error.h"
#include "tessera-log.h"
#include "tessera-repeat.h"

#define PAUSE G_TIME_SPAN_SECOND

struct _TesseraHealth
{
  TesseraStore *store;
  TesseraRepeat *asking;
  GMutex mutex;
  gint64 asked_at; /* monotonic, of the question under way; 0: there is none */
  GError *fault;   /* (nullable): what the last answer was */
};

static void
set_asked (TesseraHealth *self, gint64 asked_at)
{
  g_mutex_lock (&self->mutex);
  self->asked_at = asked_at;
  g_mutex_unlock (&self->mutex);
}

static void
set_fault (TesseraHealth *self, GError *fault)
{
  if (fault != NULL && self->fault == NULL)
    tessera_log ("the database can't be read: %s", fault->message);
  else if (fault == NULL && self->fault != NULL)
    tessera_log ("the database can be read again");

  g_mutex_lock (&self->mutex);
  g_clear_error (&self->fault);
  self->fault = fault;
  self->asked_at = 0;
  g_mutex_unlock (&self->mutex);
}

static void
ask (gpointer data)
{
  TesseraHealth *self = data;
  GError *fault = NULL;

  set_asked (self, g_get_monotonic_time ());
  tessera_store_check (self->store, &fault);
  set_fault (self, fault);
}

TesseraHealth *
tessera_health_watch (TesseraStore *store)
{
  TesseraHealth *self = g_new0 (TesseraHealth, 1);

  self->store = g_object_ref (store);
  g_mutex_init (&self->mutex);
  self->asking = tessera_repeat_start ("health", PAUSE, ask, self);
  return self;
}

void
tessera_health_free (TesseraHealth *self)
{
  tessera_repeat_stop (self->asking);

  g_clear_error (&self->fault);
  g_mutex_clear (&self->mutex);
  g_object_unref (self->store);
  g_free (self);
}

gboolean
tessera_health_get (TesseraHealth *self, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  gint64 since = self->asked_at != 0 ? g_get_monotonic_time () - self->asked_at : 0;

  if (self->fault != NULL)
    {
      g_propagate_error (error, g_error_copy (self->fault));
      return FALSE;
    }
  if (since <= TESSERA_HEALTH_PATIENCE_SECONDS * G_TIME_SPAN_SECOND)
    return TRUE;

  g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_STORAGE,
               "The database has not answered for %" G_GINT64_FORMAT " seconds; the disk may hang.",
               since / G_TIME_SPAN_SECOND);
  return FALSE;
}
