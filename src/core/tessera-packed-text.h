/* tessera-packed-text.h: texts that servers make up, such as ids and revisions, in as few bits a letter as they need.
 *
 * Five where all letters are those of base 32, six for letters and digits of
 * any kind, and no others: what a stranger's server makes up otherwise is kept
 * as it is. Any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* So many bytes, its end included, has a text at most that is not kept as it is. */
#define TESSERA_PACKED_TEXT_ROOM 68

/* Room for a text to be unpacked into. */
typedef struct
{
  char text[TESSERA_PACKED_TEXT_ROOM];
} TesseraTextRoom;

/* Packs @text at @at, into at most TESSERA_PACKED_TEXT_MORE bytes more than it has with its end. Returns: behind it */
#define TESSERA_PACKED_TEXT_MORE 1
char *tessera_packed_text_write (char *at, const char *text);

/* Returns: (transfer none): the text, in @packed itself or in @room */
const char *tessera_packed_text_read (const char *packed, TesseraTextRoom *room);

/* Returns: behind the packed text */
const char *tessera_packed_text_after (const char *packed);

G_END_DECLS
