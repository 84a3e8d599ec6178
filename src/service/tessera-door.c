#include "tessera-door.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tessera-error.h"
#include "tessera-seats.h"

#define ACCEPT_AT_A_TIME 64
#define REST (100 * G_TIME_SPAN_MILLISECOND)

struct _TesseraDoor
{
  int listen_fd;
  int epoll_fd;
  int wake_fd;
  int spare_fd; /* given up for a moment to take and close a connection when descriptors have run out; or -1 */
  gint64 rests_until; /* accepting failed for want of memory or descriptors; 0: it does not rest */
  TesseraDoorHandlers handlers;
  gpointer data;

  GThread *thread;
  struct epoll_event *events;
  TesseraSeats seats;
};

/* Returns: (transfer full) (nullable): the peer's address for the log; fills @peer, whose address it becomes */
static char *
recognise_peer (int fd, const struct sockaddr *address, socklen_t length, TesseraPeer *peer)
{
  struct ucred credentials;
  socklen_t size = sizeof credentials;
  char host[NI_MAXHOST];

  if (address->sa_family == AF_UNIX)
    {
      /* On TCP this succeeds, too, with a uid of -1; so the family is asked first. */
      if (getsockopt (fd, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0 || size != sizeof credentials)
        return NULL;
      peer->family = TESSERA_PEER_UNIX;
      peer->uid = credentials.uid;
      return g_strdup_printf ("uid %u", (guint) credentials.uid);
    }

  if (getnameinfo (address, length, host, sizeof host, NULL, 0, NI_NUMERICHOST) != 0)
    return NULL;
  peer->family = TESSERA_PEER_TCP;
  peer->uid = (uid_t) -1;
  return g_strdup (host);
}

static void
seat_client (TesseraDoor *door, int fd, const struct sockaddr *address, socklen_t length)
{
  TesseraPeer peer;
  g_autofree char *name = recognise_peer (fd, address, length, &peer);
  int on = 1;

  peer.address = name;
  if (name == NULL)
    {
      close (fd);
      return;
    }

  if (peer.family == TESSERA_PEER_TCP)
    setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  tessera_seats_take (&door->seats, tessera_connection_new (fd, &peer, &door->handlers, door->data));
}

/* accept() wants a descriptor before it looks whether anybody waits. */
static gboolean
somebody_waits (TesseraDoor *door)
{
  struct pollfd listening = { door->listen_fd, POLLIN, 0 };

  return poll (&listening, 1, 0) > 0;
}

/* Descriptors or memory have run out: somebody idle gives way; else whoever waits is closed rather than left waiting. */
static gboolean
relieve (TesseraDoor *door)
{
  int fd;

  if (tessera_seats_make_way (&door->seats, NULL))
    return TRUE;
  if (door->spare_fd < 0)
    return FALSE;

  close (door->spare_fd);
  fd = accept4 (door->listen_fd, NULL, NULL, SOCK_CLOEXEC);
  if (fd >= 0)
    close (fd);
  door->spare_fd = open ("/dev/null", O_RDONLY | O_CLOEXEC);

  return fd >= 0;
}

static void
rest (TesseraDoor *door)
{
  door->rests_until = g_get_monotonic_time () + REST;
  tessera_seats_ask (door->epoll_fd, EPOLL_CTL_MOD, door->listen_fd, 0, door);
}

static void
stop_resting (TesseraDoor *door, gint64 now)
{
  if (door->rests_until == 0 || door->rests_until > now)
    return;

  door->rests_until = 0;
  if (door->spare_fd < 0)
    door->spare_fd = open ("/dev/null", O_RDONLY | O_CLOEXEC);
  tessera_seats_ask (door->epoll_fd, EPOLL_CTL_MOD, door->listen_fd, EPOLLIN, door);
}

static void
accept_clients (TesseraDoor *door)
{
  for (guint i = 0; i < ACCEPT_AT_A_TIME; i++)
    {
      struct sockaddr_storage storage = { 0 };
      socklen_t length = sizeof storage;
      int fd = accept4 (door->listen_fd, (gpointer) &storage, &length, SOCK_CLOEXEC | SOCK_NONBLOCK);

      if (fd >= 0)
        seat_client (door, fd, (gconstpointer) &storage, length);
      else if (errno == EAGAIN || errno == EWOULDBLOCK)
        return;
      else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
        {
          if (!somebody_waits (door))
            return;
          if (!relieve (door))
            {
              rest (door);
              return;
            }
        }
      /* Any other error is that of a client who is gone (accept(2)). */
    }
}

/* Milliseconds until something must be done unasked; -1 for never. */
static int
time_to_wait (TesseraDoor *door)
{
  gint64 deadline = tessera_watchdog_get_deadline (&door->seats.watchdog);
  gint64 wait;

  if (door->rests_until != 0)
    deadline = MIN (deadline, door->rests_until);
  if (deadline == G_MAXINT64)
    return -1;

  wait = (deadline - g_get_monotonic_time () + 999) / 1000;
  return (int) CLAMP (wait, 0, G_MAXINT);
}

/* All that can be ready: the seats, the listening socket, the wake-up. */
static int
max_events (const TesseraDoor *door)
{
  return (int) door->seats.limits.connections + 2;
}

/* Returns: %FALSE when the door is to be closed */
static gboolean
do_round (TesseraDoor *door)
{
  int n = epoll_wait (door->epoll_fd, door->events, max_events (door), time_to_wait (door));
  gint64 now = g_get_monotonic_time ();
  gboolean somebody_knocks = FALSE;

  for (int i = 0; i < n; i++)
    {
      gpointer about = door->events[i].data.ptr;

      if (about == NULL)
        return FALSE;
      if (about == door)
        somebody_knocks = TRUE;
      else
        tessera_seats_step (&door->seats, about);
    }

  /* After the others: whoever has sent something is no longer idle then, and no event of the round is left for a seat
   * that gives way. The deadlines are those of before the handlers ran: their time is nobody's fault outside. */
  if (somebody_knocks)
    accept_clients (door);
  stop_resting (door, now);
  tessera_seats_end_overdue (&door->seats, now);

  return TRUE;
}

static gpointer
run (gpointer data)
{
  TesseraDoor *door = data;

  while (do_round (door))
    ;

  return NULL;
}

static gboolean
get_descriptors (TesseraDoor *door)
{
  door->wake_fd = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  door->spare_fd = open ("/dev/null", O_RDONLY | O_CLOEXEC);

  return door->epoll_fd >= 0 && door->wake_fd >= 0 && door->spare_fd >= 0
         && g_unix_set_fd_nonblocking (door->listen_fd, TRUE, NULL)
         && tessera_seats_ask (door->epoll_fd, EPOLL_CTL_ADD, door->wake_fd, EPOLLIN, NULL)
         && tessera_seats_ask (door->epoll_fd, EPOLL_CTL_ADD, door->listen_fd, EPOLLIN, door);
}

static void
free_door (TesseraDoor *door)
{
  const int fds[] = { door->listen_fd, door->epoll_fd, door->wake_fd, door->spare_fd };

  tessera_seats_clear (&door->seats);
  for (gsize i = 0; i < G_N_ELEMENTS (fds); i++)
    if (fds[i] >= 0)
      close (fds[i]);
  g_free (door->events);
  g_free (door);
}

TesseraDoor *
tessera_door_open (int listen_fd, const TesseraDoorLimits *limits, const TesseraDoorHandlers *handlers, gpointer data,
                   GError **error)
{
  TesseraDoor *door;

  g_return_val_if_fail (limits->connections > 0 && limits->request_seconds > 0, NULL);

  door = g_new0 (TesseraDoor, 1);
  door->listen_fd = listen_fd;
  door->handlers = *handlers;
  door->data = data;
  door->epoll_fd = epoll_create1 (EPOLL_CLOEXEC);
  tessera_seats_init (&door->seats, door->epoll_fd, limits);
  door->events = g_new0 (struct epoll_event, (gsize) max_events (door));

  if (get_descriptors (door))
    door->thread = g_thread_try_new ("door", run, door, NULL);
  if (door->thread != NULL)
    return door;

  g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_STORAGE, "Can't answer on a socket: %s", g_strerror (errno));
  free_door (door);
  return NULL;
}

void
tessera_door_close (TesseraDoor *door)
{
  const guint64 one = 1;

  while (write (door->wake_fd, &one, sizeof one) < 0 && errno == EINTR)
    ;
  g_thread_join (door->thread);
  free_door (door);
}
