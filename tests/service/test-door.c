#include <string.h>
#include <unistd.h>

#include "raw-client.h"
#include "test-door-fixture.h"

static void
test_connection_lives_for_many_requests (void)
{
  g_autoptr (TestDoor) test = test_door_open (NULL);
  int fd = raw_connect (test->address);

  for (guint i = 0; i < 100; i++)
    raw_assert_get (fd, "/a", 200);
  /* A refusal without a body that could be misread leaves it alive. */
  raw_assert_get (fd, "/refused", 404);
  raw_assert_get (fd, "/a", 200);
  g_assert_cmpuint (test_door_count_handled (test), ==, 101);
  close (fd);
}

static void
test_connection_ends_when_told (void)
{
  static const char *const requests[] = {
    "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "GET / HTTP/1.0\r\nHost: x\r\n\r\n",
    "GET /close HTTP/1.1\r\nHost: x\r\n\r\n",
  };
  g_autoptr (TestDoor) test = test_door_open (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autofree char *answer = NULL;
      int fd = raw_connect (test->address);

      raw_send_text (fd, requests[i]);
      raw_send_text (fd, "GET /second HTTP/1.1\r\nHost: x\r\n\r\n");
      answer = raw_read_answer (fd);
      g_assert_cmpuint (raw_status (answer), ==, 200);
      g_assert_nonnull (strstr (answer, "\r\nConnection: close\r\n"));
      raw_assert_closed (fd);
      close (fd);
    }
  g_assert_cmpuint (test_door_count_handled (test), ==, G_N_ELEMENTS (requests));
}

static void
test_pipelined_requests_are_answered_in_order (void)
{
  g_autoptr (TestDoor) test = test_door_open (NULL);
  g_autoptr (GString) bytes = g_string_new (NULL);
  int fd = raw_connect (test->address);

  for (guint i = 0; i < 500; i++)
    g_string_append_printf (bytes, "POST /%u HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n\r\n", i);
  raw_send (fd, bytes->str, bytes->len);

  for (guint i = 0; i < 500; i++)
    {
      g_autofree char *answer = raw_read_answer (fd);
      g_autofree char *target = g_strdup_printf ("POST /%u ", i);

      g_assert_nonnull (strstr (answer, target));
    }
  close (fd);
}

static void
test_one_client_does_not_take_all_turns (void)
{
  g_autoptr (TestDoor) test = test_door_open (NULL);
  g_autoptr (GString) bytes = g_string_new ("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
  int greedy = raw_connect (test->address), modest = raw_connect (test->address);
  gboolean had_turn = FALSE;

  raw_assert_get (modest, "/first", 200);
  for (guint i = 0; i < 50; i++)
    g_string_append (bytes, "GET /greedy HTTP/1.1\r\nHost: x\r\n\r\n");
  raw_send (greedy, bytes->str, bytes->len);
  test_door_wait_for_waiting (test);
  raw_send_text (modest, "GET /modest HTTP/1.1\r\nHost: x\r\n\r\n");
  test_door_release (test);
  for (guint i = 0; i < 51; i++)
    g_free (raw_read_answer (greedy));

  /* Its turn came after at most a few of the other's. */
  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *asked = test_door_get_handled (test, i);

      had_turn = had_turn || strcmp (asked, "GET /modest ") == 0;
    }
  g_assert_true (had_turn);
  close (greedy);
  close (modest);
}

static void
test_half_closed_client_is_answered (void)
{
  g_autoptr (TestDoor) test = test_door_open (NULL);
  g_autoptr (GString) all = NULL;
  int fd = raw_connect (test->address);

  raw_send_text (fd, "GET /a HTTP/1.1\r\nHost: x\r\n\r\nGET /b HTTP/1.1\r\nHost: x\r\n\r\nGET /c HTTP/1.1\r\nHo");
  raw_half_close (fd);
  all = raw_read_to_end (fd);
  g_assert_nonnull (strstr (all->str, "GET /a "));
  g_assert_nonnull (strstr (all->str, "GET /b "));
  g_assert_cmpuint (test_door_count_handled (test), ==, 2);
  close (fd);
}

static void
test_half_a_request_is_never_handled (void)
{
  static const char *const halves[] = {
    "",
    "GET",
    "GET / HTTP/1.1\r\nHost: x\r\n",
    "GET / HTTP/1.1\r\nHost: x\r\n\r",
    "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nab",
  };
  g_autoptr (TestDoor) test = test_door_open_unix (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (halves); i++)
    {
      int fd = raw_connect (test->address);

      raw_send_text (fd, halves[i]);
      raw_half_close (fd);
      raw_assert_closed (fd);
      close (fd);
    }
  g_assert_cmpuint (test_door_count_handled (test), ==, 0);
}

static void
test_head_has_the_length_and_no_body (void)
{
  g_autoptr (TestDoor) test = test_door_open (NULL);
  g_autofree char *head = NULL;
  int fd = raw_connect (test->address);

  raw_send_text (fd, "HEAD /ab HTTP/1.1\r\nHost: x\r\n\r\n");
  head = raw_read_head (fd);
  g_assert_nonnull (strstr (head, "\r\nContent-Length: 21\r\n"));
  raw_assert_get (fd, "/a", 200);
  close (fd);
}

static void
test_answers_are_framed (void)
{
  g_autoptr (TestDoor) test = test_door_open (NULL);
  g_autofree char *answer = NULL;
  int fd = raw_connect (test->address);

  raw_send_text (fd, "get /%41?a=%42&c=+ HTTP/1.1\r\nHost:x\r\n\r\n");
  answer = raw_read_answer (fd);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 200 OK\r\nDate: "));
  g_assert_nonnull (strstr (answer, "\r\nContent-Type: application/json\r\n"));
  g_assert_true (g_str_has_suffix (answer, "\r\n\r\n{\"asked\":\"get /%41?a=%42&c=+ \"}"));
  close (fd);
}

static void
test_large_answers_arrive_whole (void)
{
  g_autoptr (TestDoor) test = test_door_open (NULL);
  int fds[4];

  for (gsize i = 0; i < G_N_ELEMENTS (fds); i++)
    {
      fds[i] = raw_connect (test->address);
      raw_send_text (fds[i], "GET /large HTTP/1.1\r\nHost: x\r\n\r\nGET /after HTTP/1.1\r\nHost: x\r\n\r\n");
    }
  for (gsize i = 0; i < G_N_ELEMENTS (fds); i++)
    {
      g_autofree char *large = raw_read_answer (fds[i]), *after = raw_read_answer (fds[i]);

      g_assert_cmpuint (strlen (strstr (large, "\r\n\r\n")), ==, LARGE_SIZE + strlen ("\r\n\r\n{\"large\":\"\"}"));
      g_assert_cmpuint (strspn (strstr (large, "aaaa"), "a"), ==, LARGE_SIZE);
      g_assert_nonnull (strstr (after, "GET /after "));
      close (fds[i]);
    }
}

static void
test_client_that_leaves_before_its_answer_hurts_nobody (void)
{
  g_autoptr (TestDoor) test = test_door_open (NULL);
  int fd;

  for (guint i = 0; i < 20; i++)
    {
      fd = raw_connect (test->address);
      raw_send_text (fd, "GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
      close (fd);
    }
  fd = raw_connect (test->address);
  raw_assert_get (fd, "/a", 200);
  close (fd);
}

static void
test_unix_peer_is_known_by_its_uid (void)
{
  g_autoptr (TestDoor) test = test_door_open_unix (NULL);
  g_autofree char *expected = g_strdup_printf ("{\"peer\":\"uid %u\"}", (guint) geteuid ());
  g_autofree char *answer = NULL;
  int fd = raw_connect (test->address);

  raw_send_text (fd, "GET /peer HTTP/1.1\r\nHost: x\r\n\r\n");
  answer = raw_read_answer (fd);
  g_assert_cmpuint (raw_status (answer), ==, 201);
  g_assert_true (g_str_has_suffix (answer, expected));
  close (fd);
}

static void
test_tcp_peer_is_known_by_its_address (void)
{
  g_autoptr (TestDoor) test = test_door_open (NULL);
  g_autofree char *answer = NULL;
  int fd = raw_connect_from (test->address, "127.0.0.9");

  raw_send_text (fd, "GET /peer HTTP/1.1\r\nHost: x\r\n\r\n");
  answer = raw_read_answer (fd);
  g_assert_cmpuint (raw_status (answer), ==, 200);
  g_assert_true (g_str_has_suffix (answer, "{\"peer\":\"127.0.0.9\"}"));
  close (fd);
}

static void
test_closing_ends_every_connection (void)
{
  static const char *const begun[] = { "", "GET /a HT", "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc",
                                       "GET /large HTTP/1.1\r\nHost: x\r\n\r\n", "\001" };
  g_autoptr (TestDoor) test = test_door_open (NULL);
  int fds[G_N_ELEMENTS (begun)], idle = raw_connect (test->address);

  raw_assert_get (idle, "/a", 200);
  for (gsize i = 0; i < G_N_ELEMENTS (begun); i++)
    {
      fds[i] = raw_connect (test->address);
      raw_send_text (fds[i], begun[i]);
    }
  raw_assert_get (idle, "/a", 200);

  test_door_close (test);
  raw_assert_closed (idle);
  close (idle);
  for (gsize i = 0; i < G_N_ELEMENTS (begun); i++)
    {
      g_string_free (raw_read_to_end (fds[i]), TRUE);
      close (fds[i]);
    }
}

static gpointer
release_later (gpointer data)
{
  TestDoor *test = data;

  /* Time for the closing to begin; too little only makes the test easier. */
  g_usleep (20000);
  test_door_release (test);
  return NULL;
}

static void
test_closing_waits_for_the_handler_that_runs (void)
{
  g_autoptr (TestDoor) test = test_door_open (NULL);
  g_autoptr (GThread) thread = NULL;
  g_autofree char *answer = NULL;
  int fd = raw_connect (test->address);

  raw_send_text (fd, "GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
  test_door_wait_for_waiting (test);
  thread = g_thread_new ("release", release_later, test);
  test_door_close (test);
  g_assert_true (test->released);
  answer = raw_read_answer (fd);
  g_assert_cmpuint (raw_status (answer), ==, 200);
  g_thread_join (g_steal_pointer (&thread));
  close (fd);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/door/connection-lives-for-many-requests", test_connection_lives_for_many_requests);
  g_test_add_func ("/door/connection-ends-when-told", test_connection_ends_when_told);
  g_test_add_func ("/door/pipelined-requests-are-answered-in-order", test_pipelined_requests_are_answered_in_order);
  g_test_add_func ("/door/one-client-does-not-take-all-turns", test_one_client_does_not_take_all_turns);
  g_test_add_func ("/door/half-closed-client-is-answered", test_half_closed_client_is_answered);
  g_test_add_func ("/door/half-a-request-is-never-handled", test_half_a_request_is_never_handled);
  g_test_add_func ("/door/head-has-the-length-and-no-body", test_head_has_the_length_and_no_body);
  g_test_add_func ("/door/answers-are-framed", test_answers_are_framed);
  g_test_add_func ("/door/large-answers-arrive-whole", test_large_answers_arrive_whole);
  g_test_add_func ("/door/client-that-leaves-before-its-answer-hurts-nobody",
                   test_client_that_leaves_before_its_answer_hurts_nobody);
  g_test_add_func ("/door/unix-peer-is-known-by-its-uid", test_unix_peer_is_known_by_its_uid);
  g_test_add_func ("/door/tcp-peer-is-known-by-its-address", test_tcp_peer_is_known_by_its_address);
  g_test_add_func ("/door/closing-ends-every-connection", test_closing_ends_every_connection);
  g_test_add_func ("/door/closing-waits-for-the-handler-that-runs", test_closing_waits_for_the_handler_that_runs);
  return g_test_run ();
}
