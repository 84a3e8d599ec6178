/* tessera-expiry-clock.h: sees tokens of a list expire while they are shown, and days begin.
 *
 * Rows that say "in 69 days" are told to look again at each midnight of UTC.
 * Main thread only. */

#pragma once

#include "tessera-token-list.h"

G_BEGIN_DECLS

typedef struct _TesseraExpiryClock TesseraExpiryClock;

/* @token: has just expired */
typedef void (*TesseraExpired) (TesseraToken *token, gpointer data);

/* @tokens: which it changes, too: views look again at what has expired */
TesseraExpiryClock *tessera_expiry_clock_new (TesseraTokenList *tokens, TesseraExpired expired, gpointer data);
void tessera_expiry_clock_free (TesseraExpiryClock *clock);

/* To be called when the list has changed: what expires next may be another token. */
void tessera_expiry_clock_set (TesseraExpiryClock *clock);

G_END_DECLS
