#include "tessera-request.h"

/* Case is one bit. Of the characters that a field's name may have (RFC 9110, 5.6.2), only the two cases of a letter become
 * equal by it, as long as @name is letters, digits and hyphens. */
gboolean
tessera_field_is_named (const TesseraField *field, const char *name)
{
  gsize i = 0;

  while (name[i] != '\0' && (field->name[i] | 0x20) == (name[i] | 0x20))
    i++;

  return name[i] == '\0' && field->name[i] == '\0';
}

guint
tessera_request_look_up (const TesseraRequest *request, const char *name, const char **value)
{
  guint count = 0;

  *value = NULL;
  for (guint i = 0; i < request->n_fields; i++)
    if (tessera_field_is_named (&request->fields[i], name) && count++ == 0)
      *value = request->fields[i].value;

  return count;
}

guint
tessera_request_count_field (const TesseraRequest *request, const char *name)
{
  const char *value;

  return tessera_request_look_up (request, name, &value);
}

const char *
tessera_request_get_field (const TesseraRequest *request, const char *name)
{
  const char *value;

  tessera_request_look_up (request, name, &value);
  return value;
}
