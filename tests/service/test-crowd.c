/* Slow and hostile clients in hundreds, at both doors of the program itself. While they are there somebody else is
 * answered, the memory stays in bounds, and nothing of them is left. */

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "broken-requests.h"
#include "raw-client.h"
#include "slow-crowd.h"
#include "tessera-door.h"
#include "test-calls.h"
#include "test-process.h"

#define N_SLOW 1000
#define N_FLOODS 200
#define N_PIPELINED 500
#define PATIENCE (60 * G_TIME_SPAN_SECOND)

#ifdef __SANITIZE_ADDRESS__
#define MEMORY_COUNTS FALSE /* a sanitizer keeps what was freed for a while */
#else
#define MEMORY_COUNTS TRUE
#endif

static TestService *service;

/* What the service holds when nobody is there. */
typedef struct
{
  guint descriptors, threads;
  guint64 resident;
} Holding;

static const char *
strip (const char *url)
{
  return url + strlen ("http://");
}

static const char *
get_management (void)
{
  return strip (test_service_get_url (service));
}

static const char *
get_authorize (void)
{
  return strip (test_service_get_authorize_url (service));
}

static Holding
get_holding (void)
{
  GPid pid = test_service_get_pid (service);

  return (Holding) { test_process_count_descriptors (pid), test_process_count_threads (pid),
                     test_process_get_resident (pid) };
}

/* A journal may be open for a moment. */
static void
assert_nothing_is_left (Holding before)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE;

  for (Holding now = get_holding (); now.descriptors > before.descriptors || now.threads > before.threads;
       now = get_holding ())
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_usleep (20 * G_TIME_SPAN_MILLISECOND);
    }
}

static void
assert_judged (const TestAnswer *token)
{
  g_autofree char *key = g_strconcat ("X-Api-Key: ", test_answer_get_string (token, "secret"), NULL);
  const char *const fields[] = { "X-Forwarded-Method: GET", "X-Forwarded-Uri: /api/1/reports", key, NULL };
  g_autoptr (TestAnswer) answer
    = test_http_call (test_service_get_authorize_url (service), "GET", "/v1/authorize", fields, NULL);

  g_assert_cmpuint (answer->status, ==, 200);
}

static void
assert_managed (void)
{
  g_autoptr (TestAnswer) answer = test_call (service, "GET", "/v1/tokens?limit=1", NULL, NULL);

  g_assert_cmpuint (answer->status, ==, 200);
}

static void
assert_others_are_answered (const TestAnswer *token, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      assert_judged (token);
      assert_managed ();
    }
}

static void
wait_until_ended (SlowCrowd *crowd)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE;

  while (slow_crowd_count (crowd) > 0)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_usleep (50 * G_TIME_SPAN_MILLISECOND);
    }
}

static void
test_slow_ones_hold_nobody_up_and_are_ended (void)
{
  g_autofree char *head = g_strdup_printf ("POST /v1/tokens HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                                           "Authorization: Bearer %s\r\n",
                                           test_service_get_manager_key (service));
  g_autoptr (TestAnswer) token = test_create (service, "Somebody else");
  g_autoptr (SlowCrowd) managing = NULL, asking = NULL;
  Holding before, during;

  if (tessera_listen_raise_descriptors (2 * N_SLOW + 200) < 2 * N_SLOW + 200)
    {
      g_test_skip ("Too few descriptors are allowed here");
      return;
    }

  assert_others_are_answered (token, 1);
  before = get_holding ();
  managing = slow_crowd_start (get_management (), head, N_SLOW, FALSE);
  asking = slow_crowd_start (get_authorize (), "GET /v1/authorize HTTP/1.1\r\nHost: x\r\n", N_SLOW, FALSE);
  assert_others_are_answered (token, 20);
  during = get_holding ();
  g_assert_cmpuint (during.descriptors, >, before.descriptors + N_SLOW);
  g_test_message ("%" G_GUINT64_FORMAT " KiB for nobody, %" G_GUINT64_FORMAT " KiB with %u slow clients",
                  before.resident, during.resident, during.descriptors - before.descriptors);
  /* Of both crowds no more than a quarter takes all that a connection can. */
  if (MEMORY_COUNTS)
    g_assert_cmpuint (during.resident - before.resident, <, N_SLOW * TESSERA_DOOR_CONNECTION_MEMORY / 1024);

  /* Whoever drips is ended, and others are answered until then. */
  while (slow_crowd_count (managing) + slow_crowd_count (asking) > N_SLOW / 2)
    assert_others_are_answered (token, 1);
  wait_until_ended (managing);
  wait_until_ended (asking);
  assert_nothing_is_left (before);
}

/* Sends @piece again and again until the other side has had enough. (transfer full): what it said */
static char *
flood (int fd, const char *piece)
{
  g_autofree char *answer = NULL;

  for (guint i = 0; i < 100000 && !raw_wait (fd, 0); i++)
    if (!raw_send_text (fd, piece))
      break;
  answer = raw_read_answer (fd);
  g_assert_nonnull (answer);
  return g_steal_pointer (&answer);
}

static void
assert_flood_is_refused (const char *address, const char *begin, const char *piece, guint status)
{
  int fd = raw_connect (address);
  g_autofree char *answer = NULL;

  raw_send_text (fd, begin);
  answer = flood (fd, piece);
  g_assert_cmpuint (raw_status (answer), ==, status);
  close (fd);
}

static void
test_floods_are_refused_and_hold_nobody_up (void)
{
  static const struct
  {
    const char *begin, *piece;
    guint status;
  } floods[] = {
    { "GET /v1/health HTTP/1.1\r\nHost: x\r\n", "A: b\r\n", 431 },
    { "GET /v1/health HTTP/1.1\r\nHost: x\r\nA: ", "bbbbbbbbbbbbbbbb", 431 },
    { "GET /v1/health HTTP/1.1\r\nHost: x\r\n", "aaaaaaaaaaaaaaaa", 431 },
    { "GET /", "bbbbbbbbbbbbbbbb", 414 },
    { "GET", "bbbbbbbbbbbbbbbb", 414 },
    { "POST /v1/authorize HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n", "cccccccccccccccc", 0 },
  };
  g_autoptr (TestAnswer) token = test_create (service, "Beside floods");
  const char *addresses[] = { get_management (), get_authorize () };
  Holding before;

  assert_others_are_answered (token, 1);
  before = get_holding ();
  for (guint i = 0; i < N_FLOODS; i++)
    {
      gsize which = i % G_N_ELEMENTS (floods);
      gboolean asks = i / G_N_ELEMENTS (floods) % 2 == 1;
      guint status = floods[which].status;

      /* Without a key it is the key that is missing; a proxy's question is too large. */
      assert_flood_is_refused (addresses[asks], floods[which].begin, floods[which].piece,
                               status != 0 ? status : asks ? 413 : 401);
      if (i % 20 == 0)
        assert_others_are_answered (token, 1);
    }
  assert_nothing_is_left (before);
}

/* Waits for the answers to what is piled up, one after the other. */
static void
read_pipelined (int fd)
{
  for (guint i = 0; i < N_PIPELINED; i++)
    {
      g_autofree char *answer = raw_read_answer (fd);

      g_assert_cmpuint (raw_status (answer), ==, 200);
    }
}

static void
test_pipelines_and_half_closed_clients_are_answered_in_turn (void)
{
  static const char request[] = "GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n";
  g_autoptr (TestAnswer) token = test_create (service, "Beside pipelines");
  g_autoptr (GString) pipeline = g_string_new (NULL);
  const char *addresses[] = { get_management (), get_authorize (), test_service_get_socket (service) };
  Holding before;

  for (guint i = 0; i < N_PIPELINED; i++)
    g_string_append (pipeline, request);
  assert_others_are_answered (token, 1);
  before = get_holding ();
  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      int full = raw_connect (addresses[i]), half = raw_connect (addresses[i]), cut = raw_connect (addresses[i]);

      raw_send (full, pipeline->str, pipeline->len);
      raw_half_close (full);
      raw_send_text (half, request);
      raw_half_close (half);
      raw_send (cut, request, sizeof request - 3);
      raw_half_close (cut);

      assert_others_are_answered (token, 1);
      raw_assert_closed (cut);
      g_free (raw_read_answer (half));
      raw_assert_closed (half);
      read_pipelined (full);
      raw_assert_closed (full);
      close (full);
      close (half);
      close (cut);
    }
  assert_nothing_is_left (before);
}

static void
assert_refused_alone (const char *address, const BrokenRequest *broken)
{
  g_autoptr (GString) answers = NULL;
  int fd = raw_connect (address);
  const char *line;

  g_test_message ("%s", broken->name);
  raw_send (fd, broken->bytes, broken->length);
  raw_send_text (fd, "GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n");
  raw_half_close (fd);
  answers = raw_read_to_end (fd);
  line = strstr (answers->str, "HTTP/1.1 ");
  g_assert_nonnull (line);
  g_assert_cmpuint (raw_status (line), ==, broken->status);
  g_assert_null (strstr (line + 1, "HTTP/1.1 "));
  close (fd);
}

static void
test_broken_framing_is_refused_at_every_door (void)
{
  g_autoptr (TestAnswer) token = test_create (service, "Beside broken ones");
  const char *addresses[] = { get_management (), get_authorize (), test_service_get_socket (service) };
  Holding before;

  assert_others_are_answered (token, 1);
  before = get_holding ();
  for (gsize i = 0; i < G_N_ELEMENTS (broken_requests); i++)
    for (gsize door = 0; door < G_N_ELEMENTS (addresses); door++)
      assert_refused_alone (addresses[door], &broken_requests[i]);
  assert_others_are_answered (token, 1);
  assert_nothing_is_left (before);
}

int
main (int argc, char *argv[])
{
  int status;

  signal (SIGPIPE, SIG_IGN);
  g_test_init (&argc, &argv, NULL);
  test_http_set_keeping (FALSE);
  g_test_add_func ("/crowd/slow-ones-hold-nobody-up-and-are-ended", test_slow_ones_hold_nobody_up_and_are_ended);
  g_test_add_func ("/crowd/floods-are-refused-and-hold-nobody-up", test_floods_are_refused_and_hold_nobody_up);
  g_test_add_func ("/crowd/pipelines-and-half-closed-clients-are-answered-in-turn",
                   test_pipelines_and_half_closed_clients_are_answered_in_turn);
  g_test_add_func ("/crowd/broken-framing-is-refused-at-every-door", test_broken_framing_is_refused_at_every_door);
  service = test_service_start (NULL);
  status = test_http_run ();
  test_service_free (service);
  return status;
}
