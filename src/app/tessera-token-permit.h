/* tessera-token-permit.h: what can be done with a token now, worked out without a widget. */

#pragma once

#include "tessera-session.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean rotate;
  gboolean revoke;
  gboolean duplicate;
  gboolean read;               /* its history, and what it would let through */
  const char *why_not_rotate;  /* or NULL; as long as what it was worked out of */
} TesseraTokenPermit;

/**
 * tessera_token_permit:
 * @session: (nullable): %NULL before there is one
 * @token: (nullable): %NULL or one that is out of sight lets nothing be done
 * @blocked: (nullable): why nothing may be changed
 * @busy: while a request about the token runs
 */
TesseraTokenPermit tessera_token_permit (TesseraSession *session, TesseraToken *token, const char *blocked, gboolean busy);

G_END_DECLS
