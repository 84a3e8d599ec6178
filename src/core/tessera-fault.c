#include "tessera-fault.h"

#include <string.h>

static void
fault_free (gpointer data)
{
  TesseraFault *fault = data;

  g_free (fault->pointer);
  g_free (fault->detail);
  g_free (fault);
}

GPtrArray *
tessera_faults_new (void)
{
  return g_ptr_array_new_with_free_func (fault_free);
}

void
tessera_faults_add (GPtrArray *faults, const char *pointer, const char *format, ...)
{
  TesseraFault *fault = g_new0 (TesseraFault, 1);
  va_list args;

  va_start (args, format);
  fault->pointer = g_strdup (pointer);
  fault->detail = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (faults, fault);
}

const TesseraFault *
tessera_faults_find (GPtrArray *faults, const char *member)
{
  gsize length = strlen (member);

  for (guint i = 0; i < faults->len; i++)
    {
      const TesseraFault *fault = g_ptr_array_index (faults, i);
      const char *p = fault->pointer;

      if (p[0] == '/' && strncmp (p + 1, member, length) == 0 && (p[1 + length] == '\0' || p[1 + length] == '/'))
        return fault;
    }

  return NULL;
}
