#include "tessera-buffer.h"

#include <string.h>

#include "tessera-secret.h"

#define SMALLEST 512

char *
tessera_buffer_make_room (TesseraBuffer *buffer, gsize room)
{
  gsize needed = buffer->length + room;

  if (needed > buffer->size)
    {
      TesseraBuffer larger = { .length = buffer->length, .size = SMALLEST };

      while (larger.size < needed)
        larger.size *= 2;
      larger.bytes = g_malloc (larger.size);
      if (buffer->length > 0)
        memcpy (larger.bytes, buffer->bytes, buffer->length);
      tessera_buffer_clear (buffer);
      *buffer = larger;
    }

  return buffer->bytes + buffer->length;
}

void
tessera_buffer_added (TesseraBuffer *buffer, gsize added)
{
  g_return_if_fail (added <= buffer->size - buffer->length);

  buffer->length += added;
}

void
tessera_buffer_consume (TesseraBuffer *buffer, gsize used)
{
  gsize left;

  g_return_if_fail (used <= buffer->length);

  if (used == 0)
    return;

  left = buffer->length - used;
  if (left == 0)
    {
      tessera_buffer_clear (buffer);
      return;
    }

  memmove (buffer->bytes, buffer->bytes + used, left);
  tessera_wipe (buffer->bytes + left, used);
  buffer->length = left;
}

void
tessera_buffer_clear (TesseraBuffer *buffer)
{
  if (buffer->bytes != NULL)
    tessera_wipe (buffer->bytes, buffer->length);
  g_free (buffer->bytes);
  *buffer = (TesseraBuffer) { 0 };
}
