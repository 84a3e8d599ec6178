/* tessera-deed.h: what a call was for, and what its failure means for that, in words.
 *
 * Every message of the client is made of two parts: what happened, and what
 * it means for the admin and what to do now. This is the second. Any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  TESSERA_DEED_READ,
  TESSERA_DEED_CREATE,
  TESSERA_DEED_UPDATE,
  TESSERA_DEED_ROTATE,
  TESSERA_DEED_REVOKE,
} TesseraDeed;

/**
 * TesseraCircumstances:
 * @server: the server at the beginning of a sentence: `The server at tokens.example.org`
 * @milliseconds: the time that the call had
 *
 * What a message has to know. Strings belong to the client.
 */
typedef struct
{
  TesseraDeed deed;
  const char *server;
  guint milliseconds;
} TesseraCircumstances;

/* "Nothing was created; press Create Token to try again." For what certainly was not done. (transfer none) */
const char *tessera_deed_not_done (TesseraDeed deed);

/* "Nothing was created." For what was refused and would be again. (transfer none) */
const char *tessera_deed_refused (TesseraDeed deed);

/* "Whether the token was created is not known. …" For what may have been done. (transfer none) */
const char *tessera_deed_unknown (TesseraDeed deed);

/* "15 seconds", "0.5 seconds". (transfer full) */
char *tessera_deed_duration (guint milliseconds);

G_END_DECLS
