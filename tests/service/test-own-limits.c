/* The limits of the program's own doors: how many connections from one address, and how long a request may take. */

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "raw-client.h"
#include "test-calls.h"

#define PER_ADDRESS 64 /* at the management door */
#define REQUEST_SECONDS 10
#define LATE_SECONDS 8 /* how much later it may be on a busy machine */

static TestService *service;

static const char *
get_management (void)
{
  return test_service_get_url (service) + strlen ("http://");
}

static const char *
get_authorize (void)
{
  return test_service_get_authorize_url (service) + strlen ("http://");
}

static void
test_the_65th_from_one_address_ends_the_one_idle_longest (void)
{
  int fds[PER_ADDRESS + 1];

  for (guint i = 0; i < PER_ADDRESS; i++)
    {
      fds[i] = raw_connect_from (get_management (), "127.0.0.3");
      raw_assert_get (fds[i], "/v1/health", 200);
    }
  /* Now the second is it. */
  raw_assert_get (fds[0], "/v1/health", 200);

  /* From elsewhere nobody has to go. */
  fds[PER_ADDRESS] = raw_connect_from (get_management (), "127.0.0.4");
  raw_assert_get (fds[PER_ADDRESS], "/v1/health", 200);
  close (fds[PER_ADDRESS]);
  g_assert_false (raw_wait (fds[1], 0));

  fds[PER_ADDRESS] = raw_connect_from (get_management (), "127.0.0.3");
  raw_assert_get (fds[PER_ADDRESS], "/v1/health", 200);
  raw_assert_closed (fds[1]);
  for (guint i = 0; i <= PER_ADDRESS; i++)
    if (i != 1)
      raw_assert_get (fds[i], "/v1/health", 200);

  for (guint i = 0; i <= PER_ADDRESS; i++)
    close (fds[i]);
}

/* All of them are a proxy's. */
static void
test_who_asks_for_judgement_may_have_more (void)
{
  int fds[2 * PER_ADDRESS];

  for (gsize i = 0; i < G_N_ELEMENTS (fds); i++)
    {
      fds[i] = raw_connect_from (get_authorize (), "127.0.0.3");
      raw_assert_get (fds[i], "/v1/health", 200);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (fds); i++)
    {
      raw_assert_get (fds[i], "/v1/health", 200);
      close (fds[i]);
    }
}

/* A byte now and then, until the other side closes or the time is long over. Returns: after how many seconds */
static double
drip (int fds[], gsize n)
{
  static const char request[] = "GET /v1/health HTTP/1.1\r\nHost: x\r\nA: ";
  gint64 began = g_get_monotonic_time (), last = began;
  gsize open = n, sent = 0;

  while (open > 0)
    {
      g_assert_cmpint (g_get_monotonic_time () - began, <, (REQUEST_SECONDS + LATE_SECONDS) * G_USEC_PER_SEC);
      for (gsize i = 0; i < n; i++)
        {
          if (fds[i] < 0 || (!raw_wait (fds[i], 100) && raw_send (fds[i], sent < strlen (request) ? request + sent : "b", 1)))
            continue;
          last = g_get_monotonic_time ();
          /* None ends before its time. */
          g_assert_cmpint (last - began, >, (REQUEST_SECONDS - 1) * G_USEC_PER_SEC);
          close (fds[i]);
          fds[i] = -1;
          open--;
        }
      sent++;
    }

  return (double) (last - began) / G_USEC_PER_SEC;
}

static void
test_a_dripped_request_is_ended_after_ten_seconds (void)
{
  int fds[] = { raw_connect (get_management ()), raw_connect (test_service_get_socket (service)),
                raw_connect (get_authorize ()) };

  g_test_message ("The last one was ended after %.1f seconds", drip (fds, G_N_ELEMENTS (fds)));
}

int
main (int argc, char *argv[])
{
  int status;

  signal (SIGPIPE, SIG_IGN);
  g_test_init (&argc, &argv, NULL);
  test_http_set_keeping (FALSE);
  g_test_add_func ("/own-limits/the-65th-from-one-address-ends-the-one-idle-longest",
                   test_the_65th_from_one_address_ends_the_one_idle_longest);
  g_test_add_func ("/own-limits/who-asks-for-judgement-may-have-more", test_who_asks_for_judgement_may_have_more);
  g_test_add_func ("/own-limits/a-dripped-request-is-ended-after-ten-seconds",
                   test_a_dripped_request_is_ended_after_ten_seconds);
  service = test_service_start (NULL);
  status = test_http_run ();
  test_service_free (service);
  return status;
}
