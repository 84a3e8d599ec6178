#include "slow-crowd.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "raw-client.h"

#define CLIENTS_AN_ADDRESS 60
#define PARTS 10 /* of a second, in each of which as many of them have their turn */

struct _SlowCrowd
{
  char *address;
  char *begins[4];
  gboolean comes_again;

  GThread *thread;
  int ending; /* atomic */
  GMutex mutex;
  guint n_clients, n_open;
  int *fds; /* -1: closed */
};

static char *
make_flood (const char *head, gboolean with_body)
{
  GString *text = g_string_new (head);

  for (guint i = 0; i < SLOW_CROWD_FIELDS; i++)
    g_string_append (text, "a:\r\n");
  if (!with_body)
    return g_string_free (text, FALSE);

  g_string_append_printf (text, "Content-Length: %d\r\n\r\n", SLOW_CROWD_BODY + 1000);
  for (guint i = 0; i < SLOW_CROWD_BODY; i++)
    g_string_append_c (text, ' ');
  return g_string_free (text, FALSE);
}

static void
join (SlowCrowd *crowd, guint index)
{
  g_autofree char *from = g_strdup_printf ("127.0.0.%u", 2 + index / CLIENTS_AN_ADDRESS);

  crowd->fds[index] = raw_connect_from (crowd->address, from);
  raw_send_text (crowd->fds[index], crowd->begins[index % G_N_ELEMENTS (crowd->begins)]);
  crowd->n_open++;
}

/* Whether the other side has closed; what it said before is thrown away. */
static gboolean
is_closed (int fd)
{
  char bytes[512];
  gssize n;

  while ((n = recv (fd, bytes, sizeof bytes, MSG_DONTWAIT)) > 0)
    ;
  return n == 0 || errno != EAGAIN;
}

static void
take_turn (SlowCrowd *crowd, guint index)
{
  int fd = crowd->fds[index];

  if (fd >= 0 && !is_closed (fd))
    {
      /* A quarter says nothing at all. */
      if (index % G_N_ELEMENTS (crowd->begins) != 0)
        send (fd, "a", 1, MSG_NOSIGNAL | MSG_DONTWAIT);
      return;
    }

  if (fd >= 0)
    {
      close (fd);
      crowd->fds[index] = -1;
      crowd->n_open--;
    }
  if (crowd->comes_again)
    join (crowd, index);
}

static gpointer
drip (gpointer data)
{
  SlowCrowd *crowd = data;

  for (guint part = 0; !g_atomic_int_get (&crowd->ending); part = (part + 1) % PARTS)
    {
      g_mutex_lock (&crowd->mutex);
      for (guint i = part; i < crowd->n_clients; i += PARTS)
        take_turn (crowd, i);
      g_mutex_unlock (&crowd->mutex);
      g_usleep (G_USEC_PER_SEC / PARTS);
    }

  return NULL;
}

SlowCrowd *
slow_crowd_start (const char *address, const char *head, guint n_clients, gboolean comes_again)
{
  SlowCrowd *crowd = g_new0 (SlowCrowd, 1);

  crowd->address = g_strdup (address);
  crowd->begins[0] = g_strdup ("");
  crowd->begins[1] = g_strdup ("GET /v1/");
  crowd->begins[2] = make_flood (head, FALSE);
  crowd->begins[3] = make_flood (head, TRUE);
  crowd->comes_again = comes_again;
  crowd->n_clients = n_clients;
  crowd->fds = g_new (int, n_clients);
  g_mutex_init (&crowd->mutex);
  for (guint i = 0; i < n_clients; i++)
    join (crowd, i);
  crowd->thread = g_thread_new ("slow crowd", drip, crowd);

  return crowd;
}

guint
slow_crowd_count (SlowCrowd *crowd)
{
  guint n;

  g_mutex_lock (&crowd->mutex);
  n = crowd->n_open;
  g_mutex_unlock (&crowd->mutex);

  return n;
}

void
slow_crowd_end (SlowCrowd *crowd)
{
  g_atomic_int_set (&crowd->ending, TRUE);
  g_thread_join (crowd->thread);
  for (guint i = 0; i < crowd->n_clients; i++)
    if (crowd->fds[i] >= 0)
      close (crowd->fds[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (crowd->begins); i++)
    g_free (crowd->begins[i]);
  g_mutex_clear (&crowd->mutex);
  g_free (crowd->fds);
  g_free (crowd->address);
  g_free (crowd);
}
