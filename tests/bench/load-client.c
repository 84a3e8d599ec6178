#include "load-client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "bench-figures.h"

#define MAX_ANSWER 2048

typedef struct
{
  int fd;
  gint64 asked_at;
  gsize length;
  char answer[MAX_ANSWER + 1];
} Connection;

struct _LoadClient
{
  int epoll_fd;
  guint n;
  Connection *connections;
};

static int
connect_to (guint16 port)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons (port), .sin_addr = { htonl (INADDR_LOOPBACK) } };
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;

  figures_require (fd >= 0 && connect (fd, (gconstpointer) &address, sizeof address) == 0
                       && setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0,
                   "The server can't be reached.");
  return fd;
}

LoadClient *
load_client_new (const char *url, guint n_connections)
{
  LoadClient *self = g_new0 (LoadClient, 1);
  guint16 port = (guint16) g_ascii_strtoull (strrchr (url, ':') + 1, NULL, 10);

  self->epoll_fd = epoll_create1 (EPOLL_CLOEXEC);
  self->n = n_connections;
  self->connections = g_new0 (Connection, n_connections);
  for (guint i = 0; i < n_connections; i++)
    {
      Connection *connection = &self->connections[i];
      struct epoll_event event = { .events = EPOLLIN, .data.ptr = connection };

      connection->fd = connect_to (port);
      figures_require (epoll_ctl (self->epoll_fd, EPOLL_CTL_ADD, connection->fd, &event) == 0, "There is no epoll.");
    }

  return self;
}

void
load_client_free (LoadClient *self)
{
  for (guint i = 0; i < self->n; i++)
    close (self->connections[i].fd);
  close (self->epoll_fd);
  g_free (self->connections);
  g_free (self);
}

static gint64
now_in_nanoseconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return (gint64) now.tv_sec * 1000000000 + now.tv_nsec;
}

static void
ask (Connection *connection, const char *request)
{
  gsize length = strlen (request);

  connection->length = 0;
  connection->asked_at = now_in_nanoseconds ();
  figures_require (send (connection->fd, request, length, MSG_NOSIGNAL) == (gssize) length, "The server took no request.");
}

/* Returns: whether the answer is whole */
static gboolean
receive (Connection *connection)
{
  gssize n = recv (connection->fd, connection->answer + connection->length, MAX_ANSWER - connection->length, 0);

  figures_require (n > 0, "The server closed a connection.");
  connection->length += (gsize) n;
  connection->answer[connection->length] = '\0';
  if (strstr (connection->answer, "\r\n\r\n") == NULL)
    return FALSE;

  figures_require (g_str_has_prefix (connection->answer, "HTTP/1.1 200 ")
                       && g_str_has_suffix (connection->answer, "\r\n\r\n"),
                   "The server did not answer 200.");
  return TRUE;
}

static void
keep_latency (GArray *latencies, const Connection *connection)
{
  double latency = (double) (now_in_nanoseconds () - connection->asked_at) / 1000;

  if (latencies != NULL)
    g_array_append_val (latencies, latency);
}

double
load_client_run (LoadClient *self, const char *const *requests, guint n_requests, gint64 microseconds, GArray *latencies)
{
  gint64 start = now_in_nanoseconds (), end = start + microseconds * 1000;
  struct epoll_event events[64];
  guint n_asking = self->n;
  guint64 n_answers = 0, n_asked = 0;

  for (guint i = 0; i < self->n; i++)
    ask (&self->connections[i], requests[n_asked++ % n_requests]);

  while (n_asking > 0)
    {
      int n = epoll_wait (self->epoll_fd, events, G_N_ELEMENTS (events), 10000);

      figures_require (n > 0, "The server does not answer.");
      for (int i = 0; i < n; i++)
        if (receive (events[i].data.ptr))
          {
            n_answers++;
            keep_latency (latencies, events[i].data.ptr);
            if (now_in_nanoseconds () < end)
              ask (events[i].data.ptr, requests[n_asked++ % n_requests]);
            else
              n_asking--;
          }
    }

  return (double) n_answers * 1e9 / (double) (now_in_nanoseconds () - start);
}

double
load_get_cpu_time (GPid pid)
{
  clockid_t clock;
  struct timespec time;

  figures_require (clock_getcpuclockid (pid, &clock) == 0 && clock_gettime (clock, &time) == 0,
                   "The kernel does not tell a program's time.");
  return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}
