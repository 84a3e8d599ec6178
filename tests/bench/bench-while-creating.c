/* bench-while-creating: how long decisions take while tokens are created as fast as the disk lets them, against quiet.
 *
 * In turns, so that whatever else the machine does hits both. */

#include <stdlib.h>

#include "bench-figures.h"
#include "load-client.h"
#include "test-calls.h"

#define N_CONNECTIONS 4
#define N_ROUNDS 8
#define ROUND_MICROSECONDS 500000

typedef struct
{
  TestService *service;
  int stop;
  guint n_created;
} Creator;

static gpointer
create (gpointer data)
{
  Creator *creator = data;

  while (!g_atomic_int_get (&creator->stop))
    {
      g_autoptr (TestAnswer) token = test_create (creator->service, "Nightly import");

      creator->n_created++;
    }

  return NULL;
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
run_while_creating (Creator *creator, LoadClient *client, const char *const *request, GArray *latencies)
{
  GThread *thread;

  creator->stop = FALSE;
  thread = g_thread_new ("creator", create, creator);
  load_client_run (client, request, 1, ROUND_MICROSECONDS, latencies);
  g_atomic_int_set (&creator->stop, TRUE);
  g_thread_join (thread);
}

static double
get_quantile (GArray *latencies, double part)
{
  return figures_quantile ((double *) (gpointer) latencies->data, latencies->len, part);
}

int
main (void)
{
  Creator creator = { test_service_start (NULL) };
  LoadClient *client = load_client_new (test_service_get_authorize_url (creator.service), N_CONNECTIONS);
  g_autofree char *question = make_request (creator.service);
  const char *request = question;
  g_autoptr (GArray) quiet = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) busy = g_array_new (FALSE, FALSE, sizeof (double));

  test_http_set_keeping (FALSE);
  load_client_run (client, &request, 1, ROUND_MICROSECONDS, NULL);
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      load_client_run (client, &request, 1, ROUND_MICROSECONDS, quiet);
      run_while_creating (&creator, client, &request, busy);
    }

  g_print ("a decision, p99: %.0f us (median %.0f) while %u tokens are created, %.0f us (median %.0f) quiet; ratio %.2f"
           " (%d connections, in turns)\n",
           get_quantile (busy, 0.99), get_quantile (busy, 0.5), creator.n_created, get_quantile (quiet, 0.99),
           get_quantile (quiet, 0.5), get_quantile (busy, 0.99) / get_quantile (quiet, 0.99), N_CONNECTIONS);
  load_client_free (client);
  test_service_free (creator.service);
  return EXIT_SUCCESS;
}
