#include "tessera-local-service.h"

#include "tessera-config.h"
#include "tessera-error.h"
#include "tessera-local-paths.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gi18n-lib.h>

#define EXIT_BUSY 75 /* another service has the database */
#define MAX_QUICK_ENDS 3
#define QUICK_END_SECONDS 5
#define STOP_SECONDS 2

struct _TesseraLocalService
{
  GObject parent_instance;

  char *database, *socket;
  GSubprocess *process;      /* ours, while it runs */
  GDataInputStream *out;     /* its ready lines */
  GDataInputStream *err;     /* its log */
  char *last_words;          /* the last line of its log */
  GSocketConnection *other;  /* to another window's service, to notice its end */
  GPtrArray *starting;       /* the callers' tasks, until the service answers */
  gboolean running;          /* it was launched, and has not been given up */
  gboolean answering;        /* it answered since, or is on its way back */
  GCancellable *stopping;    /* cancelled by stop */
  gint64 started_at;         /* monotonic, microseconds */
  guint quick_ends;
  guint8 byte;               /* what a read of @other would fill */
};

G_DEFINE_FINAL_TYPE (TesseraLocalService, tessera_local_service, G_TYPE_OBJECT)

enum
{
  RESTARTED,
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void launch (TesseraLocalService *self);
static void join_other (TesseraLocalService *self);

static void
tessera_local_service_dispose (GObject *object)
{
  TesseraLocalService *self = TESSERA_LOCAL_SERVICE (object);

  g_cancellable_cancel (self->stopping);
  g_clear_object (&self->process);
  g_clear_object (&self->out);
  g_clear_object (&self->err);
  g_clear_object (&self->other);
  g_ptr_array_set_size (self->starting, 0);

  G_OBJECT_CLASS (tessera_local_service_parent_class)->dispose (object);
}

static void
tessera_local_service_finalize (GObject *object)
{
  TesseraLocalService *self = TESSERA_LOCAL_SERVICE (object);

  g_free (self->database);
  g_free (self->socket);
  g_free (self->last_words);
  g_ptr_array_unref (self->starting);
  g_object_unref (self->stopping);

  G_OBJECT_CLASS (tessera_local_service_parent_class)->finalize (object);
}

static void
tessera_local_service_class_init (TesseraLocalServiceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tessera_local_service_dispose;
  G_OBJECT_CLASS (klass)->finalize = tessera_local_service_finalize;

  signals[RESTARTED] = g_signal_new ("restarted", TESSERA_TYPE_LOCAL_SERVICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", TESSERA_TYPE_LOCAL_SERVICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
tessera_local_service_init (TesseraLocalService *self)
{
  self->stopping = g_cancellable_new ();
  self->starting = g_ptr_array_new_with_free_func (g_object_unref);
  self->database = tessera_local_paths_get_database ();
  self->socket = tessera_local_paths_get_socket ();
}

TesseraLocalService *
tessera_local_service_new (void)
{
  return g_object_new (TESSERA_TYPE_LOCAL_SERVICE, NULL);
}

const char *
tessera_local_service_get_socket (TesseraLocalService *service)
{
  return service->socket;
}

const char *
tessera_local_service_get_database (TesseraLocalService *service)
{
  return service->database;
}

GPid
tessera_local_service_get_pid (TesseraLocalService *service)
{
  const char *id = service->process != NULL ? g_subprocess_get_identifier (service->process) : NULL;

  return id != NULL ? (GPid) g_ascii_strtoll (id, NULL, 10) : 0;
}

static gboolean
is_stopping (TesseraLocalService *self)
{
  return g_cancellable_is_cancelled (self->stopping);
}

/* Those who wait for it, who wait no longer. */
static GPtrArray *
take_starting (TesseraLocalService *self)
{
  GPtrArray *starting = g_steal_pointer (&self->starting);

  self->starting = g_ptr_array_new_with_free_func (g_object_unref);
  return starting;
}

/* A service answers, ours or another window's. */
static void
answers (TesseraLocalService *self)
{
  g_autoptr (GPtrArray) starting = take_starting (self);
  gboolean again = self->answering;

  self->answering = TRUE;
  for (guint i = 0; i < starting->len; i++)
    g_task_return_boolean (starting->pdata[i], TRUE);
  if (again)
    g_signal_emit (self, signals[RESTARTED], 0);
}

static void
give_up (TesseraLocalService *self, const char *why)
{
  g_autoptr (GPtrArray) starting = take_starting (self);
  gboolean answered = self->answering;
  g_autofree char *words
    = g_strdup_printf (_("This computer's own token service can't be started: %s"), why);

  self->running = self->answering = FALSE;
  for (guint i = 0; i < starting->len; i++)
    g_task_return_new_error (starting->pdata[i], TESSERA_ERROR, TESSERA_ERROR_STORAGE, "%s", words);
  if (answered)
    g_signal_emit (self, signals[FAILED], 0, words);
}

/* One that ends as soon as it is started would be restarted for ever. */
static void
launch_again (TesseraLocalService *self)
{
  gboolean quick = g_get_monotonic_time () - self->started_at < QUICK_END_SECONDS * G_USEC_PER_SEC;

  self->quick_ends = quick ? self->quick_ends + 1 : 0;
  if (is_stopping (self))
    return;
  if (self->quick_ends >= MAX_QUICK_ENDS)
    give_up (self, self->last_words != NULL ? self->last_words : _("it ends again and again."));
  else
    launch (self);
}

/* Another window's service. Its end shows as the end of a connection to it. */

static void
other_ended (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TesseraLocalService) self = data;

  g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);
  g_clear_object (&self->other);
  if (!is_stopping (self))
    launch (self);
}

static void
watch_other (TesseraLocalService *self)
{
  GInputStream *in = g_io_stream_get_input_stream (G_IO_STREAM (self->other));

  g_input_stream_read_async (in, &self->byte, 1, G_PRIORITY_DEFAULT, self->stopping, other_ended, g_object_ref (self));
}

static void
did_join (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TesseraLocalService) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection
    = g_socket_client_connect_finish (G_SOCKET_CLIENT (source), result, &error);

  if (is_stopping (self))
    return;
  if (connection == NULL)
    {
      /* It has just gone, or it is still starting. */
      launch_again (self);
      return;
    }

  self->other = g_steal_pointer (&connection);
  watch_other (self);
  answers (self);
}

static void
join_other (TesseraLocalService *self)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (self->socket);

  g_socket_client_connect_async (client, G_SOCKET_CONNECTABLE (address), self->stopping, did_join, g_object_ref (self));
}

/* Our own service. */

static void
process_ended (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TesseraLocalService) self = data;
  GSubprocess *process = G_SUBPROCESS (source);

  g_subprocess_wait_finish (process, result, NULL);
  if (self->process != process)
    return;

  g_clear_object (&self->process);
  if (is_stopping (self))
    return;
  if (g_subprocess_get_if_exited (process) && g_subprocess_get_exit_status (process) == EXIT_BUSY)
    join_other (self);
  else
    launch_again (self);
}

static void read_log (TesseraLocalService *self);

static void
got_log_line (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TesseraLocalService) self = data;
  g_autofree char *line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, NULL);

  if (line == NULL || G_DATA_INPUT_STREAM (source) != self->err)
    return;

  g_printerr ("%s\n", line);
  g_free (self->last_words);
  self->last_words = g_steal_pointer (&line);
  read_log (self);
}

static void
read_log (TesseraLocalService *self)
{
  g_data_input_stream_read_line_async (self->err, G_PRIORITY_LOW, self->stopping, got_log_line, g_object_ref (self));
}

static void read_out (TesseraLocalService *self);

static void
got_line (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TesseraLocalService) self = data;
  g_autofree char *line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, NULL);

  /* Without a ready line it ends: process_ended() says more. */
  if (line == NULL || G_DATA_INPUT_STREAM (source) != self->out)
    return;

  if (g_str_equal (line, "ready"))
    answers (self);
  else
    read_out (self);
}

static void
read_out (TesseraLocalService *self)
{
  g_data_input_stream_read_line_async (self->out, G_PRIORITY_DEFAULT, self->stopping, got_line, g_object_ref (self));
}

static void
launch (TesseraLocalService *self)
{
  g_autofree char *program = tessera_local_paths_find_service ();
  g_autoptr (GError) error = NULL;

  if (!tessera_local_paths_make_folders (self->database, self->socket, &error))
    {
      give_up (self, error->message);
      return;
    }

  self->started_at = g_get_monotonic_time ();
  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                      | G_SUBPROCESS_FLAGS_STDERR_PIPE,
                                    &error, program, "--database", self->database, "--socket", self->socket,
                                    "--exit-with-stdin", NULL);
  if (self->process == NULL)
    {
      give_up (self, error->message);
      return;
    }

  g_clear_object (&self->out);
  g_clear_object (&self->err);
  self->out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  self->err = g_data_input_stream_new (g_subprocess_get_stderr_pipe (self->process));
  read_out (self);
  read_log (self);
  g_subprocess_wait_async (self->process, NULL, process_ended, g_object_ref (self));
}

void
tessera_local_service_start_async (TesseraLocalService *service, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (service, cancellable, callback, data);

  g_task_set_source_tag (task, tessera_local_service_start_async);
  if (service->answering)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }

  g_ptr_array_add (service->starting, task);
  if (!service->running)
    {
      service->running = TRUE;
      launch (service);
    }
}

gboolean
tessera_local_service_start_finish (TesseraLocalService *service, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, service), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
set_true (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

void
tessera_local_service_stop (TesseraLocalService *service)
{
  g_autoptr (TesseraLocalService) self = g_object_ref (service);
  gboolean waited = FALSE;
  guint timer;

  if (is_stopping (self))
    return;

  g_cancellable_cancel (self->stopping);
  g_clear_object (&self->other);
  if (self->process == NULL)
    return;

  /* The service leaves when its standard input ends. */
  g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  timer = g_timeout_add_seconds (STOP_SECONDS, set_true, &waited);
  while (self->process != NULL && !waited)
    g_main_context_iteration (NULL, TRUE);
  if (!waited)
    g_source_remove (timer);
}
