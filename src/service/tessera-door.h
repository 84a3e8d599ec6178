/* tessera-door.h: one listening socket, served by libmicrohttpd's own thread.
 *
 * Before anybody sees a request, the guard has refused what is not framed
 * exactly (RFC 9112), the limits hold, and the watchdog ends what is not
 * complete in time. */

#pragma once

#include "tessera-reply.h"
#include "tessera-request.h"

G_BEGIN_DECLS

/**
 * TesseraDoorHandlers:
 * @admit: called when the fields are here and the body is not: a refusal, or %NULL to read the body
 * @handle: called when the body is complete
 *
 * Both are called in the door's thread, one request at a time a door.
 */
typedef struct
{
  TesseraReply *(*admit) (const TesseraRequest *request, gpointer data);
  TesseraReply *(*handle) (const TesseraRequest *request, gpointer data);
} TesseraDoorHandlers;

/**
 * TesseraDoorLimits:
 * @connections: at most so many at a time; the one idle longest gives way to a new one
 * @connections_per_address: at most so many from one IP address; 0 for no limit
 * @request_seconds: how long a request may take to be complete
 */
typedef struct
{
  guint connections;
  guint connections_per_address;
  guint request_seconds;
} TesseraDoorLimits;

#define TESSERA_DOOR_MAX_BODY (64 * 1024)
#define TESSERA_DOOR_MAX_FIELDS (16 * 1024)
#define TESSERA_DOOR_MAX_TARGET (8 * 1024)

typedef struct _TesseraDoor TesseraDoor;

/**
 * tessera_door_open:
 * @listen_fd: (transfer full): a bound, listening socket, TCP or Unix
 *
 * Returns: (transfer full): a door that answers from now on
 */
TesseraDoor *tessera_door_open (int listen_fd, const TesseraDoorLimits *limits, const TesseraDoorHandlers *handlers,
                                gpointer data, GError **error);

/* Ends all connections; no handler runs when it returns. */
void tessera_door_close (TesseraDoor *door);

/**
 * tessera_listen_tcp:
 * @host_port: `127.0.0.1:8080`, `[::1]:8080`, `localhost:0`; port 0 takes a free one
 * @allow_any: whether an address that is not loopback is taken
 * @address: (out) (transfer full): what it became, `127.0.0.1:43211`
 *
 * Returns: a listening socket, or -1 with %TESSERA_ERROR_INVALID or %TESSERA_ERROR_BUSY
 */
int tessera_listen_tcp (const char *host_port, gboolean allow_any, char **address, GError **error);

/**
 * tessera_listen_unix:
 * @path: shorter than 108 bytes; a socket that nobody listens on any more is replaced, one that answers is not
 * @mode: 0600 or 0660, from the first moment that it is seen
 *
 * Returns: a listening socket, or -1 with %TESSERA_ERROR_INVALID or %TESSERA_ERROR_BUSY
 */
int tessera_listen_unix (const char *path, guint mode, GError **error);

G_END_DECLS
