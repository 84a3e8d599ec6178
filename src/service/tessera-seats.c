#include "tessera-seats.h"

#include <sys/epoll.h>

#define IDLE_SECONDS 60
#define ANSWER_SECONDS 30
#define LINGER_SECONDS 2

gboolean
tessera_seats_ask (int epoll_fd, int operation, int fd, guint32 interest, gpointer about)
{
  struct epoll_event event = { .events = interest, .data.ptr = about };

  return epoll_ctl (epoll_fd, operation, fd, &event) == 0;
}

void
tessera_seats_init (TesseraSeats *seats, int epoll_fd, const TesseraDoorLimits *limits)
{
  gint64 request = limits->request_seconds * G_TIME_SPAN_SECOND;
  gint64 idle = (limits->idle_seconds != 0 ? limits->idle_seconds : IDLE_SECONDS) * G_TIME_SPAN_SECOND;
  gint64 answer = (limits->answer_seconds != 0 ? limits->answer_seconds : ANSWER_SECONDS) * G_TIME_SPAN_SECOND;
  const gint64 patience[TESSERA_N_PHASES] = {
    [TESSERA_PHASE_NEW] = request,
    [TESSERA_PHASE_IDLE] = idle,
    [TESSERA_PHASE_REQUEST] = request,
    [TESSERA_PHASE_ANSWER] = answer,
    [TESSERA_PHASE_LINGER] = LINGER_SECONDS * G_TIME_SPAN_SECOND,
  };

  *seats = (TesseraSeats) { .epoll_fd = epoll_fd, .limits = *limits };
  seats->per_address = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  tessera_watchdog_init (&seats->watchdog, patience);
}

static void
count_address (TesseraSeats *seats, const TesseraPeer *peer, int change)
{
  guint count;

  if (peer->family != TESSERA_PEER_TCP)
    return;

  count = GPOINTER_TO_UINT (g_hash_table_lookup (seats->per_address, peer->address)) + (guint) change;
  if (count == 0)
    g_hash_table_remove (seats->per_address, peer->address);
  else
    g_hash_table_insert (seats->per_address, g_strdup (peer->address), GUINT_TO_POINTER (count));
}

static void
end_seat (TesseraSeats *seats, TesseraSeat *seat)
{
  count_address (seats, tessera_connection_get_peer (seat->connection), -1);
  seats->n--;
  tessera_watchdog_remove (&seats->watchdog, &seat->watch);
  tessera_connection_free (seat->connection);
  g_free (seat);
}

static guint32
interest_of (const TesseraSeat *seat)
{
  return tessera_connection_wants_to_write (seat->connection) ? EPOLLOUT : EPOLLIN;
}

void
tessera_seats_step (TesseraSeats *seats, TesseraSeat *seat)
{
  TesseraPhase phase = tessera_connection_step (seat->connection);
  guint64 n_answers = tessera_connection_count_answers (seat->connection);
  int fd = tessera_connection_get_fd (seat->connection);

  if (phase == TESSERA_PHASE_ENDED)
    {
      end_seat (seats, seat);
      return;
    }

  if (phase != seat->watch.phase || n_answers != seat->n_answers)
    tessera_watchdog_enter (&seats->watchdog, &seat->watch, phase, g_get_monotonic_time ());
  seat->n_answers = n_answers;

  if (interest_of (seat) == seat->interest)
    return;
  seat->interest = interest_of (seat);
  if (!tessera_seats_ask (seats->epoll_fd, EPOLL_CTL_MOD, fd, seat->interest, seat))
    end_seat (seats, seat);
}

static gboolean
comes_from (gpointer owner, gconstpointer address)
{
  const TesseraSeat *seat = owner;

  return g_strcmp0 (tessera_connection_get_peer (seat->connection)->address, address) == 0;
}

gboolean
tessera_seats_make_way (TesseraSeats *seats, const char *address)
{
  TesseraSeat *idlest = tessera_watchdog_find_idlest (&seats->watchdog, address != NULL ? comes_from : NULL, address);

  if (idlest == NULL)
    return FALSE;

  end_seat (seats, idlest);
  return TRUE;
}

static gboolean
find_place (TesseraSeats *seats, const TesseraPeer *peer)
{
  guint most = seats->limits.connections_per_address;

  if (most != 0 && peer->family == TESSERA_PEER_TCP
      && GPOINTER_TO_UINT (g_hash_table_lookup (seats->per_address, peer->address)) >= most)
    return tessera_seats_make_way (seats, peer->address);

  return seats->n < seats->limits.connections || tessera_seats_make_way (seats, NULL);
}

void
tessera_seats_take (TesseraSeats *seats, TesseraConnection *connection)
{
  const TesseraPeer *peer = tessera_connection_get_peer (connection);
  TesseraSeat *seat;

  if (!find_place (seats, peer))
    {
      tessera_connection_free (connection);
      return;
    }

  seat = g_new0 (TesseraSeat, 1);
  seat->connection = connection;
  seat->interest = EPOLLIN;
  tessera_watchdog_add (&seats->watchdog, &seat->watch, seat, TESSERA_PHASE_NEW, g_get_monotonic_time ());
  count_address (seats, peer, 1);
  seats->n++;
  if (!tessera_seats_ask (seats->epoll_fd, EPOLL_CTL_ADD, tessera_connection_get_fd (connection), EPOLLIN, seat))
    end_seat (seats, seat);
}

void
tessera_seats_end_overdue (TesseraSeats *seats, gint64 now)
{
  TesseraSeat *seat;

  while ((seat = tessera_watchdog_find_overdue (&seats->watchdog, now)) != NULL)
    end_seat (seats, seat);
}

void
tessera_seats_clear (TesseraSeats *seats)
{
  TesseraSeat *seat;

  while ((seat = tessera_watchdog_find_any (&seats->watchdog)) != NULL)
    end_seat (seats, seat);
  g_hash_table_unref (seats->per_address);
}
