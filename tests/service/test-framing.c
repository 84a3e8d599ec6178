/* Raw bytes on a socket: what is broken, and what comes after it. */

#include <string.h>
#include <unistd.h>

#include "broken-requests.h"
#include "raw-client.h"
#include "test-door-fixture.h"

#define SECOND "GET /second HTTP/1.1\r\nHost: x\r\n\r\n"

/* Nothing but one refusal came, the connection ended, and nobody was asked anything. */
static void
assert_only_refused (TestDoor *test, int fd, guint status)
{
  g_autoptr (GString) all = raw_read_to_end (fd);

  g_assert_cmpuint (raw_status (all->str), ==, status);
  g_assert_nonnull (strstr (all->str, "\r\nConnection: close\r\n"));
  g_assert_null (strstr (all->str + 1, "HTTP/1.1 "));
  g_assert_cmpuint (test_door_count_handled (test), ==, 0);
  g_assert_cmpuint (test_door_count_admitted (test), ==, 0);
  g_assert_cmpuint (test_door_count_refused (test), ==, 1);
}

static void
test_nothing_follows_in_one_piece (gconstpointer data)
{
  const BrokenRequest *one = data;
  g_autoptr (TestDoor) test = test_door_open_unix (NULL);
  g_autoptr (GString) bytes = g_string_new_len (one->bytes, (gssize) one->length);
  int fd = raw_connect (test->address);

  g_string_append (bytes, SECOND SECOND);
  raw_send (fd, bytes->str, bytes->len);
  assert_only_refused (test, fd, one->status);
  close (fd);
}

static void
test_nothing_follows_later (gconstpointer data)
{
  const BrokenRequest *one = data;
  g_autoptr (TestDoor) test = test_door_open (NULL);
  int fd = raw_connect (test->address);

  raw_send (fd, one->bytes, one->length);
  g_assert_true (raw_wait (fd, 20000));
  raw_send_text (fd, SECOND);
  assert_only_refused (test, fd, one->status);
  close (fd);
}

static void
test_broken_second_request_ends_a_good_connection (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (broken_requests); i++)
    {
      g_autoptr (TestDoor) test = test_door_open_unix (NULL);
      int fd = raw_connect (test->address);

      raw_assert_get (fd, "/first", 200);
      raw_send (fd, broken_requests[i].bytes, broken_requests[i].length);
      raw_send_text (fd, SECOND);
      g_string_free (raw_read_to_end (fd), TRUE);
      g_assert_cmpuint (test_door_count_handled (test), ==, 1);
      close (fd);
    }
}

static void
test_too_large_is_refused_with_its_status (void)
{
  static const struct
  {
    const char *before;
    gsize length;
    const char *after;
    guint status;
  } cases[] = {
    { "GET /", 9000, " HTTP/1.1\r\nHost: x\r\n\r\n", 414 },
    { "GET /", 100000, " HTTP/1.1\r\nHost: x\r\n\r\n", 414 },
    { "GET / HTTP/1.1\r\nHost: x\r\nA: ", 17000, "\r\n\r\n", 431 },
    { "GET / HTTP/1.1\r\nHost: x\r\nA: ", 1000000, "\r\n\r\n", 431 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TestDoor) test = test_door_open (NULL);
      g_autoptr (GString) bytes = g_string_new (cases[i].before);
      int fd = raw_connect (test->address);

      for (gsize j = 0; j < cases[i].length; j++)
        g_string_append_c (bytes, 'a');
      g_string_append (bytes, cases[i].after);
      g_string_append (bytes, SECOND);
      raw_send (fd, bytes->str, bytes->len);
      assert_only_refused (test, fd, cases[i].status);
      close (fd);
    }
}

static char *
post (int fd, const char *target, gsize length, const char *more)
{
  g_autoptr (GString) bytes = g_string_new (NULL);

  g_string_printf (bytes, "POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n", target, length);
  for (gsize i = 0; i < length; i++)
    g_string_append_c (bytes, 'b');
  g_string_append (bytes, more);
  raw_send (fd, bytes->str, bytes->len);

  return raw_read_answer (fd);
}

static void
test_bodies_are_limited_to_the_byte (void)
{
  g_autoptr (TestDoor) test = test_door_open (NULL);
  int fd = raw_connect (test->address);
  g_autofree char *taken = post (fd, "/a", TESSERA_DOOR_MAX_BODY, "");
  g_autofree char *refused = post (fd, "/b", TESSERA_DOOR_MAX_BODY + 1, SECOND);

  g_assert_cmpuint (raw_status (taken), ==, 200);
  g_assert_cmpuint (raw_status (refused), ==, 413);
  raw_assert_closed (fd);
  g_assert_cmpuint (test_door_count_handled (test), ==, 1);
  close (fd);
}

static void
test_length_without_bound_is_too_large (void)
{
  g_autoptr (TestDoor) test = test_door_open (NULL);
  int fd = raw_connect (test->address);
  g_autofree char *answer = NULL;

  raw_send_text (fd, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 18446744073709551617\r\n\r\n" SECOND);
  answer = raw_read_answer (fd);
  g_assert_cmpuint (raw_status (answer), ==, 413);
  raw_assert_closed (fd);
  g_assert_cmpuint (test_door_count_handled (test), ==, 0);
  close (fd);
}

static void
test_body_of_a_refused_request_is_no_request (void)
{
  g_autoptr (TestDoor) test = test_door_open (NULL);
  g_autofree char *answer = NULL;
  int fd = raw_connect (test->address);

  raw_send_text (fd, "POST /refused HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n" SECOND);
  answer = raw_read_answer (fd);
  g_assert_cmpuint (raw_status (answer), ==, 404);
  g_assert_nonnull (strstr (answer, "\r\nConnection: close\r\n"));
  raw_assert_closed (fd);
  g_assert_cmpuint (test_door_count_handled (test), ==, 0);
  close (fd);
}

static void
test_refusal_arrives_though_the_body_is_still_coming (void)
{
  g_autoptr (TestDoor) test = test_door_open (NULL);

  for (guint i = 0; i < 20; i++)
    {
      int fd = raw_connect (test->address);
      g_autofree char *answer = post (fd, "/refused", 200000, "");

      g_assert_cmpuint (raw_status (answer), ==, 404);
      /* Were it reset, the second at the latest would fail. */
      for (guint j = 0; j < 5; j++)
        g_assert_true (raw_send_text (fd, "still coming"));
      close (fd);
    }
}

static void
test_body_on_a_get_is_a_body (void)
{
  g_autoptr (TestDoor) test = test_door_open (NULL);
  g_autofree char *first = NULL, *second = NULL, *asked = NULL;
  int fd = raw_connect (test->address);

  raw_send_text (fd, "GET /first HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nGET /evil" SECOND);
  first = raw_read_answer (fd);
  second = raw_read_answer (fd);
  asked = test_door_get_handled (test, 0);
  g_assert_cmpstr (asked, ==, "GET /first GET /evil");
  g_assert_nonnull (strstr (second, "GET /second "));
  g_assert_cmpuint (test_door_count_handled (test), ==, 2);
  close (fd);
}

static void
test_bodies_arrive_whole_however_they_are_cut (void)
{
  static const char request[] = "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n0123456789";
  g_autoptr (TestDoor) test = test_door_open (NULL);
  int fd = raw_connect (test->address);

  for (gsize cut = 1; cut < sizeof request - 1; cut++)
    {
      g_autofree char *answer = NULL;

      raw_send (fd, request, cut);
      /* Lets the first part be read alone; nothing can be answered yet. */
      g_assert_false (raw_wait (fd, 1));
      raw_send (fd, request + cut, sizeof request - 1 - cut);
      answer = raw_read_answer (fd);
      g_assert_nonnull (strstr (answer, "POST /a 0123456789"));
    }
  close (fd);
}

static void
test_continue_is_said_when_the_body_is_wanted (void)
{
  g_autoptr (TestDoor) test = test_door_open (NULL);
  g_autofree char *interim = NULL, *answer = NULL;
  int fd = raw_connect (test->address);

  raw_send_text (fd, "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  interim = raw_read_answer (fd);
  g_assert_cmpstr (interim, ==, "HTTP/1.1 100 Continue\r\n\r\n");
  raw_send_text (fd, "hi");
  answer = raw_read_answer (fd);
  g_assert_nonnull (strstr (answer, "POST /a hi"));
  close (fd);
}

static void
test_continue_is_not_said_to_a_refused_one (void)
{
  static const char *const targets[] = { "/refused HTTP/1.1\r\nContent-Length: 2", "/a HTTP/1.1\r\nContent-Length: 65537" };

  for (gsize i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autoptr (TestDoor) test = test_door_open (NULL);
      g_autofree char *request = g_strdup_printf ("POST %s\r\nHost: x\r\nExpect: 100-continue\r\n\r\n", targets[i]);
      g_autofree char *answer = NULL;
      int fd = raw_connect (test->address);

      raw_send_text (fd, request);
      answer = raw_read_answer (fd);
      g_assert_cmpuint (raw_status (answer), >=, 404);
      close (fd);
    }
}

static void
add_for_each (const char *name, GTestDataFunc function)
{
  for (gsize i = 0; i < G_N_ELEMENTS (broken_requests); i++)
    {
      g_autofree char *path = g_strdup_printf ("/framing/%s/%s", name, broken_requests[i].name);

      g_test_add_data_func (path, &broken_requests[i], function);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_for_each ("nothing-follows-in-one-piece", test_nothing_follows_in_one_piece);
  add_for_each ("nothing-follows-later", test_nothing_follows_later);
  g_test_add_func ("/framing/broken-second-request-ends-a-good-connection",
                   test_broken_second_request_ends_a_good_connection);
  g_test_add_func ("/framing/too-large-is-refused-with-its-status", test_too_large_is_refused_with_its_status);
  g_test_add_func ("/framing/bodies-are-limited-to-the-byte", test_bodies_are_limited_to_the_byte);
  g_test_add_func ("/framing/length-without-bound-is-too-large", test_length_without_bound_is_too_large);
  g_test_add_func ("/framing/body-of-a-refused-request-is-no-request", test_body_of_a_refused_request_is_no_request);
  g_test_add_func ("/framing/refusal-arrives-though-the-body-is-still-coming",
                   test_refusal_arrives_though_the_body_is_still_coming);
  g_test_add_func ("/framing/body-on-a-get-is-a-body", test_body_on_a_get_is_a_body);
  g_test_add_func ("/framing/bodies-arrive-whole-however-they-are-cut", test_bodies_arrive_whole_however_they_are_cut);
  g_test_add_func ("/framing/continue-is-said-when-the-body-is-wanted", test_continue_is_said_when_the_body_is_wanted);
  g_test_add_func ("/framing/continue-is-not-said-to-a-refused-one", test_continue_is_not_said_to_a_refused_one);
  return g_test_run ();
}
