#include "tessera-request.h"

/* Names differ early, mostly; a bit tells that without regard to case, and a real comparison has the last word. */
static gboolean
is_named (const TesseraField *field, const char *name)
{
  gsize i = 0;

  while (name[i] != '\0' && (field->name[i] | 0x20) == (name[i] | 0x20))
    i++;

  return name[i] == '\0' && field->name[i] == '\0' && g_ascii_strcasecmp (field->name, name) == 0;
}

static const TesseraField *
find_field (const TesseraRequest *request, const char *name, guint from)
{
  for (guint i = from; i < request->n_fields; i++)
    if (is_named (&request->fields[i], name))
      return &request->fields[i];

  return NULL;
}

guint
tessera_request_count_field (const TesseraRequest *request, const char *name)
{
  guint count = 0;
  const TesseraField *field = find_field (request, name, 0);

  for (; field != NULL; field = find_field (request, name, (guint) (field - request->fields) + 1))
    count++;

  return count;
}

const char *
tessera_request_get_field (const TesseraRequest *request, const char *name)
{
  const TesseraField *field = find_field (request, name, 0);

  return field != NULL ? field->value : NULL;
}
