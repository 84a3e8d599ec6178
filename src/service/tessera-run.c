#include "tessera-run.h"

#include <errno.h>
#include <glib-unix.h>
#include <signal.h>
#include <unistd.h>

#include "tessera-log.h"
#include "tessera-service.h"

static gint64
tell_time (gpointer data)
{
  return tessera_time_now ();
}

static gboolean
got_signal (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

/* What comes on standard input means nothing; only its end does. */
static gboolean
got_input (int fd, GIOCondition condition, gpointer loop)
{
  char buffer[512];
  gssize n = read (fd, buffer, sizeof buffer);

  if (n > 0 || (n < 0 && (errno == EINTR || errno == EAGAIN)))
    return G_SOURCE_CONTINUE;

  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

static void
say_ready (TesseraService *service)
{
  const char *const *addresses = tessera_service_get_addresses (service);
  g_autofree char *lines = g_strjoinv ("\n", (char **) addresses);

  g_print ("%s\nready\n", lines);
}

static void
heed_the_end (const TesseraOptions *options, GMainLoop *loop)
{
  g_unix_signal_add (SIGTERM, got_signal, loop);
  g_unix_signal_add (SIGINT, got_signal, loop);
  if (options->exit_with_stdin)
    g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, got_input, loop);
}

static int
report (const GError *error)
{
  tessera_log ("not started: %s", error->message);
  if (g_error_matches (error, TESSERA_ERROR, TESSERA_ERROR_BUSY))
    return TESSERA_EXIT_BUSY;

  return EXIT_FAILURE;
}

int
tessera_run (const TesseraOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (TesseraService) service = NULL;

  service = tessera_service_open (options, tell_time, NULL, &error);
  if (service == NULL)
    return report (error);

  /* Whoever reads that it is ready may end it the moment after. */
  heed_the_end (options, loop);
  say_ready (service);
  g_main_loop_run (loop);
  g_clear_pointer (&service, tessera_service_close);
  tessera_log ("stopped");
  return EXIT_SUCCESS;
}
