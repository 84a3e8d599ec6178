/* tessera-expiring-message.h: keeps "3 tokens expire within 14 days." in the message strip.
 *
 * It counts again when tokens or the day change, and says nothing for the
 * rest of a day on which the user has dismissed it. Main thread only. */

#pragma once

#include "tessera-message-strip.h"
#include "tessera-session.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_EXPIRING_MESSAGE (tessera_expiring_message_get_type ())
G_DECLARE_FINAL_TYPE (TesseraExpiringMessage, tessera_expiring_message, TESSERA, EXPIRING_MESSAGE, GObject)

/**
 * tessera_expiring_message_new:
 * @strip: lives as long as the message
 * @settings: (nullable): where the day is remembered on which it was dismissed
 *
 * The strip's button says **Show**; whoever owns the strip does that.
 */
TesseraExpiringMessage *tessera_expiring_message_new (TesseraMessageStrip *strip, TesseraSession *session,
                                                      GSettings *settings);

G_END_DECLS
