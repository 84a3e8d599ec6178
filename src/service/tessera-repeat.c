#include "tessera-repeat.h"

struct _TesseraRepeat
{
  gint64 pause;
  void (*deed) (gpointer data);
  gpointer data;

  GThread *thread;
  GMutex mutex;
  GCond cond;
  gboolean stopping; /* under the mutex */
};

/* Returns: whether it is time again; else to end */
static gboolean
wait (TesseraRepeat *self)
{
  gint64 end = g_get_monotonic_time () + self->pause;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  while (!self->stopping)
    if (!g_cond_wait_until (&self->cond, &self->mutex, end))
      return TRUE;

  return FALSE;
}

static gpointer
run (gpointer data)
{
  TesseraRepeat *self = data;

  while (wait (self))
    self->deed (self->data);

  return NULL;
}

TesseraRepeat *
tessera_repeat_start (const char *name, gint64 pause, void (*deed) (gpointer data), gpointer data)
{
  TesseraRepeat *self = g_new0 (TesseraRepeat, 1);

  self->pause = pause;
  self->deed = deed;
  self->data = data;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->thread = g_thread_new (name, run, self);

  return self;
}

void
tessera_repeat_stop (TesseraRepeat *self)
{
  g_mutex_lock (&self->mutex);
  self->stopping = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  g_thread_join (self->thread);

  g_cond_clear (&self->cond);
  g_mutex_clear (&self->mutex);
  g_free (self);
}
