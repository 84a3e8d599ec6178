/* tessera-token-look.h: how the list tells of a token: which look its status has, and in which words.
 *
 * Plain functions, so that the list's rules can be tried without a list. */

#pragma once

#include "tessera-token.h"

G_BEGIN_DECLS

/**
 * TesseraLook:
 * @TESSERA_LOOK_EXPIRING: active, and ends within %TESSERA_EXPIRING_DAYS
 *
 * A token's status as people see it.
 */
typedef enum
{
  TESSERA_LOOK_ACTIVE,
  TESSERA_LOOK_EXPIRING,
  TESSERA_LOOK_EXPIRED,
  TESSERA_LOOK_REVOKED,
} TesseraLook;

#define TESSERA_N_LOOKS 4

TesseraLook tessera_token_look_get (TesseraToken *token, gint64 now);

/* The word for it in the user's language: "Expiring". (transfer none) */
const char *tessera_token_look_get_word (TesseraLook look);

/* What a row reads: "Nightly export, API Key, Active, expires in 69 days. Products: read. Last used yesterday." (transfer full) */
char *tessera_token_look_describe (TesseraToken *token, TesseraCatalogue *catalogue, gint64 now);

/* "Last used on 1 February 2027, 01:00", or that it never was. (transfer full) */
char *tessera_token_look_describe_use (TesseraToken *token, GTimeZone *zone);

G_END_DECLS
