#include "tessera-watchdog.h"

static const gint64 patience[TESSERA_N_PHASES] = {
  [TESSERA_PHASE_NEW] = 10, [TESSERA_PHASE_IDLE] = 60,  [TESSERA_PHASE_REQUEST] = 10,
  [TESSERA_PHASE_ANSWER] = 30, [TESSERA_PHASE_LINGER] = 2,
};

typedef struct
{
  const char *name;
  TesseraWatch watch;
} Client;

static void
test_nobody_watched_has_no_deadline (void)
{
  TesseraWatchdog watchdog;

  tessera_watchdog_init (&watchdog, patience);
  g_assert_cmpint (tessera_watchdog_get_deadline (&watchdog), ==, G_MAXINT64);
  g_assert_null (tessera_watchdog_find_overdue (&watchdog, G_MAXINT64));
  g_assert_null (tessera_watchdog_find_idlest (&watchdog, NULL, NULL));
  g_assert_null (tessera_watchdog_find_any (&watchdog));
}

static void
test_deadline_runs_from_entering_a_phase (void)
{
  TesseraWatchdog watchdog;
  Client client = { "a" };

  tessera_watchdog_init (&watchdog, patience);
  tessera_watchdog_add (&watchdog, &client.watch, &client, TESSERA_PHASE_NEW, 100);
  g_assert_cmpint (tessera_watchdog_get_deadline (&watchdog), ==, 110);
  tessera_watchdog_enter (&watchdog, &client.watch, TESSERA_PHASE_REQUEST, 109);
  g_assert_null (tessera_watchdog_find_overdue (&watchdog, 118));
  g_assert_true (tessera_watchdog_find_overdue (&watchdog, 119) == &client);
  tessera_watchdog_enter (&watchdog, &client.watch, TESSERA_PHASE_IDLE, 119);
  g_assert_cmpint (tessera_watchdog_get_deadline (&watchdog), ==, 179);
  tessera_watchdog_remove (&watchdog, &client.watch);
  g_assert_cmpint (tessera_watchdog_get_deadline (&watchdog), ==, G_MAXINT64);
}

static void
test_overdue_ones_are_found_in_every_phase (void)
{
  for (guint phase = 0; phase < TESSERA_N_PHASES; phase++)
    {
      TesseraWatchdog watchdog;
      Client client = { "a" };

      tessera_watchdog_init (&watchdog, patience);
      tessera_watchdog_add (&watchdog, &client.watch, &client, phase, 1000);
      g_assert_null (tessera_watchdog_find_overdue (&watchdog, 1000 + patience[phase] - 1));
      g_assert_true (tessera_watchdog_find_overdue (&watchdog, 1000 + patience[phase]) == &client);
      g_assert_true (tessera_watchdog_find_any (&watchdog) == &client);
    }
}

static gboolean
is_named (gpointer owner, gconstpointer name)
{
  return ((const Client *) owner)->name == name;
}

static void
test_idlest_has_no_request_under_way (void)
{
  static const char a[] = "a", b[] = "b";
  TesseraWatchdog watchdog;
  Client request = { a }, answer = { a }, idle = { a }, fresh = { b }, linger = { b };

  tessera_watchdog_init (&watchdog, patience);
  tessera_watchdog_add (&watchdog, &request.watch, &request, TESSERA_PHASE_REQUEST, 1);
  tessera_watchdog_add (&watchdog, &answer.watch, &answer, TESSERA_PHASE_ANSWER, 2);
  g_assert_null (tessera_watchdog_find_idlest (&watchdog, NULL, NULL));

  tessera_watchdog_add (&watchdog, &linger.watch, &linger, TESSERA_PHASE_LINGER, 3);
  tessera_watchdog_add (&watchdog, &idle.watch, &idle, TESSERA_PHASE_IDLE, 4);
  tessera_watchdog_add (&watchdog, &fresh.watch, &fresh, TESSERA_PHASE_NEW, 5);
  g_assert_true (tessera_watchdog_find_idlest (&watchdog, NULL, NULL) == &linger);
  g_assert_true (tessera_watchdog_find_idlest (&watchdog, is_named, a) == &idle);
  tessera_watchdog_remove (&watchdog, &linger.watch);
  g_assert_true (tessera_watchdog_find_idlest (&watchdog, is_named, b) == &fresh);
  tessera_watchdog_enter (&watchdog, &idle.watch, TESSERA_PHASE_IDLE, 6);
  g_assert_true (tessera_watchdog_find_idlest (&watchdog, NULL, NULL) == &fresh);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/watchdog/nobody-watched-has-no-deadline", test_nobody_watched_has_no_deadline);
  g_test_add_func ("/watchdog/deadline-runs-from-entering-a-phase", test_deadline_runs_from_entering_a_phase);
  g_test_add_func ("/watchdog/overdue-ones-are-found-in-every-phase", test_overdue_ones_are_found_in_every_phase);
  g_test_add_func ("/watchdog/idlest-has-no-request-under-way", test_idlest_has_no_request_under_way);
  return g_test_run ();
}
