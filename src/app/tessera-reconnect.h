/* tessera-reconnect.h: loads a session again that went offline, without being asked.
 *
 * After two seconds, then after twice as long each time, up to a minute; at once when the network
 * has changed. Not where trying again is no help: a key that is refused, a certificate that is not to be
 * trusted; then the network's change alone is a reason. Main thread only. */

#pragma once

#include "tessera-session.h"

G_BEGIN_DECLS

typedef struct _TesseraReconnect TesseraReconnect;

/* (transfer full): watches @session until it is freed */
TesseraReconnect *tessera_reconnect_new (TesseraSession *session);
void tessera_reconnect_free (TesseraReconnect *reconnect);

/* Whether trying again may help, with nothing changed here. */
gboolean tessera_reconnect_helps (const GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraReconnect, tessera_reconnect_free)

G_END_DECLS
