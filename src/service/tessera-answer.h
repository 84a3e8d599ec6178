/* tessera-answer.h: a reply on its way to the client, in as many parts as the socket takes. All zero is none. */

#pragma once

#include "tessera-reply.h"

G_BEGIN_DECLS

typedef struct
{
  TesseraReply *reply;
  GString *head;
  GBytes *body;
  gsize sent; /* of head and body together */
  gboolean closing;
} TesseraAnswer;

typedef enum
{
  TESSERA_SENDING_DONE,   /* the kernel has all of it */
  TESSERA_SENDING_WAITS,  /* until the client has taken some */
  TESSERA_SENDING_BROKEN, /* the client is gone */
} TesseraSending;

/**
 * tessera_answer_begin:
 * @reply: (transfer full): what to send
 * @without_body: whether it answers a HEAD
 * @closing: whether the connection ends after it, even if @reply does not ask for that
 */
void tessera_answer_begin (TesseraAnswer *answer, TesseraReply *reply, gboolean without_body, gboolean closing);

/* Sends to @fd what it takes without waiting. */
TesseraSending tessera_answer_send (TesseraAnswer *answer, int fd);

/* Wipes the body. */
void tessera_answer_clear (TesseraAnswer *answer);

G_END_DECLS
