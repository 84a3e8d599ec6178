/* What tokens did is counted in memory and written in parts; nothing of it is lost or counted twice on the way. */

#include "store-bed.h"

#include <sqlite3.h>

#define N_TOKENS 2500 /* more than two parts */

/* A bed with many tokens, all alike. */
static StoreBed *
new_full (void)
{
  StoreBed *bed = store_bed_new ();
  g_autoptr (TesseraToken) token = store_bed_create (bed, "Kiosk", TESSERA_NEVER, NOON, NULL);
  g_autofree char *sql = g_strdup_printf (
      "INSERT INTO tokens WITH RECURSIVE more (number) AS (VALUES (2) UNION ALL SELECT number + 1 FROM more"
      " WHERE number < %d) SELECT more.number, id || more.number, name, type, permissions, expires_at, revoked_at, hint,"
      " created_at, created_by, updated_at, updated_by, last_used_at, revision FROM more, tokens",
      N_TOKENS);

  store_bed_execute (bed, sql);
  return bed;
}

static void
count_all (StoreBed *bed, gint64 now)
{
  for (gint64 number = 1; number <= N_TOKENS; number++)
    {
      const TesseraHolder holder = { .number = number };

      tessera_store_count_use (bed->store, &holder, 1, TESSERA_VERB_READ, now);
      tessera_store_count_use (bed->store, &holder, 5, TESSERA_VERB_WRITE, now);
    }
}

static void
write_all (StoreBed *bed)
{
  g_autoptr (GError) error = NULL;

  tessera_store_write_uses (bed->store, &error);
  g_assert_no_error (error);
}

static gint64
get_written (StoreBed *bed)
{
  return store_bed_query_int (bed, "SELECT coalesce (sum (count), 0) FROM uses");
}

static void
test_all_of_it_is_written_however_much_there_is (void)
{
  g_autoptr (StoreBed) bed = new_full ();

  count_all (bed, NOON);
  write_all (bed);
  g_assert_cmpint (get_written (bed), ==, 2 * N_TOKENS);
  g_assert_cmpint (store_bed_query_int (bed, "SELECT count (*) FROM tokens WHERE last_used_at = %d", (int) NOON), ==,
                   N_TOKENS);

  count_all (bed, NOON + HOUR);
  write_all (bed);
  write_all (bed);
  g_assert_cmpint (get_written (bed), ==, 4 * N_TOKENS);
  g_assert_cmpint (store_bed_query_int (bed, "SELECT count (*) FROM uses WHERE count = 2"), ==, 2 * N_TOKENS);
}

/* The clock may go back: what is told of the last use does not. */
static void
test_the_last_use_never_goes_back (void)
{
  g_autoptr (StoreBed) bed = new_full ();

  count_all (bed, NOON);
  write_all (bed);
  count_all (bed, NOON - DAY);
  write_all (bed);
  g_assert_cmpint (store_bed_query_int (bed, "SELECT min (last_used_at) FROM tokens"), ==, NOON);
  g_assert_cmpint (store_bed_query_int (bed, "SELECT min (last_at) FROM uses"), ==, NOON);
}

/* The second part fails, as with a disk that fills up meanwhile: the first one stays written, and is not written again. */
static void
test_what_a_fault_left_over_is_written_later (void)
{
  g_autoptr (StoreBed) bed = new_full ();
  g_autoptr (GError) error = NULL;

  store_bed_execute (bed, "CREATE TRIGGER full BEFORE INSERT ON uses WHEN (SELECT count (*) FROM uses) >= 3000"
                          " BEGIN SELECT raise (ABORT, 'full'); END");
  count_all (bed, NOON);
  g_assert_false (tessera_store_write_uses (bed->store, &error));
  g_assert_error (error, TESSERA_ERROR, TESSERA_ERROR_STORAGE);
  g_assert_cmpint (get_written (bed), ==, 2000);

  count_all (bed, NOON);
  store_bed_execute (bed, "DROP TRIGGER full");
  write_all (bed);
  g_assert_cmpint (get_written (bed), ==, 4 * N_TOKENS);
}

static gint64
get_told (StoreBed *bed, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TesseraUsage) usage = tessera_store_usage (bed->store, id, &error);

  g_assert_no_error (error);
  return usage->uses[1][TESSERA_VERB_READ].count;
}

/* Counted, waiting after a fault, written: whoever asks is told of all three. */
static void
test_what_is_not_written_yet_is_told (void)
{
  g_autoptr (StoreBed) bed = new_full ();
  g_autofree char *id = store_bed_query_text (bed, "SELECT id FROM tokens WHERE number = 1");

  count_all (bed, NOON);
  g_assert_cmpint (get_told (bed, id), ==, 1);
  store_bed_execute (bed, "CREATE TRIGGER full BEFORE INSERT ON uses BEGIN SELECT raise (ABORT, 'full'); END");
  g_assert_false (tessera_store_write_uses (bed->store, NULL));
  count_all (bed, NOON);
  g_assert_cmpint (get_told (bed, id), ==, 2);

  store_bed_execute (bed, "DROP TRIGGER full");
  write_all (bed);
  count_all (bed, NOON);
  g_assert_cmpint (get_told (bed, id), ==, 3);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/uses/all-of-it-is-written-however-much-there-is", test_all_of_it_is_written_however_much_there_is);
  g_test_add_func ("/uses/the-last-use-never-goes-back", test_the_last_use_never_goes_back);
  g_test_add_func ("/uses/what-a-fault-left-over-is-written-later", test_what_a_fault_left_over_is_written_later);
  g_test_add_func ("/uses/what-is-not-written-yet-is-told", test_what_is_not_written_yet_is_told);
  return g_test_run ();
}
