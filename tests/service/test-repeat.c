#include "tessera-repeat.h"

typedef struct
{
  GMutex mutex;
  GCond cond;
  guint n;
} Counter;

static void
count_up (gpointer data)
{
  Counter *counter = data;

  g_mutex_lock (&counter->mutex);
  counter->n++;
  g_cond_signal (&counter->cond);
  g_mutex_unlock (&counter->mutex);
}

static void
test_a_deed_is_done_again_and_again_until_it_is_stopped (void)
{
  Counter counter = { 0 };
  TesseraRepeat *repeat = tessera_repeat_start ("test", G_TIME_SPAN_MILLISECOND, count_up, &counter);

  g_mutex_lock (&counter.mutex);
  while (counter.n < 3)
    g_cond_wait (&counter.cond, &counter.mutex);
  g_mutex_unlock (&counter.mutex);
  tessera_repeat_stop (repeat);
  g_assert_cmpuint (counter.n, >=, 3);
}

static void
test_stopping_waits_for_no_pause (void)
{
  Counter counter = { 0 };
  gint64 start = g_get_monotonic_time ();

  tessera_repeat_stop (tessera_repeat_start ("test", G_TIME_SPAN_DAY, count_up, &counter));
  g_assert_cmpint (g_get_monotonic_time () - start, <, G_TIME_SPAN_HOUR);
  g_assert_cmpuint (counter.n, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/repeat/a-deed-is-done-again-and-again-until-it-is-stopped",
                   test_a_deed_is_done_again_and_again_until_it_is_stopped);
  g_test_add_func ("/repeat/stopping-waits-for-no-pause", test_stopping_waits_for_no_pause);
  return g_test_run ();
}
