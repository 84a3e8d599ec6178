#include "tessera-page-text.h"

#include <string.h>

#include "tessera-reading.h"
#include "tessera-token-text.h"

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

static gboolean
take_cursor (char **at, const char **cursor)
{
  if (!tessera_text_take (at, "{\"next_cursor\":"))
    return FALSE;
  if (tessera_text_take (at, "null"))
    return TRUE;

  *cursor = tessera_text_take_string (at);
  return *cursor != NULL && tessera_cursor_is_well_formed (*cursor);
}

static gboolean
take_total (char **at, gint64 *total)
{
  if (!tessera_text_take (at, ",\"total\":") || !g_ascii_isdigit (**at))
    return FALSE;

  *total = g_ascii_strtoll (*at, at, 10);
  return *total <= G_MAXINT;
}

static GPtrArray *
take_tokens (char **at, TesseraCatalogue *catalogue)
{
  g_autoptr (GPtrArray) tokens = g_ptr_array_new_with_free_func (g_object_unref);

  if (!tessera_text_take (at, ",\"tokens\":["))
    return NULL;

  do
    {
      TesseraToken *token = tessera_token_take_text (at, catalogue);

      if (token == NULL)
        return NULL;
      g_ptr_array_add (tokens, token);
    }
  while (tessera_text_take (at, ","));

  return tessera_text_take (at, "]}") && **at == '\0' ? g_steal_pointer (&tokens) : NULL;
}

GPtrArray *
tessera_page_text_read (const char *text, gsize length, TesseraCatalogue *catalogue, char **next_cursor, gint64 *total)
{
  g_autofree char *copy = NULL;
  const char *cursor = NULL;
  GPtrArray *tokens;
  char *at;

  if (!tessera_json_check (text, length, TESSERA_JSON_MAX_DEPTH, NULL))
    return NULL;

  at = copy = g_strndup (text, length);
  if (!take_cursor (&at, &cursor) || !take_total (&at, total))
    return NULL;

  tokens = take_tokens (&at, catalogue);
  if (tokens == NULL)
    return NULL;

  *next_cursor = g_strdup (cursor);
  return tokens;
}
