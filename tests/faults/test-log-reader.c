/* Whoever should read the log does not: it holds nobody up, and tells afterwards what is missing. */

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "raw-client.h"
#include "test-http.h"
#include "test-program-fixture.h"

/* Refusals of which each is a line; a pipe takes some hundreds. */
#define N_REFUSALS 3000
#define PATIENCE (60 * G_TIME_SPAN_SECOND)

static char *
find_address (GSubprocess *process, const char *word)
{
  g_auto (GStrv) lines = program_wait_until_ready (process);
  char *address = NULL;

  for (guint i = 0; lines[i] != NULL && address == NULL; i++)
    if (g_str_has_prefix (lines[i], word))
      address = g_strdup (lines[i] + strlen (word));
  g_assert_nonnull (address);
  return address;
}

static void
ask_in_vain (int fd)
{
  g_autofree char *answer = NULL;

  g_assert_true (raw_send_text (fd, "GET /v1/authorize HTTP/1.1\r\nHost: x\r\nX-Forwarded-Method: GET\r\n"
                                    "X-Forwarded-Uri: /api/1/reports\r\n\r\n"));
  answer = raw_read_answer (fd);
  g_assert_cmpuint (raw_status (answer), ==, 401);
}

/* Takes what is in the pipe now; then asks, so that there is a line again, until the log has said what is missing. */
static void
assert_says_what_is_missing (GSubprocess *process, int fd)
{
  GInputStream *pipe = g_subprocess_get_stderr_pipe (process);
  gint64 deadline = g_get_monotonic_time () + PATIENCE;
  g_autoptr (GString) log = g_string_new (NULL);

  while (strstr (log->str, " lines before this one could not be written\n") == NULL)
    {
      char text[65536];
      gssize n = g_input_stream_read (pipe, text, sizeof text, NULL, NULL);

      g_assert_cmpint (n, >, 0);
      g_string_append_len (log, text, n);
      ask_in_vain (fd);
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
    }

  /* And every line is whole. */
  g_assert_false (g_regex_match_simple ("^(?!\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ (denied|\\d+ lines)).+\\n", log->str,
                                        G_REGEX_MULTILINE, 0));
}

static void
test_nobody_reads_it_and_judging_goes_on (Place *place, gconstpointer data)
{
  g_autofree char *key = program_add_admin (place, "Mara --role manager"), *address = NULL;
  g_autoptr (GSubprocess) process = NULL;
  int fd;

  process = program_start (place, "--database d --listen 127.0.0.1:0 --authorize-listen 127.0.0.1:0");
  address = find_address (process, "authorize http://");
  fd = raw_connect (address);
  for (guint i = 0; i < N_REFUSALS; i++)
    ask_in_vain (fd);

  assert_says_what_is_missing (process, fd);
  close (fd);
  program_end (process);
}

int
main (int argc, char *argv[])
{
  signal (SIGPIPE, SIG_IGN);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/log-reader/nobody-reads-it-and-judging-goes-on", Place, NULL, program_set_up,
              test_nobody_reads_it_and_judging_goes_on, program_tear_down);
  return g_test_run ();
}
