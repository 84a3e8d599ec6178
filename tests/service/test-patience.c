/* Who is slow, is ended in time, and holds nobody else up. */

#include <string.h>
#include <unistd.h>

#include "raw-client.h"
#include "test-door-fixture.h"

static const TesseraDoorLimits short_limits = {
  .connections = 64, .request_seconds = 1, .idle_seconds = 3, .answer_seconds = 1,
};

/* Sends a byte of @bytes, over and over, every 20 milliseconds, while somebody else is answered as ever.
 * Returns: after how many milliseconds the door ended it */
static gint64
drip_until_closed (TestDoor *test, int fd, const char *bytes)
{
  gint64 start = g_get_monotonic_time ();
  int other = raw_connect (test->address);

  for (gsize i = 0; !raw_wait (fd, 20); i = (i + 1) % strlen (bytes))
    {
      raw_assert_get (other, "/other", 200);
      if (bytes[i] != '.')
        raw_send (fd, bytes + i, 1);
      g_assert_cmpint (g_get_monotonic_time () - start, <, 15 * G_TIME_SPAN_SECOND);
    }
  raw_assert_closed (fd);
  close (other);

  return (g_get_monotonic_time () - start) / 1000;
}

/* The deadline is a second; a loaded machine may be late, but never early. */
static void
assert_ended_after_a_second (gint64 milliseconds)
{
  g_assert_cmpint (milliseconds, >=, 900);
  g_assert_cmpint (milliseconds, <, 2900);
}

typedef struct
{
  const char *name;
  const char *first; /* sent at once */
  const char *drip;  /* a dot is a pause */
} Slow;

static const Slow slow[] = {
  { "nothing-at-all", "", "." },
  { "one-byte", "G", "." },
  { "request-line", "GET /", "a" },
  { "empty-line", "\r\n", "." },
  { "fields", "GET / HTTP/1.1\r\nHost: x\r\n", "A: b\r\n" },
  { "end-of-the-head", "GET / HTTP/1.1\r\nHost: x\r\n\r", "." },
  { "body", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n", "b" },
};

static void
test_slow_request_is_ended (gconstpointer data)
{
  const Slow *one = data;
  g_autoptr (TestDoor) test = test_door_open (&short_limits);
  int fd = raw_connect (test->address);

  raw_send_text (fd, one->first);
  assert_ended_after_a_second (drip_until_closed (test, fd, one->drip));
  close (fd);
}

static void
test_slow_second_request_is_ended (gconstpointer data)
{
  const Slow *one = data;
  g_autoptr (TestDoor) test = test_door_open_unix (&short_limits);
  int fd = raw_connect (test->address);

  raw_assert_get (fd, "/first", 200);
  raw_send_text (fd, one->first);
  assert_ended_after_a_second (drip_until_closed (test, fd, one->drip));
  close (fd);
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

static void
add_for_each (const char *name, GTestDataFunc function, gsize from)
{
  for (gsize i = from; i < G_N_ELEMENTS (slow); i++)
    {
      g_autofree char *path = g_strdup_printf ("/patience/%s/%s", name, slow[i].name);

      g_test_add_data_func (path, &slow[i], function);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_for_each ("slow-request-is-ended", test_slow_request_is_ended, 0);
  add_for_each ("slow-second-request-is-ended", test_slow_second_request_is_ended, 1);
  g_test_add_func ("/patience/second-request-has-its-own-time", test_second_request_has_its_own_time);
  g_test_add_func ("/patience/idle-connection-lives-longer-than-a-request",
                   test_idle_connection_lives_longer_than_a_request);
  g_test_add_func ("/patience/answer-that-nobody-takes-is-ended", test_answer_that_nobody_takes_is_ended);
  g_test_add_func ("/patience/refused-client-that-goes-on-sending-is-ended",
                   test_refused_client_that_goes_on_sending_is_ended);
  g_test_add_func ("/patience/handlers-time-is-not-held-against-others", test_handlers_time_is_not_held_against_others);
  return g_test_run ();
}
