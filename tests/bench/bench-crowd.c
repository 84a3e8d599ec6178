/* bench-crowd: how long somebody's request takes while 1,000 slow clients are at the same door, against quiet times.
 *
 * One client on one connection asks the door for proxies and then the one for
 * admins, in turns with and without the crowd, each of whom sends a byte a
 * second. The crowd is in this process: its own work is within the figures. */

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench-figures.h"
#include "raw-client.h"
#include "slow-crowd.h"
#include "tessera-listen.h"
#include "test-calls.h"

#define ROUNDS 7
#define REQUESTS_A_ROUND 5000
#define N_REQUESTS (ROUNDS * REQUESTS_A_ROUND)
#define N_SLOW 1000

/**
 * Target:
 * @request: what somebody asks there
 * @head: what the crowd begins with
 */
typedef struct
{
  const char *name;
  const char *address;
  char *request;
  char *head;
  double quiet[N_REQUESTS], crowded[N_REQUESTS];
} Target;

/* Reads one answer whole, with as few calls as it takes; raw_read_answer() would cost more than what is measured. */
static void
read_ok (int fd)
{
  static char answer[8192];
  const char *length, *end = NULL;
  gsize had = 0, whole = 0;

  while (end == NULL || had < whole)
    {
      gssize n = recv (fd, answer + had, sizeof answer - 1 - had, 0);

      figures_require (n > 0, "The service closed.");
      had += (gsize) n;
      answer[had] = '\0';
      end = strstr (answer, "\r\n\r\n");
      length = strstr (answer, "\r\nContent-Length: ");
      if (end != NULL && length != NULL)
        whole = (gsize) (end - answer) + 4 + (gsize) g_ascii_strtoull (length + 18, NULL, 10);
    }
  figures_require (g_str_has_prefix (answer, "HTTP/1.1 200 "), "The service did not answer 200.");
}

static void
ask_on (const Target *target, double *microseconds)
{
  int fd = raw_connect (target->address);

  for (guint i = 0; i < REQUESTS_A_ROUND; i++)
    {
      gint64 start = g_get_monotonic_time ();

      raw_send_text (fd, target->request);
      read_ok (fd);
      microseconds[i] = (double) (g_get_monotonic_time () - start);
    }
  close (fd);
}

static void
measure (Target *target)
{
  for (guint round = 0; round < ROUNDS; round++)
    {
      SlowCrowd *crowd;

      ask_on (target, target->quiet + round * REQUESTS_A_ROUND);
      crowd = slow_crowd_start (target->address, target->head, N_SLOW, TRUE);
      ask_on (target, target->crowded + round * REQUESTS_A_ROUND);
      slow_crowd_end (crowd);
    }
}

static void
tell (Target *target)
{
  double quiet = figures_median (target->quiet, N_REQUESTS), crowded = figures_median (target->crowded, N_REQUESTS);
  double quiet_p99 = figures_quantile (target->quiet, N_REQUESTS, 0.99);
  double crowded_p99 = figures_quantile (target->crowded, N_REQUESTS, 0.99);

  g_print ("%s with %d slow clients: %.3f ms (p99 %.2f); quiet: %.3f ms (p99 %.2f); ratio %.2f (p99 %.2f)"
           " (of %d, in turns)\n",
           target->name, N_SLOW, crowded / 1000, crowded_p99 / 1000, quiet / 1000, quiet_p99 / 1000, crowded / quiet, crowded_p99 / quiet_p99,
           N_REQUESTS);
}

int
main (void)
{
  static Target judging = { .name = "a judgement" }, managing = { .name = "a token for an admin" };
  TestService *service = test_service_start (NULL);
  g_autoptr (TestAnswer) token = test_create (service, "Somebody");
  const char *key = test_service_get_manager_key (service);

  figures_require (tessera_listen_raise_descriptors (N_SLOW + 200) >= N_SLOW + 200, "Too few descriptors are allowed.");
  judging.address = test_service_get_authorize_url (service) + strlen ("http://");
  judging.head = g_strdup ("GET /v1/authorize HTTP/1.1\r\nHost: x\r\n");
  judging.request = g_strdup_printf ("GET /v1/authorize HTTP/1.1\r\nHost: x\r\nX-Forwarded-Method: GET\r\n"
                                     "X-Forwarded-Uri: /api/1/reports\r\nX-Api-Key: %s\r\n\r\n",
                                     test_answer_get_string (token, "secret"));
  managing.address = test_service_get_url (service) + strlen ("http://");
  managing.head = g_strdup_printf ("POST /v1/tokens HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n"
                                   "Content-Type: application/json\r\n", key);
  managing.request = g_strdup_printf ("GET /v1/tokens/%s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n",
                                      test_answer_get_string (token, "id"), key);
  measure (&judging);
  measure (&managing);
  test_service_free (service);
  tell (&judging);
  tell (&managing);

  return EXIT_SUCCESS;
}
