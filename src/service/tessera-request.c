#include "tessera-request.h"

static const TesseraField *
find_field (const TesseraRequest *request, const char *name, guint from)
{
  for (guint i = from; i < request->n_fields; i++)
    if (g_ascii_strcasecmp (request->fields[i].name, name) == 0)
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
