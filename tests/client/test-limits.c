/* Servers that are slow, silent or endless, and admins who change their mind: every call ends, and soon. */

#include "client-bed.h"

#include <string.h>

#define PATIENCE 60 /* milliseconds, in place of 15 seconds */
#define SOON (5 * G_TIME_SPAN_SECOND)

/* Any whole answer that is not empty would do. */
#define HEAD "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"

static void
stay_silent (TestMockPeer *peer, const TestMockRequest *request, gpointer data)
{
  test_mock_peer_hang (peer);
}

/* Each byte would start an idle timeout anew. */
static void
drip_head (TestMockPeer *peer, const TestMockRequest *request, gpointer data)
{
  g_autofree char *spaces = g_strnfill (10000, 'x');
  g_autofree char *text = g_strconcat ("HTTP/1.1 200 OK\r\nX-Slow: ", spaces, "\r\n\r\n", NULL);

  test_mock_peer_drip (peer, text, 5);
}

static void
drip_body (TestMockPeer *peer, const TestMockRequest *request, gpointer data)
{
  g_autofree char *spaces = g_strnfill (10000, ' ');

  test_mock_peer_send (peer, HEAD "Content-Length: 10000\r\n\r\n");
  test_mock_peer_drip (peer, spaces, 5);
}

static void
drip_chunks (TestMockPeer *peer, const TestMockRequest *request, gpointer data)
{
  test_mock_peer_send (peer, HEAD "Transfer-Encoding: chunked\r\n\r\n");
  for (guint i = 0; i < 1000; i++)
    test_mock_peer_drip (peer, "1\r\n \r\n", 2);
}

static void
stop_in_the_body (TestMockPeer *peer, const TestMockRequest *request, gpointer data)
{
  test_mock_peer_send (peer, HEAD "Content-Length: 10000\r\n\r\n{\"id\": ");
  test_mock_peer_hang (peer);
}

static void
go_on_for_ever (TestMockPeer *peer, const TestMockRequest *request, gpointer data)
{
  g_autofree char *spaces = g_strnfill (0x4000, ' ');
  g_autofree char *chunk = g_strconcat ("4000\r\n", spaces, "\r\n", NULL);

  test_mock_peer_send (peer, HEAD "Transfer-Encoding: chunked\r\n\r\n");
  test_mock_peer_repeat (peer, chunk);
}

static void
announce_too_much (TestMockPeer *peer, const TestMockRequest *request, gpointer data)
{
  g_autofree char *spaces = g_strnfill (0x4000, ' ');

  test_mock_peer_send (peer, HEAD "Content-Length: 9000000000\r\n\r\n");
  test_mock_peer_repeat (peer, spaces);
}

static void
endless_head (TestMockPeer *peer, const TestMockRequest *request, gpointer data)
{
  g_autofree char *value = g_strnfill (0x4000, 'x');
  g_autofree char *field = g_strconcat ("X-More: ", value, "\r\n", NULL);

  test_mock_peer_send (peer, "HTTP/1.1 200 OK\r\n");
  test_mock_peer_repeat (peer, field);
}

typedef struct
{
  const char *name;
  TestMockScript script;
  TesseraError code;
  const char *words;
} Slow;

static const Slow slow_ones[] = {
  { "silent", stay_silent, TESSERA_ERROR_TIMED_OUT, "took longer than 0.1 seconds" },
  { "dripping-head", drip_head, TESSERA_ERROR_TIMED_OUT, "took longer than 0.1 seconds" },
  { "dripping-body", drip_body, TESSERA_ERROR_TIMED_OUT, "took longer than 0.1 seconds" },
  { "dripping-chunks", drip_chunks, TESSERA_ERROR_TIMED_OUT, "took longer than 0.1 seconds" },
  { "stopping-in-the-body", stop_in_the_body, TESSERA_ERROR_TIMED_OUT, "took longer than 0.1 seconds" },
};

static const Slow endless_ones[] = {
  { "endless-body", go_on_for_ever, TESSERA_ERROR_NOT_UNDERSTOOD, "far too long" },
  { "announced-endless-body", announce_too_much, TESSERA_ERROR_NOT_UNDERSTOOD, "far too long" },
};

static void
call_each (const Slow *slow, guint milliseconds)
{
  g_autoptr (TestMockServer) mock = test_mock_server_start (TEST_MOCK_TCP, slow->script, NULL);
  g_autoptr (TesseraClient) client = bed_new_client (test_mock_server_get_url (mock));

  for (BedCall call = 0; call < BED_N_CALLS; call++)
    {
      g_auto (BedResult) result = { 0 }, next = { 0 };
      gint64 start = g_get_monotonic_time ();

      test_mock_server_set_script (mock, slow->script, NULL);
      tessera_client_set_timeout (client, milliseconds);
      bed_call (client, call, &result);
      g_assert_cmpint (g_get_monotonic_time () - start, <, SOON);
      bed_assert_sentence (&result);
      g_assert_error (result.error, TESSERA_ERROR, (int) slow->code);
      g_assert_nonnull (strstr (result.error->message, slow->words));

      test_mock_server_set_script (mock, bed_serve, NULL);
      tessera_client_set_timeout (client, 15000);
      bed_call (client, call, &next);
      bed_assert_success (&next);
    }
}

static void
test_ends_when_its_time_is_up (gconstpointer data)
{
  call_each (data, PATIENCE);
}

static void
test_ends_when_it_is_too_long (gconstpointer data)
{
  call_each (data, 15000);
}

/* What libsoup collects before we see it must end by the time limit, and cost no more than that. */
static void
test_an_endless_head_ends (void)
{
  g_autoptr (TestMockServer) mock = test_mock_server_start (TEST_MOCK_TCP, endless_head, NULL);
  g_autoptr (TesseraClient) client = bed_new_client (test_mock_server_get_url (mock));
  g_auto (BedResult) result = { 0 };

  tessera_client_set_timeout (client, 500);
  bed_call (client, BED_LIST, &result);
  bed_assert_sentence (&result);
}

/* A listener that takes no connection: the backlog is full, so the client's own waits. */
static void
test_a_connection_that_never_comes_is_unreachable (void)
{
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new_from_string ("127.0.0.1", 0), bound = NULL;
  g_autoptr (GSocket) listener = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (GPtrArray) fillers = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (TesseraClient) client = NULL;
  g_autofree char *url = NULL;

  g_socket_bind (listener, wanted, FALSE, NULL);
  g_socket_set_listen_backlog (listener, 0);
  g_assert_true (g_socket_listen (listener, NULL));
  bound = g_socket_get_local_address (listener, NULL);
  for (guint i = 0; i < 8; i++)
    {
      GSocket *filler = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);

      g_socket_set_blocking (filler, FALSE);
      g_socket_connect (filler, bound, NULL, NULL);
      g_ptr_array_add (fillers, filler);
    }

  url = g_strdup_printf ("http://127.0.0.1:%u", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  client = bed_new_client (url);
  tessera_client_set_timeout (client, PATIENCE);
  for (BedCall call = 0; call < BED_N_CALLS; call++)
    {
      g_auto (BedResult) result = { 0 };

      bed_call (client, call, &result);
      bed_assert_sentence (&result);
      g_assert_error (result.error, TESSERA_ERROR, TESSERA_ERROR_UNREACHABLE);
      g_assert_nonnull (strstr (result.error->message, "could not be reached within 0.1 seconds"));
      g_assert_null (strstr (result.error->message, "not known"));
    }
}

static void
test_a_server_that_is_down_is_unreachable_until_it_is_up (void)
{
  g_autoptr (TestMockServer) mock = test_mock_server_start (TEST_MOCK_TCP, bed_serve, NULL);
  g_autoptr (TesseraClient) client = bed_new_client (test_mock_server_get_url (mock));

  for (BedCall call = 0; call < BED_N_CALLS; call++)
    {
      g_auto (BedResult) down = { 0 }, up = { 0 };

      test_mock_server_set_down (mock, TRUE);
      bed_call (client, call, &down);
      bed_assert_sentence (&down);
      g_assert_error (down.error, TESSERA_ERROR, TESSERA_ERROR_UNREACHABLE);

      test_mock_server_set_down (mock, FALSE);
      bed_call (client, call, &up);
      bed_assert_success (&up);
    }
}

/* Cancelling */

static void
assert_cancelled (TesseraClient *client, BedResult *result)
{
  bed_await (client, result);
  g_assert_error (result->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (result->token == NULL && result->tokens == NULL && result->catalogue == NULL);
}

static void
test_cancelled_before_it_begins (void)
{
  g_autoptr (TestMockServer) mock = test_mock_server_start (TEST_MOCK_TCP, bed_serve, NULL);
  g_autoptr (TesseraClient) client = bed_new_client (test_mock_server_get_url (mock));
  g_autoptr (GCancellable) stop = g_cancellable_new ();

  g_cancellable_cancel (stop);
  for (BedCall call = 0; call < BED_N_CALLS; call++)
    {
      g_auto (BedResult) result = { 0 };

      bed_begin (client, call, stop, &result);
      assert_cancelled (client, &result);
    }
  g_assert_cmpuint (test_mock_server_get_n_requests (mock), ==, 0);
}

static void
test_cancelled_while_connecting (void)
{
  g_autoptr (TestMockServer) mock = test_mock_server_start (TEST_MOCK_TCP, bed_serve, NULL);
  g_autoptr (TesseraClient) client = bed_new_client (test_mock_server_get_url (mock));

  for (BedCall call = 0; call < BED_N_CALLS; call++)
    {
      g_autoptr (GCancellable) stop = g_cancellable_new ();
      g_auto (BedResult) result = { 0 };

      bed_begin (client, call, stop, &result);
      g_cancellable_cancel (stop);
      assert_cancelled (client, &result);
    }
}

static void
send_head_and_hang (TestMockPeer *peer, const TestMockRequest *request, gpointer data)
{
  test_mock_peer_send (peer, HEAD "Content-Length: 10000\r\n\r\n{");
  test_mock_peer_hang (peer);
}

static void
cancel_once_asked (TestMockScript script)
{
  g_autoptr (TestMockServer) mock = test_mock_server_start (TEST_MOCK_TCP, script, NULL);
  g_autoptr (TesseraClient) client = bed_new_client (test_mock_server_get_url (mock));

  for (BedCall call = 0; call < BED_N_CALLS; call++)
    {
      g_autoptr (GCancellable) stop = g_cancellable_new ();
      g_auto (BedResult) result = { 0 }, next = { 0 };

      test_mock_server_set_script (mock, script, NULL);
      bed_begin (client, call, stop, &result);
      test_mock_server_await_requests (mock, 2 * call + 1);
      for (guint i = 0; i < 20; i++)
        g_main_context_iteration (NULL, FALSE);
      g_cancellable_cancel (stop);
      assert_cancelled (client, &result);

      test_mock_server_set_script (mock, bed_serve, NULL);
      bed_call (client, call, &next);
      bed_assert_success (&next);
    }
}

static void
test_cancelled_before_an_answer (void)
{
  cancel_once_asked (stay_silent);
}

static void
test_cancelled_in_the_middle_of_an_answer (void)
{
  cancel_once_asked (send_head_and_hang);
}

/* When the answer may be read already and is only waiting to be given out. */
static void
test_cancelled_at_any_turn_of_the_loop (void)
{
  g_autoptr (TestMockServer) mock = test_mock_server_start (TEST_MOCK_TCP, bed_serve, NULL);
  g_autoptr (TesseraClient) client = bed_new_client (test_mock_server_get_url (mock));

  for (guint turns = 0; turns < 40; turns++)
    for (BedCall call = 0; call < BED_N_CALLS; call++)
      {
        g_autoptr (GCancellable) stop = g_cancellable_new ();
        g_auto (BedResult) result = { 0 };

        bed_begin (client, call, stop, &result);
        for (guint i = 0; i < turns && result.result == NULL; i++)
          g_main_context_iteration (NULL, TRUE);
        g_cancellable_cancel (stop);
        bed_await (client, &result);
        if (result.error != NULL)
          g_assert_error (result.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
        else
          bed_assert_success (&result);
      }
}

/* A window may go while calls are under way; they keep what they need. */
static void
test_a_client_let_go_of_lives_until_its_calls_end (void)
{
  g_autoptr (TestMockServer) mock = test_mock_server_start (TEST_MOCK_TCP, bed_serve, NULL);

  for (BedCall call = 0; call < BED_N_CALLS; call++)
    {
      TesseraClient *client = bed_new_client (test_mock_server_get_url (mock)), *watched = client;
      g_auto (BedResult) result = { 0 };

      g_object_add_weak_pointer (G_OBJECT (client), (gpointer *) &watched);
      bed_begin (client, call, NULL, &result);
      g_object_unref (client);
      g_assert_nonnull (watched);
      bed_await (watched, &result);
      bed_assert_success (&result);
      bed_result_clear (&result);
      while (watched != NULL)
        g_main_context_iteration (NULL, TRUE);
    }
}

static void
add_each (const char *group, const Slow *ones, gsize n, GTestDataFunc test)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("/limits/%s/%s", ones[i].name, group);

      g_test_add_data_func (path, &ones[i], test);
    }
}

int
main (int argc, char *argv[])
{
  int code;

  g_test_init (&argc, &argv, NULL);
  add_each ("ends-when-its-time-is-up", slow_ones, G_N_ELEMENTS (slow_ones), test_ends_when_its_time_is_up);
  add_each ("ends-when-it-is-too-long", endless_ones, G_N_ELEMENTS (endless_ones), test_ends_when_it_is_too_long);
  g_test_add_func ("/limits/an-endless-head-ends", test_an_endless_head_ends);
  g_test_add_func ("/limits/a-connection-that-never-comes-is-unreachable", test_a_connection_that_never_comes_is_unreachable);
  g_test_add_func ("/limits/a-server-that-is-down-is-unreachable-until-it-is-up",
                   test_a_server_that_is_down_is_unreachable_until_it_is_up);
  g_test_add_func ("/cancelling/before-it-begins", test_cancelled_before_it_begins);
  g_test_add_func ("/cancelling/while-connecting", test_cancelled_while_connecting);
  g_test_add_func ("/cancelling/before-an-answer", test_cancelled_before_an_answer);
  g_test_add_func ("/cancelling/in-the-middle-of-an-answer", test_cancelled_in_the_middle_of_an_answer);
  g_test_add_func ("/cancelling/at-any-turn-of-the-loop", test_cancelled_at_any_turn_of_the_loop);
  g_test_add_func ("/cancelling/a-client-let-go-of-lives-until-its-calls-end", test_a_client_let_go_of_lives_until_its_calls_end);
  code = g_test_run ();
  bed_tear_down ();

  return code;
}
