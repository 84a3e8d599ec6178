/* Who is slow, is ended in time, and holds nobody else up. */

#include <string.h>
#include <unistd.h>

#include "raw-client.h"
#include "test-door-fixture.h"

static const TesseraDoorLimits short_limits = {
  .connections = 64, .request_seconds = 1, .idle_seconds = 3, .answer_seconds = 1,
};

typedef struct
{
  const char *name;
  const char *first; /* sent at once */
  const char *drip;  /* sent over and over, a byte at a time; %NULL for nothing */
} Slow;

static const Slow slow[] = {
  { "nothing at all", "", NULL },
  { "one byte", "G", NULL },
  { "a request line", "GET /", "a" },
  { "an empty line", "\r\n", NULL },
  { "fields", "GET / HTTP/1.1\r\nHost: x\r\n", "A: b\r\n" },
  { "the end of the head", "GET / HTTP/1.1\r\nHost: x\r\n\r", NULL },
  { "a body", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n", "b" },
};

typedef struct
{
  const Slow *slow;
  int fd;
  gsize dripped;
} Dripper;

/* Returns: whether it has been ended */
static gboolean
drip (Dripper *dripper)
{
  const char *bytes = dripper->slow->drip;

  if (raw_wait (dripper->fd, 0))
    {
      raw_assert_closed (dripper->fd);
      return TRUE;
    }

  if (bytes != NULL)
    raw_send (dripper->fd, bytes + dripper->dripped++ % strlen (bytes), 1);
  return FALSE;
}

/* A second is the deadline; a loaded machine may be late, but never early. */
static void
assert_ended_after_a_second (const Dripper *dripper, gint64 start)
{
  gint64 milliseconds = (g_get_monotonic_time () - start) / 1000;

  g_test_message ("%s: ended after %d ms", dripper->slow->name, (int) milliseconds);
  g_assert_cmpint (milliseconds, >=, 900);
  g_assert_cmpint (milliseconds, <, 2900);
}

/* All of @drippers drip, until the door has ended each, while somebody else is answered as ever. */
static void
drip_until_ended (TestDoor *test, Dripper *drippers, gsize n)
{
  gint64 start = g_get_monotonic_time ();
  int other = raw_connect (test->address);

  for (gsize i = 0; i < n; i++)
    raw_send_text (drippers[i].fd, drippers[i].slow->first);
  while (n > 0)
    {
      raw_assert_get (other, "/other", 200);
      g_assert_false (raw_wait (other, 20));
      for (gsize i = 0; i < n; i++)
        if (drip (&drippers[i]))
          {
            assert_ended_after_a_second (&drippers[i], start);
            close (drippers[i].fd);
            drippers[i--] = drippers[--n];
          }
      g_assert_cmpint (g_get_monotonic_time () - start, <, 15 * G_TIME_SPAN_SECOND);
    }
  close (other);
}

static void
test_slow_request_is_ended (void)
{
  g_autoptr (TestDoor) test = test_door_open (&short_limits);
  Dripper drippers[G_N_ELEMENTS (slow)];

  for (gsize i = 0; i < G_N_ELEMENTS (slow); i++)
    drippers[i] = (Dripper) { &slow[i], raw_connect (test->address), 0 };
  drip_until_ended (test, drippers, G_N_ELEMENTS (slow));
}

static void
test_slow_second_request_is_ended (void)
{
  g_autoptr (TestDoor) test = test_door_open_unix (&short_limits);
  Dripper drippers[G_N_ELEMENTS (slow) - 1];

  /* Without the first: nothing at all is no request. */
  for (gsize i = 0; i < G_N_ELEMENTS (drippers); i++)
    {
      drippers[i] = (Dripper) { &slow[i + 1], raw_connect (test->address), 0 };
      raw_assert_get (drippers[i].fd, "/first", 200);
    }
  drip_until_ended (test, drippers, G_N_ELEMENTS (drippers));
}

static void
test_second_request_has_its_own_time (void)
{
  g_autoptr (TestDoor) test = test_door_open (&short_limits);
  gint64 start = g_get_monotonic_time ();
  int fd = raw_connect (test->address);

  /* Each request is quick, all of them together are not; each begins with the end of the one before. */
  raw_send_text (fd, "GET /0 HTTP/1.1\r\n");
  while (g_get_monotonic_time () - start < 3 * G_TIME_SPAN_SECOND)
    {
      g_autofree char *answer = NULL;

      g_assert_false (raw_wait (fd, 100));
      g_assert_true (raw_send_text (fd, "Host: x\r\n\r\nGET /1 HTTP/1.1\r\n"));
      answer = raw_read_answer (fd);
      g_assert_cmpuint (raw_status (answer), ==, 200);
    }
  close (fd);
}

static void
test_idle_connection_lives_longer_than_a_request (void)
{
  g_autoptr (TestDoor) test = test_door_open (&short_limits);
  gint64 start;
  int fd = raw_connect (test->address);

  raw_assert_get (fd, "/first", 200);
  g_assert_false (raw_wait (fd, 1500));
  raw_assert_get (fd, "/second", 200);
  start = g_get_monotonic_time ();
  raw_assert_closed (fd);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 2900 * G_TIME_SPAN_MILLISECOND);
  close (fd);
}

static void
test_answer_that_nobody_takes_is_ended (void)
{
  g_autoptr (TestDoor) test = test_door_open (&short_limits);
  g_autoptr (GString) part = NULL;
  gint64 start = g_get_monotonic_time ();
  int fd = raw_connect (test->address), other = raw_connect (test->address);

  raw_send_text (fd, "GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
  /* Goes on asking while it reads nothing, until it is cut off. */
  while (raw_send_text (fd, "GET /evil HTTP/1.1\r\nHost: x\r\n\r\n"))
    {
      raw_assert_get (other, "/other", 200);
      g_assert_false (raw_wait (other, 10));
      g_assert_cmpint (g_get_monotonic_time () - start, <, 15 * G_TIME_SPAN_SECOND);
    }
  part = raw_read_to_end (fd);
  g_assert_cmpuint (part->len, <, LARGE_SIZE);
  close (fd);
  close (other);
}

static void
test_refused_client_that_goes_on_sending_is_ended (void)
{
  g_autoptr (TestDoor) test = test_door_open (&short_limits);
  g_autofree char *answer = NULL;
  gint64 start = g_get_monotonic_time ();
  int fd = raw_connect (test->address);

  raw_send_text (fd, "nonsense\r\n\r\n");
  answer = raw_read_answer (fd);
  g_assert_cmpuint (raw_status (answer), ==, 400);
  raw_assert_closed (fd);
  while (raw_send_text (fd, "GET /evil HTTP/1.1\r\nHost: x\r\n\r\n"))
    {
      g_usleep (5000);
      g_assert_cmpint (g_get_monotonic_time () - start, <, 15 * G_TIME_SPAN_SECOND);
    }
  g_assert_cmpuint (test_door_count_handled (test), ==, 0);
  close (fd);
}

static void
test_handlers_time_is_not_held_against_others (void)
{
  g_autoptr (TestDoor) test = test_door_open (&short_limits);
  g_autofree char *answer = NULL, *waited = NULL;
  int fd = raw_connect (test->address), slow_one = raw_connect (test->address);

  raw_send_text (fd, "GET /a HTTP/1.1\r\nHost: x\r\n");
  raw_send_text (slow_one, "GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
  test_door_wait_for_waiting (test);
  /* The rest comes in time, but lies in the socket while the handler runs past the deadline. */
  raw_send_text (fd, "\r\n");
  g_assert_false (raw_wait (fd, 1500));
  test_door_release (test);
  answer = raw_read_answer (fd);
  g_assert_cmpuint (raw_status (answer), ==, 200);
  waited = raw_read_answer (slow_one);
  g_assert_cmpuint (raw_status (waited), ==, 200);
  close (fd);
  close (slow_one);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/patience/slow-request-is-ended", test_slow_request_is_ended);
  g_test_add_func ("/patience/slow-second-request-is-ended", test_slow_second_request_is_ended);
  g_test_add_func ("/patience/second-request-has-its-own-time", test_second_request_has_its_own_time);
  g_test_add_func ("/patience/idle-connection-lives-longer-than-a-request",
                   test_idle_connection_lives_longer_than_a_request);
  g_test_add_func ("/patience/answer-that-nobody-takes-is-ended", test_answer_that_nobody_takes_is_ended);
  g_test_add_func ("/patience/refused-client-that-goes-on-sending-is-ended",
                   test_refused_client_that_goes_on_sending_is_ended);
  g_test_add_func ("/patience/handlers-time-is-not-held-against-others", test_handlers_time_is_not_held_against_others);
  return g_test_run ();
}
