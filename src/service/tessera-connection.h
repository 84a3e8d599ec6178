/* tessera-connection.h: one client, from its first byte to its last. Belongs to its door's thread; never blocks. */

#pragma once

#include "tessera-door.h"
#include "tessera-watchdog.h"

G_BEGIN_DECLS

typedef struct _TesseraConnection TesseraConnection;

/**
 * tessera_connection_new:
 * @fd: (transfer full): a connected socket that does not block
 * @peer: its address is copied
 * @handlers: must outlive the connection
 */
TesseraConnection *tessera_connection_new (int fd, const TesseraPeer *peer, const TesseraDoorHandlers *handlers,
                                           gpointer data);

/* Closes it, whatever it does, and wipes what came. */
void tessera_connection_free (TesseraConnection *connection);

/**
 * tessera_connection_step:
 *
 * Does what can be done without waiting, and handles at most one request, so that nobody takes all of the door's time.
 *
 * Returns: the phase it is in now; %TESSERA_PHASE_ENDED: free it
 */
TesseraPhase tessera_connection_step (TesseraConnection *connection);

/* Returns: whether the next step is due when the socket can be written to, not when something came. Also so when
 * another request is already here: it can be written to at once, and its turn comes after everybody else's. */
gboolean tessera_connection_wants_to_write (const TesseraConnection *connection);

/* Returns: how many requests have been answered; when it changes, another phase has begun even if it is an equal one */
guint64 tessera_connection_count_answers (const TesseraConnection *connection);

const TesseraPeer *tessera_connection_get_peer (const TesseraConnection *connection);
int tessera_connection_get_fd (const TesseraConnection *connection);

G_END_DECLS
