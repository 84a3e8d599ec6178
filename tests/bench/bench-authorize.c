/* bench-authorize: authorize at 16 keep-alive connections, against a bare libmicrohttpd handler that answers 200.
 *
 * Both are programs of their own, asked in turns with the same request, so that whatever else the machine does hits both.
 * Both answer with the same fields. */

#include <stdlib.h>

#include "bench-figures.h"
#include "load-client.h"
#include "tessera-config.h"
#include "test-calls.h"

#define BARE TESSERA_BUILD_DIR "/tests/bench/bare-authorize"
#define N_CONNECTIONS 16

/* Short ones, so that a round and its neighbour meet the same machine. */
#define N_ROUNDS 301
#define ROUND_MICROSECONDS 15000

typedef struct
{
  GPid pid;
  LoadClient *client;
  double rate[N_ROUNDS];
  double cost[N_ROUNDS]; /* microseconds of processor time a request */
} Server;

static GSubprocess *
start_bare (char **url)
{
  GSubprocess *bare = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, BARE, NULL);
  g_autoptr (GDataInputStream) lines = NULL;

  figures_require (bare != NULL, "The bare server does not start.");
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (bare));
  *url = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
  figures_require (*url != NULL, "The bare server does not start.");
  return bare;
}

static GPid
get_pid (GSubprocess *process)
{
  return (GPid) g_ascii_strtoll (g_subprocess_get_identifier (process), NULL, 10);
}

/* (transfer full): as a proxy asks */
static char *
make_request (TestService *service)
{
  g_autoptr (TestAnswer) token = test_create (service, "Nightly export");

  return g_strdup_printf ("GET /v1/authorize HTTP/1.1\r\nHost: tesserad\r\nX-Forwarded-Method: GET\r\n"
                          "X-Forwarded-Uri: /api/1/reports/7?from=2026-01-01\r\nAuthorization: Bearer %s\r\n\r\n",
                          test_answer_get_string (token, "secret"));
}

static void
do_round (Server *server, const char *const *request, guint round)
{
  double before = load_get_cpu_time (server->pid);
  gint64 start = g_get_monotonic_time ();
  double seconds;

  server->rate[round] = load_client_run (server->client, request, 1, ROUND_MICROSECONDS, NULL);
  seconds = (double) (g_get_monotonic_time () - start) / 1e6;
  server->cost[round] = (load_get_cpu_time (server->pid) - before) * 1e6 / (server->rate[round] * seconds);
}

static void
tell (Server *service, Server *bare)
{
  double rates[N_ROUNDS], costs[N_ROUNDS];

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      rates[i] = service->rate[i] / bare->rate[i];
      costs[i] = service->cost[i] / bare->cost[i];
    }

  g_print ("authorize at %d connections: %.0f requests/s; bare libmicrohttpd: %.0f; ratio %.2f\n", N_CONNECTIONS,
           figures_median (service->rate, N_ROUNDS), figures_median (bare->rate, N_ROUNDS),
           figures_median (rates, N_ROUNDS));
  g_print ("processor time a request: %.1f us; bare libmicrohttpd: %.1f us; ratio %.2f (medians of %d rounds, in turns)\n",
           figures_median (service->cost, N_ROUNDS), figures_median (bare->cost, N_ROUNDS),
           figures_median (costs, N_ROUNDS), N_ROUNDS);
}

int
main (void)
{
  TestService *service = test_service_start (NULL);
  g_autofree char *bare_url = NULL;
  g_autofree char *question = make_request (service);
  const char *request = question;
  g_autoptr (GSubprocess) bare = start_bare (&bare_url);
  Server servers[] = {
    { test_service_get_pid (service), load_client_new (test_service_get_authorize_url (service), N_CONNECTIONS) },
    { get_pid (bare), load_client_new (bare_url, N_CONNECTIONS) },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (servers); i++)
    load_client_run (servers[i].client, &request, 1, ROUND_MICROSECONDS, NULL);
  for (guint round = 0; round < N_ROUNDS; round++)
    for (gsize i = 0; i < G_N_ELEMENTS (servers); i++)
      do_round (&servers[i], &request, round);

  tell (&servers[0], &servers[1]);
  for (gsize i = 0; i < G_N_ELEMENTS (servers); i++)
    load_client_free (servers[i].client);
  g_output_stream_close (g_subprocess_get_stdin_pipe (bare), NULL, NULL);
  g_subprocess_wait (bare, NULL, NULL);
  test_service_free (service);
  return EXIT_SUCCESS;
}
