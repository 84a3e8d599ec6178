/* How many connections there may be, and who gives way to whom. */

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "raw-client.h"
#include "test-door-fixture.h"

#define FEW 4

static const TesseraDoorLimits few = { .connections = FEW, .request_seconds = 10 };

/* Opens @n connections, each with one request answered, so that they are idle in this order. */
static void
open_idle (TestDoor *test, int *fds, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      fds[i] = raw_connect (test->address);
      raw_assert_get (fds[i], "/a", 200);
    }
}

static void
close_all (const int *fds, gsize n)
{
  for (gsize i = 0; i < n; i++)
    close (fds[i]);
}

static void
test_newcomer_replaces_the_one_idle_longest (void)
{
  g_autoptr (TestDoor) test = test_door_open (&few);
  int fds[FEW], fresh;

  open_idle (test, fds, FEW);
  /* The first one has just been used, so the second one is idle longest. */
  raw_assert_get (fds[0], "/b", 200);
  fresh = raw_connect (test->address);
  raw_assert_get (fresh, "/c", 200);

  raw_assert_closed (fds[1]);
  raw_assert_get (fds[0], "/d", 200);
  raw_assert_get (fds[2], "/d", 200);
  raw_assert_get (fds[3], "/d", 200);
  close_all (fds, FEW);
  close (fresh);
}

static void
test_silent_ones_give_way (void)
{
  g_autoptr (TestDoor) test = test_door_open_unix (&few);
  int silent[100];

  /* None of them ever says anything; a client that does is served all the same. */
  for (gsize i = 0; i < G_N_ELEMENTS (silent); i++)
    {
      int fd;

      silent[i] = raw_connect (test->address);
      fd = raw_connect (test->address);
      raw_assert_get (fd, "/a", 200);
      close (fd);
    }
  for (gsize i = 0; i + FEW < G_N_ELEMENTS (silent); i++)
    raw_assert_closed (silent[i]);
  close_all (silent, G_N_ELEMENTS (silent));
}

static void
test_requests_under_way_are_not_given_up (void)
{
  g_autoptr (TestDoor) test = test_door_open (&few);
  int fds[FEW], fresh;

  open_idle (test, fds, FEW);
  for (gsize i = 0; i < FEW; i++)
    raw_send_text (fds[i], "POST /begun HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  for (gsize i = 0; i < FEW; i++)
    g_free (raw_read_answer (fds[i]));

  fresh = raw_connect (test->address);
  raw_assert_closed (fresh);
  close (fresh);
  for (gsize i = 0; i < FEW; i++)
    {
      g_autofree char *answer = NULL;

      raw_send_text (fds[i], "ok");
      answer = raw_read_answer (fds[i]);
      g_assert_cmpuint (raw_status (answer), ==, 200);
    }

  fresh = raw_connect (test->address);
  raw_assert_get (fresh, "/a", 200);
  close (fresh);
  close_all (fds, FEW);
}

static void
test_address_gives_way_to_itself (void)
{
  const TesseraDoorLimits limits = { .connections = 10, .connections_per_address = 2, .request_seconds = 10 };
  g_autoptr (TestDoor) test = test_door_open (&limits);
  int other = raw_connect_from (test->address, "127.0.0.2"), fds[2], fresh;

  raw_assert_get (other, "/other", 200);
  open_idle (test, fds, 2);
  fresh = raw_connect (test->address);
  raw_assert_get (fresh, "/fresh", 200);

  raw_assert_closed (fds[0]);
  raw_assert_get (fds[1], "/a", 200);
  raw_assert_get (other, "/other", 200);
  close_all (fds, 2);
  close (fresh);
  close (other);
}

static void
test_address_with_requests_under_way_gets_no_more (void)
{
  const TesseraDoorLimits limits = { .connections = 10, .connections_per_address = 1, .request_seconds = 10 };
  g_autoptr (TestDoor) test = test_door_open (&limits);
  g_autofree char *interim = NULL;
  int fd = raw_connect (test->address), fresh, other;

  raw_send_text (fd, "POST /begun HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  interim = raw_read_answer (fd);
  fresh = raw_connect (test->address);
  raw_assert_closed (fresh);
  close (fresh);
  other = raw_connect_from (test->address, "127.0.0.2");
  raw_assert_get (other, "/a", 200);

  /* Ending it makes room for another. */
  close (fd);
  raw_assert_get (other, "/a", 200);
  fresh = raw_connect (test->address);
  raw_assert_get (fresh, "/a", 200);
  close (fresh);
  close (other);
}

static void
test_unix_clients_have_no_address (void)
{
  const TesseraDoorLimits limits = { .connections = 10, .connections_per_address = 1, .request_seconds = 10 };
  g_autoptr (TestDoor) test = test_door_open_unix (&limits);
  int fds[3];

  open_idle (test, fds, 3);
  for (gsize i = 0; i < 3; i++)
    raw_assert_get (fds[i], "/a", 200);
  close_all (fds, 3);
}

static void
test_a_thousand_at_a_time_are_served (void)
{
  const TesseraDoorLimits limits = { .connections = 1024, .request_seconds = 10 };
  g_autoptr (TestDoor) test = NULL;
  g_autofree int *fds = g_new (int, 1025);

  if (tessera_listen_raise_descriptors (2500) < 2500)
    {
      g_test_skip ("Too few descriptors are allowed here");
      return;
    }

  test = test_door_open (&limits);
  open_idle (test, fds, 1025);
  raw_assert_closed (fds[0]);
  for (gsize i = 1; i < 1025; i++)
    raw_assert_get (fds[i], "/a", 200);
  close_all (fds, 1025);
}

/* Takes all descriptors but @left. */
static GArray *
use_descriptors_up (guint left)
{
  GArray *taken = g_array_new (FALSE, FALSE, sizeof (int));
  int fd;

  while ((fd = open ("/dev/null", O_RDONLY | O_CLOEXEC)) >= 0)
    g_array_append_val (taken, fd);
  g_assert_cmpint (errno, ==, EMFILE);
  for (; left > 0; left--)
    {
      close (g_array_index (taken, int, taken->len - 1));
      g_array_set_size (taken, taken->len - 1);
    }

  return taken;
}

static void
give_descriptors_back (GArray *taken)
{
  for (guint i = 0; i < taken->len; i++)
    close (g_array_index (taken, int, i));
  g_array_unref (taken);
}

static void
with_few_descriptors (void)
{
  struct rlimit limit;

  g_assert_no_errno (getrlimit (RLIMIT_NOFILE, &limit));
  limit.rlim_cur = 128;
  g_assert_no_errno (setrlimit (RLIMIT_NOFILE, &limit));
}

static void
test_want_of_descriptors_leaves_nobody_waiting (void)
{
  g_autoptr (TestDoor) test = NULL;
  g_autofree char *interim = NULL;
  GArray *taken;
  int busy, fd;

  with_few_descriptors ();
  test = test_door_open (NULL);
  busy = raw_connect (test->address);
  raw_send_text (busy, "POST /begun HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  interim = raw_read_answer (busy);

  /* There is one for the client's end, and none for the door's. */
  taken = use_descriptors_up (1);
  for (guint i = 0; i < 10; i++)
    {
      fd = raw_connect (test->address);
      raw_assert_closed (fd);
      close (fd);
    }

  /* And when there are some again, it goes on. */
  give_descriptors_back (taken);
  fd = raw_connect (test->address);
  raw_assert_get (fd, "/a", 200);
  close (fd);
  close (busy);
}

static void
test_want_of_descriptors_ends_idle_connections (void)
{
  g_autoptr (TestDoor) test = NULL;
  GArray *taken;
  int idle, fd;

  with_few_descriptors ();
  test = test_door_open (NULL);
  idle = raw_connect (test->address);
  raw_assert_get (idle, "/a", 200);
  taken = use_descriptors_up (1);
  fd = raw_connect (test->address);
  raw_assert_get (fd, "/a", 200);
  raw_assert_closed (idle);
  give_descriptors_back (taken);
  close (idle);
  close (fd);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/limits/newcomer-replaces-the-one-idle-longest", test_newcomer_replaces_the_one_idle_longest);
  g_test_add_func ("/limits/silent-ones-give-way", test_silent_ones_give_way);
  g_test_add_func ("/limits/requests-under-way-are-not-given-up", test_requests_under_way_are_not_given_up);
  g_test_add_func ("/limits/address-gives-way-to-itself", test_address_gives_way_to_itself);
  g_test_add_func ("/limits/address-with-requests-under-way-gets-no-more",
                   test_address_with_requests_under_way_gets_no_more);
  g_test_add_func ("/limits/unix-clients-have-no-address", test_unix_clients_have_no_address);
  g_test_add_func ("/limits/a-thousand-at-a-time-are-served", test_a_thousand_at_a_time_are_served);
  g_test_add_func ("/limits/want-of-descriptors-leaves-nobody-waiting", test_want_of_descriptors_leaves_nobody_waiting);
  g_test_add_func ("/limits/want-of-descriptors-ends-idle-connections", test_want_of_descriptors_ends_idle_connections);
  return g_test_run ();
}
