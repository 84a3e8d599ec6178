#include "tessera-listen.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <netdb.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "tessera-error.h"

/* More than this the kernel seldom grants; a door takes connections as fast as they come. */
#define BACKLOG 1024

static void
close_socket (int fd)
{
  int saved = errno;

  close (fd);
  errno = saved;
}

static void
set_errno_error (GError **error, int code, const char *what)
{
  int saved = errno;

  g_set_error (error, TESSERA_ERROR, code, "Can't listen on %s: %s", what, g_strerror (saved));
}

/* `host:port` or `[address]:port`; @host without its brackets. */
static gboolean
split_host_port (const char *host_port, char **host, char **port, GError **error)
{
  const char *colon = strrchr (host_port, ':');
  gsize length = colon != NULL ? (gsize) (colon - host_port) : 0;
  gboolean bracketed = length > 2 && host_port[0] == '[' && colon[-1] == ']';
  guint64 number;

  if (length == 0 || !g_ascii_string_to_unsigned (colon + 1, 10, 0, G_MAXUINT16, &number, NULL)
      || (!bracketed && strcspn (host_port, ":[]") != length))
    {
      g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_INVALID,
                   "“%s” is no address to listen on; write HOST:PORT, such as 127.0.0.1:8080 or [::1]:8080",
                   host_port);
      return FALSE;
    }

  *host = bracketed ? g_strndup (host_port + 1, length - 2) : g_strndup (host_port, length);
  *port = g_strdup_printf ("%" G_GUINT64_FORMAT, number);
  return TRUE;
}

static gboolean
is_loopback (const struct sockaddr *address)
{
  if (address->sa_family == AF_INET)
    return (ntohl (((const struct sockaddr_in *) (gconstpointer) address)->sin_addr.s_addr) >> 24) == 127;
  if (address->sa_family == AF_INET6)
    return IN6_IS_ADDR_LOOPBACK (&((const struct sockaddr_in6 *) (gconstpointer) address)->sin6_addr);

  return FALSE;
}

static int
listen_at (const struct addrinfo *info)
{
  int on = 1;
  int fd = socket (info->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

  if (fd < 0)
    return -1;

  /* Or a restart would wait for the last service's connections to be forgotten. */
  if (setsockopt (fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0
      && bind (fd, info->ai_addr, info->ai_addrlen) == 0 && listen (fd, BACKLOG) == 0)
    return fd;

  close_socket (fd);
  return -1;
}

static char *
name_of_socket (int fd)
{
  struct sockaddr_storage storage;
  struct sockaddr *address = (gpointer) &storage;
  socklen_t length = sizeof storage;
  char host[NI_MAXHOST], port[NI_MAXSERV];

  if (getsockname (fd, address, &length) != 0
      || getnameinfo (address, length, host, sizeof host, port, sizeof port, NI_NUMERICHOST | NI_NUMERICSERV) != 0)
    return NULL;

  return g_strdup_printf (address->sa_family == AF_INET6 ? "[%s]:%s" : "%s:%s", host, port);
}

int
tessera_listen_tcp (const char *host_port, gboolean allow_any, char **address, GError **error)
{
  struct addrinfo hints = { .ai_flags = AI_NUMERICSERV | AI_PASSIVE, .ai_socktype = SOCK_STREAM };
  g_autofree char *host = NULL, *port = NULL;
  struct addrinfo *info;
  int fd = -1, failed;

  if (!split_host_port (host_port, &host, &port, error))
    return -1;

  failed = getaddrinfo (host, port, &hints, &info);
  if (failed != 0)
    {
      g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_INVALID, "Can't find the address %s: %s", host,
                   gai_strerror (failed));
      return -1;
    }

  if (!allow_any && !is_loopback (info->ai_addr))
    g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_INVALID,
                 "%s is not loopback, and plain HTTP must not leave this machine; put a TLS proxy in front and say "
                 "--behind-proxy",
                 host_port);
  else if ((fd = listen_at (info)) < 0)
    set_errno_error (error, errno == EADDRINUSE ? TESSERA_ERROR_BUSY : TESSERA_ERROR_INVALID, host_port);
  else
    *address = name_of_socket (fd);

  freeaddrinfo (info);
  return fd;
}

typedef enum
{
  PLACE_FREE,
  PLACE_STALE,
  PLACE_LIVE,
  PLACE_TAKEN,   /* by something that is no socket */
  PLACE_UNKNOWN, /* errno says why */
} Place;

/* What lies at the path of @address, found out by knocking. */
static Place
look_at_place (const struct sockaddr_un *address)
{
  struct stat info;
  gboolean answered;
  int fd;

  if (lstat (address->sun_path, &info) != 0)
    return errno == ENOENT ? PLACE_FREE : PLACE_UNKNOWN;
  if (!S_ISSOCK (info.st_mode))
    return PLACE_TAKEN;

  fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0)
    return PLACE_UNKNOWN;
  /* EAGAIN: somebody listens, but his queue is full. */
  answered = connect (fd, (gconstpointer) address, sizeof *address) == 0 || errno == EAGAIN;
  close_socket (fd);
  if (answered)
    return PLACE_LIVE;

  return errno == ECONNREFUSED ? PLACE_STALE : PLACE_UNKNOWN;
}

static gboolean
clear_place (const struct sockaddr_un *address, GError **error)
{
  switch (look_at_place (address))
    {
    case PLACE_FREE:
      return TRUE;
    case PLACE_STALE:
      if (unlink (address->sun_path) == 0 || errno == ENOENT)
        return TRUE;
      set_errno_error (error, TESSERA_ERROR_INVALID, address->sun_path);
      return FALSE;
    case PLACE_LIVE:
      g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_BUSY, "Another service already listens on %s",
                   address->sun_path);
      return FALSE;
    case PLACE_TAKEN:
      g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_INVALID,
                   "Can't listen on %s: a file that is no socket lies there; move it away", address->sun_path);
      return FALSE;
    case PLACE_UNKNOWN:
    default:
      set_errno_error (error, TESSERA_ERROR_INVALID, address->sun_path);
      return FALSE;
    }
}

/* The file gets its socket's mode less the umask, so it is never wider than @mode;
 * where the umask made it narrower, chmod() gives the rest. */
static int
listen_with_mode (const struct sockaddr_un *address, guint mode)
{
  int fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

  if (fd < 0)
    return -1;
  if (fchmod (fd, mode) == 0 && bind (fd, (gconstpointer) address, sizeof *address) == 0)
    {
      if (chmod (address->sun_path, mode) == 0 && listen (fd, BACKLOG) == 0)
        return fd;
      unlink (address->sun_path);
    }

  close_socket (fd);
  return -1;
}

int
tessera_listen_unix (const char *path, guint mode, GError **error)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  int fd;

  if (path[0] == '\0' || strlen (path) >= sizeof address.sun_path)
    {
      g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_INVALID,
                   "“%s” can't be a socket: its path must have 1 to %" G_GSIZE_FORMAT " bytes", path,
                   sizeof address.sun_path - 1);
      return -1;
    }
  memcpy (address.sun_path, path, strlen (path));

  if (!clear_place (&address, error))
    return -1;
  fd = listen_with_mode (&address, mode);
  if (fd < 0)
    set_errno_error (error, errno == EADDRINUSE ? TESSERA_ERROR_BUSY : TESSERA_ERROR_INVALID, path);

  return fd;
}

guint64
tessera_listen_raise_descriptors (guint64 needed)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0)
    return 0;
  if (limit.rlim_cur >= needed)
    return limit.rlim_cur;

  limit.rlim_cur = MIN ((rlim_t) needed, limit.rlim_max);
  if (setrlimit (RLIMIT_NOFILE, &limit) != 0)
    getrlimit (RLIMIT_NOFILE, &limit);

  return limit.rlim_cur;
}
