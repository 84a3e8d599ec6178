/* tessera-door.h: one listening socket, served by one thread of its own.
 *
 * Before anybody sees a request, the guard has read its head strictly
 * (tessera-guard.h); the limits hold, and the watchdog ends what is not
 * complete in time (tessera-watchdog.h). After a refusal of the door's own, and
 * after one whose body was not read, the connection ends: no byte that came
 * with it is read as a request.
 *
 * The door reads HTTP itself, because libmicrohttpd 0.9.75 can't keep the
 * contract: it takes NUL LF for CR LF, after which no handler can tell them
 * apart, takes bare line feeds and foldings that only the sizes betray, does
 * not say when a request's first byte comes, so that a deadline for dripped
 * requests would also end idle connections, and leaves new clients waiting
 * when its limit is reached. */

#pragma once

#include "tessera-listen.h"
#include "tessera-reply.h"
#include "tessera-request.h"

G_BEGIN_DECLS

/**
 * TesseraDoorHandlers:
 * @admit: called when the fields are here and the body is not: a refusal, or %NULL to read the body.
 *   If there is a body, a refusal ends the connection. A body over %TESSERA_DOOR_MAX_BODY that was let through is
 *   refused by the door (413)
 * @handle: called when the body is complete; the answer to a HEAD is sent without its body
 * @refused: (nullable): told what the door refused itself, for the log; @why is a sentence without any byte of the request
 *
 * All are called in the door's thread, one at a time a door.
 */
typedef struct
{
  TesseraReply *(*admit) (const TesseraRequest *request, gpointer data);
  TesseraReply *(*handle) (const TesseraRequest *request, gpointer data);
  void (*refused) (const TesseraPeer *peer, guint status, const char *why, gpointer data);
} TesseraDoorHandlers;

/**
 * TesseraDoorLimits:
 * @connections: at most so many at a time; the one idle longest gives way to a new one, or the new one is closed
 * @connections_per_address: at most so many from one IP address, likewise; 0 for no limit
 * @request_seconds: how long a request may take to be complete, from its first byte, and a new connection to send one
 * @idle_seconds: how long a connection may be open between two requests; 0 for 60
 * @answer_seconds: how long an answer may take to be taken; 0 for 30
 */
typedef struct
{
  guint connections;
  guint connections_per_address;
  guint request_seconds;
  guint idle_seconds;
  guint answer_seconds;
} TesseraDoorLimits;

/* The most memory, in bytes, that a connection takes until its request is judged, whatever it sends: its fields as they
 * came, what they were read into, and a body. So a full door of 1,024 takes 160 MiB of those who only take room; an
 * answer that a known caller does not take comes on top of that. */
#define TESSERA_DOOR_CONNECTION_MEMORY (160 * 1024)

typedef struct _TesseraDoor TesseraDoor;

/**
 * tessera_door_open:
 * @listen_fd: (transfer full): a bound, listening socket, TCP or Unix; closed when this fails, too
 *
 * Returns: (transfer full): a door that answers from now on, or %NULL with %TESSERA_ERROR_STORAGE when the system
 *   gives no descriptors
 */
TesseraDoor *tessera_door_open (int listen_fd, const TesseraDoorLimits *limits, const TesseraDoorHandlers *handlers,
                                gpointer data, GError **error);

/* Ends all connections, after the handler that runs; no handler runs when it returns. */
void tessera_door_close (TesseraDoor *door);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraDoor, tessera_door_close)

G_END_DECLS
