/* Another program, a backup or somebody's shell, has the database for a while. */

#include "store-bed.h"

#include <sqlite3.h>

/* (transfer full): a connection that nobody else gets past */
static sqlite3 *
hold (StoreBed *bed)
{
  sqlite3 *other;

  g_assert_cmpint (sqlite3_open_v2 (bed->path, &other, SQLITE_OPEN_READWRITE | SQLITE_OPEN_FULLMUTEX, NULL), ==,
                   SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "BEGIN EXCLUSIVE", NULL, NULL, NULL), ==, SQLITE_OK);
  return other;
}

static gpointer
let_go_soon (gpointer other)
{
  g_usleep (300 * 1000);
  g_assert_cmpint (sqlite3_close (other), ==, SQLITE_OK);
  return NULL;
}

static void
test_a_change_waits_for_its_turn (void)
{
  g_autoptr (StoreBed) bed = store_bed_new ();
  GThread *thread = g_thread_new ("let go", let_go_soon, hold (bed));
  g_autoptr (TesseraToken) token = store_bed_create (bed, "Kiosk", TESSERA_NEVER, NOON, NULL);

  g_thread_join (thread);
  g_assert_cmpint (store_bed_query_int (bed, "SELECT count (*) FROM tokens"), ==, 1);
}

static TesseraToken *
try_create (StoreBed *bed, GError **error)
{
  g_autoptr (TesseraDraft) draft = store_bed_draft (bed, "Kiosk", TESSERA_NEVER);
  g_autoptr (TesseraSecret) secret = tessera_secret_mint (TESSERA_SECRET_TOKEN);

  return tessera_store_create (bed->store, draft, secret, NULL, bed->by, NOON, NULL, error);
}

/* And when the other one is gone, the same store goes on. */
static void
test_whoever_hurries_is_told_at_once (void)
{
  g_autoptr (StoreBed) bed = store_bed_new ();
  g_autoptr (GTimer) timer = g_timer_new ();
  g_autoptr (TesseraToken) token = NULL;
  g_autoptr (GError) changed = NULL, checked = NULL, error = NULL;
  sqlite3 *other = hold (bed);

  tessera_store_sqlite_hurry (TESSERA_STORE_SQLITE (bed->store));
  g_assert_null (try_create (bed, &changed));
  g_assert_error (changed, TESSERA_ERROR, TESSERA_ERROR_BUSY);
  g_assert_false (tessera_store_check (bed->store, &checked));
  g_assert_error (checked, TESSERA_ERROR, TESSERA_ERROR_BUSY);
  g_assert_cmpfloat (g_timer_elapsed (timer, NULL), <, 4.0);

  g_assert_cmpint (sqlite3_close (other), ==, SQLITE_OK);
  token = try_create (bed, &error);
  g_assert_no_error (error);
}

static void
test_a_hold_without_end_is_told_after_five_seconds (void)
{
  g_autoptr (StoreBed) bed = store_bed_new ();
  g_autoptr (GTimer) timer = g_timer_new ();
  g_autoptr (GError) error = NULL;
  sqlite3 *other = hold (bed);

  g_assert_null (try_create (bed, &error));
  g_assert_error (error, TESSERA_ERROR, TESSERA_ERROR_BUSY);
  g_assert_cmpfloat (g_timer_elapsed (timer, NULL), >=, 5.0);
  g_assert_cmpint (sqlite3_close (other), ==, SQLITE_OK);
  g_assert_cmpint (store_bed_query_int (bed, "SELECT count (*) FROM tokens"), ==, 0);
}

/* The five seconds are there once, not for each who waits in the queue. When it was over, the next hold is waited for. */
static void
test_the_next_ones_are_told_almost_at_once (void)
{
  g_autoptr (StoreBed) bed = store_bed_new ();
  g_autoptr (TesseraToken) first = NULL, second = NULL;
  g_autoptr (GTimer) timer = NULL;
  sqlite3 *other = hold (bed);
  GThread *thread;

  g_assert_null (try_create (bed, NULL));
  timer = g_timer_new ();
  for (guint i = 0; i < 10; i++)
    g_assert_null (try_create (bed, NULL));
  g_assert_cmpfloat (g_timer_elapsed (timer, NULL), <, 4.0);

  g_assert_cmpint (sqlite3_close (other), ==, SQLITE_OK);
  first = store_bed_create (bed, "First", TESSERA_NEVER, NOON, NULL);
  thread = g_thread_new ("let go", let_go_soon, hold (bed));
  second = store_bed_create (bed, "Second", TESSERA_NEVER, NOON, NULL);
  g_thread_join (thread);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/busy/a-change-waits-for-its-turn", test_a_change_waits_for_its_turn);
  g_test_add_func ("/busy/whoever-hurries-is-told-at-once", test_whoever_hurries_is_told_at_once);
  g_test_add_func ("/busy/a-hold-without-end-is-told-after-five-seconds",
                   test_a_hold_without_end_is_told_after_five_seconds);
  g_test_add_func ("/busy/the-next-ones-are-told-almost-at-once", test_the_next_ones_are_told_almost_at_once);
  return g_test_run ();
}
