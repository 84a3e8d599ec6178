/* tessera-message-strip.h: what the window has to say, in a strip under its header bar.
 *
 * Each kind of message has a place of its own; the most pressing one that is
 * there shows, and the next when that is gone. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* In the order of pressing. */
typedef enum
{
  TESSERA_MESSAGE_OFFLINE,
  TESSERA_MESSAGE_FAILURE,
  TESSERA_MESSAGE_DRAFT,
  TESSERA_MESSAGE_KEYS,
  TESSERA_MESSAGE_READ_ONLY,
  TESSERA_MESSAGE_EXPIRING,
  TESSERA_N_MESSAGES,
} TesseraMessage;

#define TESSERA_TYPE_MESSAGE_STRIP (tessera_message_strip_get_type ())
G_DECLARE_FINAL_TYPE (TesseraMessageStrip, tessera_message_strip, TESSERA, MESSAGE_STRIP, GtkWidget)

/* Signals: `action` (TesseraMessage as int): the message's button was pressed;
 * `discard`: what TESSERA_MESSAGE_DRAFT offers is not wanted;
 * `dismissed` (TesseraMessage as int): the user took the message away. */
GtkWidget *tessera_message_strip_new (void);

/**
 * tessera_message_strip_set:
 * @text: (nullable): sentences; %NULL takes the message away
 * @action: (nullable): the label of the message's button
 */
void tessera_message_strip_set (TesseraMessageStrip *strip, TesseraMessage message, const char *text,
                                const char *action);

/* The text that shows now; %NULL if there is none. (transfer none) */
const char *tessera_message_strip_get_text (TesseraMessageStrip *strip);

G_END_DECLS
