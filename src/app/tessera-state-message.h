/* tessera-state-message.h: what the window says of a session's state: that it is offline, since when, that its list is
 * not whole, or that it is read only.
 *
 * It says so in the strip; in the place of the form, where there was never anything to show there. Main thread only. */

#pragma once

#include "tessera-form-place.h"
#include "tessera-message-strip.h"
#include "tessera-session.h"

G_BEGIN_DECLS

/**
 * tessera_state_message_describe:
 * @error: of the last load
 * @loaded_at: when what is seen was loaded; 0 for never
 * @zone: the user's time zone
 *
 * Returns: (transfer full): "Offline. What you see is from 14:32 (3 minutes ago). The server at … does not answer: …"
 */
char *tessera_state_message_describe (const GError *error, gint64 loaded_at, gint64 now, GTimeZone *zone);

typedef struct _TesseraStateMessage TesseraStateMessage;

/* @strip lives as long as it. */
TesseraStateMessage *tessera_state_message_new (TesseraMessageStrip *strip);
void tessera_state_message_free (TesseraStateMessage *message);

/* In place of the one before. */
void tessera_state_message_follow (TesseraStateMessage *message, TesseraSession *session, TesseraFormPlace *place);

/* Whether **Servers** is offered in place of **Retry** where another key is needed. */
void tessera_state_message_offer_servers (TesseraStateMessage *message);
gboolean tessera_state_message_needs_servers (TesseraStateMessage *message);

G_END_DECLS
