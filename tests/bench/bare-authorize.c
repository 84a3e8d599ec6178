/* bare-authorize: answers every request with 200 and the fields that authorize answers with, and does nothing else.
 *
 * libmicrohttpd as one sets it up for many connections on one core: epoll in one thread of its own, keep-alive, one answer
 * made once for all requests, nothing switched on that costs. Prints its port, and ends with its standard input. */

#include <glib.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <unistd.h>

static enum MHD_Result
answer (void *data, struct MHD_Connection *connection, const char *url, const char *method, const char *version,
        const char *upload, size_t *upload_size, void **state)
{
  static int seen;

  /* The first call brings the fields alone; answered then, the connection would end. */
  if (*state == NULL)
    {
      *state = &seen;
      return MHD_YES;
    }

  return MHD_queue_response (connection, MHD_HTTP_OK, data);
}

static struct MHD_Response *
make_response (void)
{
  static const char *const fields[][2] = { { "X-Token-Id", "tok_01ngaz20000000011cvz2p" },
                                           { "X-Token-Name", "Nightly%20export" },
                                           { "X-Token-Type", "api_key" },
                                           { "Cache-Control", "no-store" } };
  struct MHD_Response *response = MHD_create_response_from_buffer (0, (void *) "", MHD_RESPMEM_PERSISTENT);

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    MHD_add_response_header (response, fields[i][0], fields[i][1]);

  return response;
}

int
main (void)
{
  struct sockaddr_in loopback = { .sin_family = AF_INET, .sin_addr = { htonl (INADDR_LOOPBACK) } };
  struct MHD_Response *response = make_response ();
  struct MHD_Daemon *daemon
      = MHD_start_daemon (MHD_USE_EPOLL_INTERNAL_THREAD, 0, NULL, NULL, answer, response,
                          MHD_OPTION_SOCK_ADDR, &loopback, MHD_OPTION_CONNECTION_LIMIT, 1024u, MHD_OPTION_END);
  char byte;

  if (daemon == NULL)
    return EXIT_FAILURE;

  g_print ("http://127.0.0.1:%u\n", (guint) MHD_get_daemon_info (daemon, MHD_DAEMON_INFO_BIND_PORT)->port);
  while (read (STDIN_FILENO, &byte, 1) > 0)
    ;

  MHD_stop_daemon (daemon);
  MHD_destroy_response (response);
  return EXIT_SUCCESS;
}
