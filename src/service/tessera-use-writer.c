#include "tessera-use-writer.h"

#include "tessera-error.h"
#include "tessera-log.h"
#include "tessera-repeat.h"

struct _TesseraUseWriter
{
  TesseraStore *store;
  TesseraRepeat *writing;
  gboolean failing; /* the last attempt failed, and the log says so */
};

static void
write_uses (gpointer data)
{
  TesseraUseWriter *self = data;
  g_autoptr (GError) error = NULL;
  gboolean failed = !tessera_store_write_uses (self->store, &error);

  if (failed && !self->failing)
    tessera_log ("the use of tokens could not be written, and is kept in memory until it can: %s", error->message);
  else if (!failed && self->failing)
    tessera_log ("the use of tokens is written again");
  self->failing = failed;
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
  self->writing = tessera_repeat_start ("use-writer", TESSERA_USE_WRITER_SECONDS * G_TIME_SPAN_SECOND, write_uses, self);
  return self;
}

void
tessera_use_writer_stop (TesseraUseWriter *self)
{
  tessera_repeat_stop (self->writing);
  write_last (self);

  g_object_unref (self->store);
  g_free (self);
}
