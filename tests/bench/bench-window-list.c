/* bench-window-list: 100,000 tokens fetched and shown in the built window, against json-glib parsing the same bytes.
 *
 * The window and its own service, as they are; the screen tells when the list
 * is whole, since the progress bar that goes then is the last thing drawn. The
 * pages are then fetched once more from the same service and parsed here, with
 * nothing made of them. */

#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>
#include <json-glib/json-glib.h>
#include <stdlib.h>
#include <string.h>

#include "bench-figures.h"
#include "tessera-config.h"
#include "watched-run.h"

#define WINDOW TESSERA_BUILD_DIR "/src/app/tessera"
#define BARE TESSERA_BUILD_DIR "/tests/bench/bare-window"
#define N_TOKENS 100000
#define N_FEW 50          /* fill the window, and weigh nothing */
#define N_ROWS 250        /* so many that the view makes all the rows it ever makes */
#define LEAST_LINES 3
#define QUIET_MS 2500

typedef struct
{
  guint n_tokens, n_pages;
  gsize n_bytes;
  double parsing;     /* milliseconds, all pages together */
} Bare;

static char *
get (const char *socket, const char *target)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (socket);
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GOutputStream) answer = g_memory_output_stream_new_resizable ();
  g_autofree char *request = g_strdup_printf ("GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", target);
  GIOStream *stream;

  connection = g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, NULL);
  figures_require (connection != NULL, "The window's service can't be asked.");
  stream = G_IO_STREAM (connection);
  figures_require (g_output_stream_write_all (g_io_stream_get_output_stream (stream), request, strlen (request), NULL,
                                              NULL, NULL)
                       && g_output_stream_splice (answer, g_io_stream_get_input_stream (stream), 0, NULL, NULL) > 0
                       && g_output_stream_write_all (answer, "", 1, NULL, NULL, NULL)
                       && g_output_stream_close (answer, NULL, NULL),
                   "The window's service did not answer.");
  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (answer));
}

/* Parses a page. Returns: (transfer full) (nullable): the next one's cursor */
static char *
parse (Bare *bare, const char *body)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  gint64 start = g_get_monotonic_time ();
  JsonObject *page;

  figures_require (json_parser_load_from_data (parser, body, -1, NULL), "A page is no JSON.");
  bare->parsing += (double) (g_get_monotonic_time () - start) / 1000;

  page = json_node_get_object (json_parser_get_root (parser));
  bare->n_pages++;
  bare->n_bytes += strlen (body);
  bare->n_tokens += json_array_get_length (json_object_get_array_member (page, "tokens"));
  return g_strdup (json_object_get_string_member_with_default (page, "next_cursor", NULL));
}

static void
measure_bare (gpointer data)
{
  Bare *bare = data;
  g_autofree char *socket = g_build_filename (g_get_user_runtime_dir (), "tessera", "service.socket", NULL);
  g_autofree char *cursor = NULL;

  do
    {
      g_autofree char *target = cursor == NULL ? g_strdup ("/v1/tokens?limit=500")
                                               : g_strdup_printf ("/v1/tokens?limit=500&cursor=%s", cursor);
      g_autofree char *answer = get (socket, target);

      g_free (cursor);
      cursor = parse (bare, strstr (answer, "\r\n\r\n") + 4);
    }
  while (cursor != NULL);
}

/* What each token adds: over a bare window, over the same window with a few, and over it with all its rows. */
static void
tell_memory (const RunFigures *many, const RunFigures *few, const RunFigures *rows, const RunFigures *bare)
{
  const double mib = 1 << 20;

  g_print ("list, %d tokens: memory %.0f MiB proportional, %.0f private; that is %.0f bytes a token over a bare window, %.0f over the"
           " window with %d, and %.0f over it with %d (private)\n",
           N_TOKENS, many->proportional, many->private, (many->private - bare->private) * mib / N_TOKENS,
           (many->private - few->private) * mib / (N_TOKENS - N_FEW), N_FEW,
           (many->private - rows->private) * mib / (N_TOKENS - N_ROWS), N_ROWS);
}

int
main (void)
{
  g_autoptr (ScreenWatch) watch = screen_watch_new ();
  g_auto (GStrv) home = watched_run_prepare_home (N_TOKENS), small_home = watched_run_prepare_home (N_FEW);
  g_auto (GStrv) middle_home = watched_run_prepare_home (N_ROWS);
  Bare bare = { 0 };
  RunFigures figures, few, rows, nothing;

  watched_run (watch, WINDOW, home, LEAST_LINES, QUIET_MS, measure_bare, &bare, &figures);
  figures_require (bare.n_tokens == N_TOKENS, "The service has another number of tokens.");

  g_print ("list, %d tokens: all in the window %.1f s after its start (first ones after %.0f ms);"
           " json-glib alone, for the same %.1f MiB in %u pages: %.2f s;"
           " ratio %.2f, %.2f from the window's first frame on\n",
           N_TOKENS, figures.last / 1000, figures.told, (double) bare.n_bytes / (1 << 20), bare.n_pages,
           bare.parsing / 1000, figures.last / bare.parsing, (figures.last - figures.first) / bare.parsing);
  g_print ("list, %d tokens: longest time between two frames %.0f ms, longest wait for the main loop %.0f ms\n",
           N_TOKENS, figures.longest_gap, figures.longest_wait);

  watched_run (watch, WINDOW, small_home, LEAST_LINES, QUIET_MS, NULL, NULL, &few);
  watched_run (watch, WINDOW, middle_home, LEAST_LINES, QUIET_MS, NULL, NULL, &rows);
  watched_run (watch, BARE, NULL, 1, QUIET_MS, NULL, NULL, &nothing);
  tell_memory (&figures, &few, &rows, &nothing);
  return EXIT_SUCCESS;
}
