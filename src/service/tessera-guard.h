/* tessera-guard.h: reads the head of a request, strictly (RFC 9112, 2 to 6, and what the contract takes away from it).
 *
 * Whatever two readers could understand differently is refused, so that
 * nobody's second request hides in a first one:
 * - a line ends with CR LF and with nothing else; no other control characters but tabs in values, no NUL, no folding;
 * - one space each between method, target and version, which is HTTP/1.0 or HTTP/1.1;
 * - a field name is a token with the colon right behind it; blanks around a value are legal and are dropped;
 * - exactly one Host; at most one Content-Length, digits alone; no Transfer-Encoding.
 * One empty line before the request line is skipped (RFC 9112, 2.2).
 *
 * The guard knows no socket: it is a function of the bytes, and may be used in any thread. */

#pragma once

#include "tessera-head.h"

G_BEGIN_DECLS

/**
 * TesseraGuard:
 *
 * How far a head has been looked at, so that each byte is looked at once,
 * however it drips. All zero at the start of a request.
 *
 * @scanned: the bytes looked at; when the head is whole, its length
 * @line: where the present line begins
 * @fields: where the fields begin; 0 while the request line is not complete
 * @n_fields: how many lines of fields have ended
 */
typedef struct
{
  gsize scanned;
  gsize line;
  gsize fields;
  guint n_fields;
} TesseraGuard;

typedef enum
{
  TESSERA_GUARD_MORE,    /* so far nothing is wrong, but the head has not ended */
  TESSERA_GUARD_WHOLE,
  TESSERA_GUARD_REFUSED,
} TesseraVerdict;

/**
 * tessera_guard_read:
 * @bytes: @length bytes, from the first of the request; the same ones as last time, and more
 * @head: (out): filled with %TESSERA_GUARD_WHOLE; tessera_head_clear() it
 * @refusal: (out): filled with %TESSERA_GUARD_REFUSED
 *
 * A fault in the bytes of a line refuses at once; what a line says is judged when the head is whole, a
 * Transfer-Encoding (411) before all else.
 */
TesseraVerdict tessera_guard_read (TesseraGuard *guard, const char *bytes, gsize length, TesseraHead *head,
                                   TesseraRefusal *refusal);

G_END_DECLS
