/* bench-http-create: a durable create over HTTP, against one row put into a bare SQLite file.
 *
 * One client on one connection to a real tesserad, an admin key and an
 * idempotency key with every request. The bare file lies beside the service's
 * and commits alone, with the same journal and synchronisation; both take
 * turns, so that whatever else the machine does hits both. */

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "bench-figures.h"
#include "tessera-config.h"
#include "test-service.h"

#define N_CREATES 1500
#define N_WARM_UP 50
#define PART 25           /* creates of one ratio; the figure is the median of the parts */
#define N_PARTS (N_CREATES / PART)

typedef struct
{
  TestService *service;
  GSocketConnection *connection;
  GDataInputStream *in;
  char *address;
  char *bare_path;
  sqlite3 *bare;
  sqlite3_stmt *insert;
} Bench;

static void
open_connection (Bench *bench)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;

  bench->address = g_strdup (strstr (test_service_get_url (bench->service), "://") + 3);
  bench->connection = g_socket_client_connect_to_host (client, bench->address, 80, NULL, &error);
  figures_require (error == NULL, error != NULL ? error->message : NULL);
  g_socket_set_option (g_socket_connection_get_socket (bench->connection), 6 /* TCP */, 1 /* no delay */, 1, NULL);
  bench->in = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (bench->connection)));
  g_data_input_stream_set_newline_type (bench->in, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
}

static void
open_bare (Bench *bench)
{
  static const char set_up[] = "PRAGMA journal_mode = PERSIST; PRAGMA synchronous = FULL;"
                               "CREATE TABLE tokens (number INTEGER PRIMARY KEY, name TEXT, type TEXT,"
                               " expires_at INTEGER, created_at INTEGER, digest BLOB) STRICT";

  bench->bare_path = g_build_filename (test_service_get_folder (bench->service), "bare.db", NULL);
  figures_require (sqlite3_open (bench->bare_path, &bench->bare) == SQLITE_OK
                       && sqlite3_exec (bench->bare, set_up, NULL, NULL, NULL) == SQLITE_OK
                       && sqlite3_prepare_v2 (bench->bare,
                                              "INSERT INTO tokens (name, type, expires_at, created_at, digest)"
                                              " VALUES (?1, 'api_key', 1900000000, 1800000000, randomblob (32))",
                                              -1, &bench->insert, NULL)
                              == SQLITE_OK,
                   "The bare database can't be set up.");
}

/* Reads one answer whole; it must be a 201. */
static void
read_created (Bench *bench)
{
  gsize length = 0;
  gboolean created = FALSE;
  char *line;

  while ((line = g_data_input_stream_read_line (bench->in, NULL, NULL, NULL)) != NULL && *line != '\0')
    {
      created |= g_str_has_prefix (line, "HTTP/1.1 201 ");
      if (g_ascii_strncasecmp (line, "Content-Length:", 15) == 0)
        length = (gsize) g_ascii_strtoull (line + 15, NULL, 10);
      g_free (line);
    }
  g_free (line);
  figures_require (created && length > 0 && g_input_stream_skip (G_INPUT_STREAM (bench->in), length, NULL, NULL) == (gssize) length,
                   "The service did not answer 201.");
}

/* Microseconds. */
static double
time_service (Bench *bench, guint index)
{
  g_autofree char *body = g_strdup_printf ("{\"name\":\"Nightly import %u\",\"type\":\"api_key\","
                                           "\"permissions\":{\"products\":[\"read\",\"write\"],\"reports\":[\"read\"]},"
                                           "\"expires_at\":null}",
                                           index);
  g_autofree char *request
      = g_strdup_printf ("POST /v1/tokens HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nIdempotency-Key: key-%u\r\n"
                         "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
                         bench->address, test_service_get_manager_key (bench->service), index, strlen (body), body);
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (bench->connection));
  gint64 start = g_get_monotonic_time ();

  figures_require (g_output_stream_write_all (out, request, strlen (request), NULL, NULL, NULL),
                   "The service took no request.");
  read_created (bench);
  return (double) (g_get_monotonic_time () - start);
}

static double
time_bare (Bench *bench, guint index)
{
  g_autofree char *name = g_strdup_printf ("Nightly import %u", index);
  gint64 start = g_get_monotonic_time ();

  sqlite3_bind_text (bench->insert, 1, name, -1, SQLITE_STATIC);
  figures_require (sqlite3_step (bench->insert) == SQLITE_DONE, "The bare insert failed.");
  sqlite3_reset (bench->insert);
  return (double) (g_get_monotonic_time () - start);
}

static void
close_bench (Bench *bench)
{
  g_autofree char *journal = g_strconcat (bench->bare_path, "-journal", NULL);

  g_clear_object (&bench->in);
  g_clear_object (&bench->connection);
  sqlite3_finalize (bench->insert);
  sqlite3_close (bench->bare);
  g_unlink (bench->bare_path);
  g_unlink (journal);
  test_service_free (bench->service);
  g_free (bench->bare_path);
  g_free (bench->address);
}

static double
sum (const double *values, guint n_values)
{
  double total = 0;

  for (guint i = 0; i < n_values; i++)
    total += values[i];
  return total;
}

static void
tell (double *service, double *bare)
{
  double ratios[N_PARTS];

  for (guint i = 0; i < N_PARTS; i++)
    ratios[i] = sum (service + i * PART, PART) / sum (bare + i * PART, PART);

  g_print ("durable create over HTTP: %.2f ms (p99 %.2f); bare SQLite insert: %.2f ms (p99 %.2f); ratio %.2f"
           " (medians of %d, in turns)\n",
           figures_median (service, N_CREATES) / 1000, figures_quantile (service, N_CREATES, 0.99) / 1000,
           figures_median (bare, N_CREATES) / 1000, figures_quantile (bare, N_CREATES, 0.99) / 1000,
           figures_median (ratios, N_PARTS), N_CREATES);
}

int
main (void)
{
  static double service[N_CREATES], bare[N_CREATES];
  Bench bench = { .service = test_service_start (NULL) };

  open_connection (&bench);
  open_bare (&bench);
  for (guint i = 0; i < N_WARM_UP; i++)
    {
      time_service (&bench, i);
      time_bare (&bench, i);
    }
  for (guint i = 0; i < N_CREATES; i++)
    {
      service[i] = time_service (&bench, N_WARM_UP + i);
      bare[i] = time_bare (&bench, N_WARM_UP + i);
    }
  close_bench (&bench);

  tell (service, bare);
  return EXIT_SUCCESS;
}
