/* bench-store-uses: how long a create waits while the use of 100,000 tokens is written, against a quiet one. */

#include <glib/gstdio.h>
#include <stdlib.h>

#include "bench-figures.h"
#include "fill-plausible.h"
#include "tessera-config.h"
#include "tessera-store-sqlite.h"

#define N_TOKENS 100000
#define N_QUIET 500
#define MOST 100000

typedef struct
{
  char *folder, *path;
  TesseraCatalogue *catalogue;
  TesseraStore *store;
  gint64 now;
  guint n_created;
} Bench;

static void
fill (const Bench *bench)
{
  g_autofree char *number = g_strdup_printf ("%d", N_TOKENS);
  const char *const command[] = {
    TESSERA_BUILD_DIR "/tests/bench/tessera-fill", "--database", bench->path, "--tokens", number, NULL
  };
  int status;

  figures_require (g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, NULL)
                       && status == 0,
                   "The database can't be filled.");
}

static void
open_bench (Bench *bench)
{
  g_autoptr (GError) error = NULL;

  bench->folder = g_build_filename (TESSERA_BUILD_DIR, "bench-uses-XXXXXX", NULL);
  figures_require (g_mkdtemp (bench->folder) != NULL, "There is no room for a folder in the build folder.");
  bench->path = g_build_filename (bench->folder, "store.db", NULL);
  bench->now = tessera_time_now ();
  fill (bench);

  bench->catalogue = tessera_catalogue_load (TESSERA_SOURCE_DIR "/data/catalogue.json", &error);
  figures_require (bench->catalogue != NULL, error != NULL ? error->message : NULL);
  bench->store = TESSERA_STORE (
      tessera_store_sqlite_open (bench->path, NULL, bench->catalogue, TESSERA_STORE_SERVE, &error));
  figures_require (bench->store != NULL, error != NULL ? error->message : NULL);
}

static void
close_bench (Bench *bench)
{
  static const char *const ends[] = { "", ".key", ".lock", "-journal" };

  g_clear_object (&bench->store);
  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *path = g_strconcat (bench->path, ends[i], NULL);

      g_unlink (path);
    }
  g_rmdir (bench->folder);
  tessera_catalogue_unref (bench->catalogue);
  g_free (bench->folder);
  g_free (bench->path);
}

/* Microseconds. */
static double
time_create (Bench *bench)
{
  g_autoptr (TesseraSecret) secret = tessera_secret_mint (TESSERA_SECRET_TOKEN);
  g_autoptr (TesseraDraft) draft = tessera_draft_new (bench->catalogue, bench->now);
  TesseraAdmin by = { 1, (char *) "Mara", TESSERA_ROLE_MANAGER };
  g_autoptr (TesseraToken) token = NULL;
  g_autoptr (GError) error = NULL;
  gboolean replayed;
  gint64 start;

  g_free (draft->name);
  draft->name = g_strdup_printf ("Meanwhile %u", bench->n_created++);
  draft->permissions = tessera_permissions_with (draft->permissions, 0, TESSERA_VERB_READ, TRUE);
  start = g_get_monotonic_time ();
  token = tessera_store_create (bench->store, draft, secret, NULL, &by, bench->now, &replayed, &error);
  figures_require (token != NULL, error != NULL ? error->message : NULL);
  return (double) (g_get_monotonic_time () - start);
}

/* As a day's traffic would be: each token in two areas, one of them also written to. */
static void
count_all (const Bench *bench)
{
  for (gint64 number = 1; number <= N_TOKENS; number++)
    {
      const TesseraHolder holder = { .number = number };

      tessera_store_count_use (bench->store, &holder, 0, TESSERA_VERB_READ, bench->now);
      tessera_store_count_use (bench->store, &holder, 1, TESSERA_VERB_READ, bench->now);
      tessera_store_count_use (bench->store, &holder, 1, TESSERA_VERB_WRITE, bench->now);
    }
}

static int written; /* atomic */

static gpointer
write_uses (gpointer store)
{
  g_autoptr (GError) error = NULL;

  figures_require (tessera_store_write_uses (store, &error), error != NULL ? error->message : NULL);
  g_atomic_int_set (&written, TRUE);
  return NULL;
}

int
main (void)
{
  static double quiet[N_QUIET], meanwhile[MOST];
  gsize n_meanwhile = 0;
  Bench bench = { 0 };
  GThread *writer;
  gint64 start;
  double seconds;

  open_bench (&bench);
  for (guint i = 0; i < N_QUIET; i++)
    quiet[i] = time_create (&bench);
  count_all (&bench);

  start = g_get_monotonic_time ();
  writer = g_thread_new ("writer", write_uses, bench.store);
  while (n_meanwhile == 0 || (!g_atomic_int_get (&written) && n_meanwhile < MOST))
    meanwhile[n_meanwhile++] = time_create (&bench);
  g_thread_join (writer);
  seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  close_bench (&bench);

  g_print ("the use of %d tokens is written in %.1f s; a create waits meanwhile at most %.1f ms (median %.2f of %zu), "
           "in quiet times at most %.1f ms (median %.2f of %d)\n",
           N_TOKENS, seconds, figures_quantile (meanwhile, n_meanwhile, 1) / 1000,
           figures_median (meanwhile, n_meanwhile) / 1000, n_meanwhile, figures_quantile (quiet, N_QUIET, 1) / 1000,
           figures_median (quiet, N_QUIET) / 1000, N_QUIET);
  return EXIT_SUCCESS;
}
