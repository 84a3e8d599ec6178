/* tessera-head.h: the head of a request, once its lines are known: request line, fields, framing (RFC 9112, 3 to 6).
 *
 * Reading is the guard's (tessera-guard.h), which finds the lines first; others have the head from it. */

#pragma once

#include "tessera-request.h"

G_BEGIN_DECLS

#define TESSERA_HEAD_MAX_METHOD 32

/**
 * TesseraHeadLines:
 * @request: where the request line begins
 * @fields: where the fields begin, each a line
 * @n_fields: how many there are
 * @end: behind the empty line
 *
 * Where the lines of a head are, each of which ends with CR LF and holds no other control character but tabs.
 */
typedef struct
{
  gsize request;
  gsize fields;
  guint n_fields;
  gsize end;
} TesseraHeadLines;

/**
 * TesseraHead:
 * @request: all but its body and peer; points into the head
 * @keep_alive: whether the client lets the connection live after the answer
 * @expects_continue: whether it waits for `100 Continue` before it sends the body
 */
typedef struct
{
  TesseraRequest request;
  gboolean keep_alive;
  gboolean expects_continue;

  /*< private >*/
  TesseraField *fields; /* one block with the text behind them */
  char *text;
  gsize text_length;
  char *path;
} TesseraHead;

/**
 * TesseraRefusal:
 * @status: 400, 411, 414, 431 or 505; after any of them the connection must be closed
 * @why: a sentence for the log and the caller, without a byte of the request
 */
typedef struct
{
  guint status;
  const char *why;
} TesseraRefusal;

/* Fills @refusal; @why: static. Returns: %FALSE, for what can return that */
gboolean tessera_refuse (TesseraRefusal *refusal, guint status, const char *why);

/**
 * tessera_head_read:
 * @head: (out): filled with %TRUE; tessera_head_clear() it
 * @bytes: copied
 * @refusal: (out): filled with %FALSE
 *
 * A Transfer-Encoding (411) is refused before all else.
 */
gboolean tessera_head_read (TesseraHead *head, const char *bytes, const TesseraHeadLines *lines, TesseraRefusal *refusal);

/* Wipes the text, for it may hold a credential. A cleared head, or one that is all zero, may be cleared again. */
void tessera_head_clear (TesseraHead *head);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TesseraHead, tessera_head_clear)

G_END_DECLS
