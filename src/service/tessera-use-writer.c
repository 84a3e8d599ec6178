#include "tessera-use-writer.h"

#include "tessera-error.h"
#include "tessera-log.h"

struct _TesseraUseWriter
{
  TesseraStore *store;
  GThread *thread;
  GMutex mutex;
  GCond cond;
  gboolean stopping;
  gboolean failing; /* the last attempt failed, and the log says so */
};

static void
write_uses (TesseraUseWriter *self)
{
  g_autoptr (GError) error = NULL;
  gboolean failed = !tessera_store_write_uses (self->store, &error);

  if (failed && !self->failing)
    tessera_log ("the use of tokens could not be written, and is kept in memory until it can: %s", error->message);
  else if (!failed && self->failing)
    tessera_log ("the use of tokens is written again");
  self->failing = failed;
}

/* Returns: whether it is time to write; else to end */
static gboolean
wait (TesseraUseWriter *self)
{
  gint64 end = g_get_monotonic_time () + TESSERA_USE_WRITER_SECONDS * G_TIME_SPAN_SECOND;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  while (!self->stopping)
    if (!g_cond_wait_until (&self->cond, &self->mutex, end))
      return TRUE;

  return FALSE;
}

static gpointer
run (gpointer data)
{
  while (wait (data))
    write_uses (data);

  return NULL;
}

/* Nobody may be waiting for others any more (tessera_store_sqlite_hurry()), so this tries again by itself. */
static void
write_last (TesseraUseWriter *self)
{
  gint64 end = g_get_monotonic_time () + TESSERA_USE_WRITER_LAST_SECONDS * G_TIME_SPAN_SECOND;
  g_autoptr (GError) error = NULL;

  while (!tessera_store_write_uses (self->store, &error))
    {
      if (!g_error_matches (error, TESSERA_ERROR, TESSERA_ERROR_BUSY) || g_get_monotonic_time () >= end)
        {
          tessera_log ("the last use of tokens could not be written, and is lost: %s", error->message);
          return;
        }
      g_clear_error (&error);
      g_usleep (20 * G_TIME_SPAN_MILLISECOND);
    }
}

TesseraUseWriter *
tessera_use_writer_start (TesseraStore *store)
{
  TesseraUseWriter *self = g_new0 (TesseraUseWriter, 1);

  self->store = g_object_ref (store);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->thread = g_thread_new ("use-writer", run, self);
  return self;
}

void
tessera_use_writer_stop (TesseraUseWriter *self)
{
  g_mutex_lock (&self->mutex);
  self->stopping = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  g_thread_join (self->thread);
  write_last (self);

  g_cond_clear (&self->cond);
  g_mutex_clear (&self->mutex);
  g_object_unref (self->store);
  g_free (self);
}
