/* bench-store-create: what a durable create costs in the store, against one row put into a bare SQLite file.
 *
 * Both commit alone, with the same journal and synchronisation, in files side
 * by side on the disk of the build folder, in turns, so that whatever else the
 * machine does hits both. */

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdlib.h>

#include "bench-figures.h"
#include "fill-plausible.h"
#include "tessera-config.h"
#include "tessera-store-sqlite.h"

#define ROUNDS 41
#define CREATES_A_ROUND 25
#define N_TOKENS (ROUNDS * CREATES_A_ROUND)

typedef struct
{
  char *folder, *store_path, *bare_path;
  TesseraCatalogue *catalogue;
  TesseraStore *store;
  sqlite3 *bare;
  sqlite3_stmt *insert;
  GRand *chance;
  gint64 now;
  guint n_created;
} Bench;

static void
open_store (Bench *bench)
{
  g_autoptr (GError) error = NULL;

  bench->catalogue = tessera_catalogue_load (TESSERA_SOURCE_DIR "/data/catalogue.json", &error);
  figures_require (bench->catalogue != NULL, error != NULL ? error->message : NULL);
  bench->store = TESSERA_STORE (tessera_store_sqlite_open (bench->store_path, NULL, bench->catalogue,
                                                           TESSERA_STORE_SERVE | TESSERA_STORE_CREATE, &error));
  figures_require (bench->store != NULL, error != NULL ? error->message : NULL);
}

static void
open_bare (Bench *bench)
{
  static const char set_up[] = "PRAGMA journal_mode = PERSIST; PRAGMA synchronous = FULL;"
                               "CREATE TABLE tokens (number INTEGER PRIMARY KEY, name TEXT, type TEXT,"
                               " expires_at INTEGER, created_at INTEGER, digest BLOB) STRICT";

  figures_require (sqlite3_open (bench->bare_path, &bench->bare) == SQLITE_OK &&
                   sqlite3_exec (bench->bare, set_up, NULL, NULL, NULL) == SQLITE_OK &&
                   sqlite3_prepare_v2 (bench->bare,
                                       "INSERT INTO tokens (name, type, expires_at, created_at, digest)"
                                       " VALUES (?1, ?2, ?3, ?4, randomblob (32))",
                                       -1, &bench->insert, NULL) == SQLITE_OK,
               "The bare database can't be set up.");
}

static void
open_bench (Bench *bench)
{
  bench->folder = g_build_filename (TESSERA_BUILD_DIR, "bench-store-XXXXXX", NULL);
  figures_require (g_mkdtemp (bench->folder) != NULL, "There is no room for a folder in the build folder.");
  bench->store_path = g_build_filename (bench->folder, "store.db", NULL);
  bench->bare_path = g_build_filename (bench->folder, "bare.db", NULL);
  bench->chance = g_rand_new_with_seed (1);
  bench->now = tessera_time_now ();
  open_store (bench);
  open_bare (bench);
}

static void
close_bench (Bench *bench)
{
  static const char *const names[] = { "store.db",         "store.db.key", "store.db.lock",
                                       "store.db-journal", "bare.db",      "bare.db-journal" };

  g_clear_object (&bench->store);
  sqlite3_finalize (bench->insert);
  sqlite3_close (bench->bare);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (bench->folder, names[i], NULL);

      g_unlink (path);
    }
  g_rmdir (bench->folder);

  tessera_catalogue_unref (bench->catalogue);
  g_rand_free (bench->chance);
  g_free (bench->folder);
  g_free (bench->store_path);
  g_free (bench->bare_path);
}

/* Microseconds that the store needs for @plausible, as the service uses it: with an idempotency key. */
static gint64
time_store (Bench *bench, const PlausibleToken *plausible)
{
  g_autoptr (TesseraSecret) secret = tessera_secret_mint (TESSERA_SECRET_TOKEN);
  g_autofree char *key = tessera_random_id (22);
  TesseraReplayKey replay = { .key = key };
  TesseraAdmin by = { 1, (char *) "Mara", TESSERA_ROLE_MANAGER };
  g_autoptr (TesseraToken) token = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();

  token = tessera_store_create (bench->store, plausible->draft, secret, &replay, &by, bench->now, NULL, &error);
  figures_require (token != NULL, error != NULL ? error->message : NULL);
  return g_get_monotonic_time () - start;
}

static gint64
time_bare (Bench *bench, const PlausibleToken *plausible)
{
  gint64 start = g_get_monotonic_time ();

  sqlite3_bind_text (bench->insert, 1, plausible->draft->name, -1, SQLITE_STATIC);
  sqlite3_bind_text (bench->insert, 2, plausible->draft->type, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (bench->insert, 3, plausible->draft->expires_at);
  sqlite3_bind_int64 (bench->insert, 4, bench->now);
  figures_require (sqlite3_step (bench->insert) == SQLITE_DONE, "The bare insert failed.");
  sqlite3_reset (bench->insert);
  return g_get_monotonic_time () - start;
}

int
main (void)
{
  double store[ROUNDS] = { 0 }, bare[ROUNDS] = { 0 }, ratio[ROUNDS];
  Bench bench = { 0 };

  open_bench (&bench);
  for (guint round = 0; round < ROUNDS; round++)
    {
      for (guint i = 0; i < CREATES_A_ROUND; i++)
        {
          g_auto (PlausibleToken) plausible = { 0 };

          plausible_token_make (&plausible, bench.catalogue, bench.chance, bench.n_created++, N_TOKENS, bench.now);
          store[round] += (double) time_store (&bench, &plausible) / CREATES_A_ROUND;
          bare[round] += (double) time_bare (&bench, &plausible) / CREATES_A_ROUND;
        }
      ratio[round] = store[round] / bare[round];
    }
  close_bench (&bench);

  g_print ("durable create in the store: %.2f ms; bare SQLite insert: %.2f ms; ratio %.2f (medians of %d rounds)\n",
           figures_median (store, ROUNDS) / 1000, figures_median (bare, ROUNDS) / 1000, figures_median (ratio, ROUNDS), ROUNDS);
  return EXIT_SUCCESS;
}
