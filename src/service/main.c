/* tesserad: keeps access tokens and judges requests. */

#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tessera-admin-commands.h"
#include "tessera-log.h"
#include "tessera-run.h"

/* A database must never get the number on which the log is written. */
static void
fill_standard_descriptors (void)
{
  int fd = open ("/dev/null", O_RDWR);

  while (fd >= 0 && fd <= STDERR_FILENO)
    fd = dup (fd);
  if (fd > STDERR_FILENO)
    close (fd);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TesseraOptions) options = NULL;

  fill_standard_descriptors ();
  signal (SIGPIPE, SIG_IGN);
  signal (SIGXFSZ, SIG_IGN); /* a file that may not grow is a full disk, answered as such */
  umask (0077);
  /* Only what names and arguments are written in: answers and the log are in one language everywhere. */
  setlocale (LC_CTYPE, "");

  options = tessera_options_parse ((const char *const *) argv, &error);
  if (options == NULL)
    {
      g_autofree char *line = tessera_log_line (error->message);

      fprintf (stderr, "tesserad: %s Try tesserad --help.\n", line);
      return TESSERA_EXIT_USAGE;
    }

  return options->command == TESSERA_COMMAND_SERVE ? tessera_run (options) : tessera_admin_commands_run (options);
}
