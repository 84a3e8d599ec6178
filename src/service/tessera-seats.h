/* tessera-seats.h: the connections of a door: at most so many, at most so many from one address, each watched.
 * Belongs to the door's thread. */

#pragma once

#include "tessera-connection.h"

G_BEGIN_DECLS

/* A connection's place at the door. */
typedef struct
{
  TesseraConnection *connection;
  TesseraWatch watch;
  guint64 n_answers;
  guint32 interest;
} TesseraSeat;

typedef struct
{
  int epoll_fd;
  TesseraDoorLimits limits;
  TesseraWatchdog watchdog;
  guint n;
  GHashTable *per_address; /* (element-type utf8 guint) */
} TesseraSeats;

/* @epoll_fd: (transfer none): told what each connection waits for, with its seat as data */
void tessera_seats_init (TesseraSeats *seats, int epoll_fd, const TesseraDoorLimits *limits);

/* Ends all of them. */
void tessera_seats_clear (TesseraSeats *seats);

/**
 * tessera_seats_take:
 * @connection: (transfer full): a new one; ended at once when there is no place and nobody gives way
 */
void tessera_seats_take (TesseraSeats *seats, TesseraConnection *connection);

/**
 * tessera_seats_make_way:
 * @address: (nullable): whose; %NULL for anybody's
 *
 * Ends the connection that is idle longest.
 *
 * Returns: whether there was an idle one
 */
gboolean tessera_seats_make_way (TesseraSeats *seats, const char *address);

/* Something came, or can be sent: the seat may have ended when it returns. */
void tessera_seats_step (TesseraSeats *seats, TesseraSeat *seat);

/* Ends those who have been overdue at @now. */
void tessera_seats_end_overdue (TesseraSeats *seats, gint64 now);

/* Tells epoll about @fd: EPOLL_CTL_ADD or EPOLL_CTL_MOD. */
gboolean tessera_seats_ask (int epoll_fd, int operation, int fd, guint32 interest, gpointer about);

G_END_DECLS
