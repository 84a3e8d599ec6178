/* tessera-buffer.h: bytes that came in and wait to be used. They may hold credentials, so none is left behind in
 * memory that is given back: what grows, is used or is freed is wiped. All zero is an empty buffer. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *bytes;
  gsize length;
  gsize size;
} TesseraBuffer;

/* Returns: (transfer none): room for @room bytes behind the present ones; say with tessera_buffer_added() how many came */
char *tessera_buffer_make_room (TesseraBuffer *buffer, gsize room);
void tessera_buffer_added (TesseraBuffer *buffer, gsize added);

/* Takes the first @used bytes away; an empty buffer holds no memory. */
void tessera_buffer_consume (TesseraBuffer *buffer, gsize used);

void tessera_buffer_clear (TesseraBuffer *buffer);

G_END_DECLS
