#include "tessera-page-text.h"

#include <string.h>

#include "tessera-reading.h"

#define BEGINNING "{\"next_cursor\":\""

char *
tessera_page_text_find_cursor (const char *text, gsize length)
{
  const char *start = text + strlen (BEGINNING), *end;
  g_autofree char *cursor = NULL;

  if (length < strlen (BEGINNING) || memcmp (text, BEGINNING, strlen (BEGINNING)) != 0)
    return NULL;
  end = memchr (start, '"', length - strlen (BEGINNING));
  if (end == NULL)
    return NULL;

  cursor = g_strndup (start, (gsize) (end - start));
  return tessera_cursor_is_well_formed (cursor) ? g_steal_pointer (&cursor) : NULL;
}
