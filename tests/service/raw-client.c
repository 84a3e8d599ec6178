#include "raw-client.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define PATIENCE 20000

static struct sockaddr_in
ip_address (const char *text, guint16 port)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons (port) };

  g_assert_cmpint (inet_pton (AF_INET, text, &address.sin_addr), ==, 1);
  return address;
}

static int
connect_tcp (const char *address, const char *from)
{
  g_auto (GStrv) parts = g_strsplit (address, ":", 2);
  struct sockaddr_in to = ip_address (parts[0], (guint16) atoi (parts[1]));
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_assert_cmpint (fd, >=, 0);
  if (from != NULL)
    {
      struct sockaddr_in source = ip_address (from, 0);

      g_assert_no_errno (bind (fd, (gconstpointer) &source, sizeof source));
    }
  g_assert_no_errno (connect (fd, (gconstpointer) &to, sizeof to));

  return fd;
}

static int
connect_unix (const char *path)
{
  struct sockaddr_un to = { .sun_family = AF_UNIX };
  int fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_assert_cmpint (fd, >=, 0);
  g_strlcpy (to.sun_path, path, sizeof to.sun_path);
  g_assert_no_errno (connect (fd, (gconstpointer) &to, sizeof to));

  return fd;
}

int
raw_connect_from (const char *address, const char *from)
{
  return address[0] == '/' ? connect_unix (address) : connect_tcp (address, from);
}

int
raw_connect (const char *address)
{
  return raw_connect_from (address, NULL);
}

gboolean
raw_send (int fd, const char *bytes, gsize length)
{
  while (length > 0)
    {
      struct pollfd ready = { fd, POLLOUT, 0 };
      gssize n;

      g_assert_cmpint (poll (&ready, 1, PATIENCE), ==, 1);
      n = send (fd, bytes, length, MSG_NOSIGNAL | MSG_DONTWAIT);
      if (n < 0 && errno == EAGAIN)
        continue;
      if (n < 0)
        return FALSE;
      bytes += n;
      length -= (gsize) n;
    }

  return TRUE;
}

gboolean
raw_send_text (int fd, const char *text)
{
  return raw_send (fd, text, strlen (text));
}

void
raw_half_close (int fd)
{
  shutdown (fd, SHUT_WR);
}

gboolean
raw_wait (int fd, int milliseconds)
{
  struct pollfd ready = { fd, POLLIN, 0 };

  return poll (&ready, 1, milliseconds) == 1;
}

/* Returns: how many bytes came; 0 when the other side has closed or reset */
static gsize
receive (int fd, char *bytes, gsize size)
{
  gssize n;

  g_assert_true (raw_wait (fd, PATIENCE));
  n = recv (fd, bytes, size, 0);

  return n > 0 ? (gsize) n : 0;
}

GString *
raw_read_to_end (int fd)
{
  GString *all = g_string_new (NULL);
  char bytes[65536];
  gsize n;

  while ((n = receive (fd, bytes, sizeof bytes)) > 0)
    g_string_append_len (all, bytes, (gssize) n);

  return all;
}

static gsize
body_length (const char *head)
{
  const char *length = strstr (head, "\r\nContent-Length: ");

  g_assert_nonnull (length);
  return g_ascii_strtoull (length + strlen ("\r\nContent-Length: "), NULL, 10);
}

/* Reads byte for byte, so that the next answer stays where it is. */
static GString *
read_head (int fd)
{
  g_autoptr (GString) head = g_string_new (NULL);
  char byte;

  while (!g_str_has_suffix (head->str, "\r\n\r\n"))
    {
      if (receive (fd, &byte, 1) == 0)
        return NULL;
      g_string_append_c (head, byte);
    }

  return g_steal_pointer (&head);
}

char *
raw_read_head (int fd)
{
  GString *head = read_head (fd);

  return head != NULL ? g_string_free (head, FALSE) : NULL;
}

char *
raw_read_answer (int fd)
{
  g_autoptr (GString) answer = read_head (fd);
  gsize had, n, length;

  if (answer == NULL)
    return NULL;

  had = answer->len;
  length = g_str_has_prefix (answer->str, "HTTP/1.1 100 ") ? 0 : body_length (answer->str);
  g_string_set_size (answer, had + length);
  while (length > 0)
    {
      n = receive (fd, answer->str + had, length);
      if (n == 0)
        return NULL;
      had += n;
      length -= n;
    }

  return g_string_free (g_steal_pointer (&answer), FALSE);
}

void
raw_assert_closed (int fd)
{
  char byte;

  g_assert_cmpuint (receive (fd, &byte, 1), ==, 0);
}

guint
raw_status (const char *answer)
{
  g_assert_nonnull (answer);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 "));
  return (guint) atoi (answer + strlen ("HTTP/1.1 "));
}

void
raw_assert_get (int fd, const char *target, guint status)
{
  g_autofree char *request = g_strdup_printf ("GET %s HTTP/1.1\r\nHost: x\r\n\r\n", target);
  g_autofree char *answer = NULL;

  g_assert_true (raw_send_text (fd, request));
  answer = raw_read_answer (fd);
  g_assert_cmpuint (raw_status (answer), ==, status);
}
