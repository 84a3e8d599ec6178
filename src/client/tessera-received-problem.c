#include "tessera-received-problem.h"

#include "tessera-clean.h"

#define MAX_TEXT_LENGTH 400
#define MAX_FAULTS 100

static void
clean (char **text)
{
  char *cleaned = tessera_text_clean (*text, MAX_TEXT_LENGTH);

  g_free (*text);
  *text = cleaned;
}

TesseraProblem *
tessera_problem_from_server (JsonObject *object, guint status)
{
  TesseraProblem *problem = tessera_problem_from_object (object, status);

  problem->status = status;
  clean (&problem->title);
  clean (&problem->detail);
  if (problem->faults == NULL)
    return problem;

  if (problem->faults->len > MAX_FAULTS)
    g_ptr_array_set_size (problem->faults, MAX_FAULTS);
  for (guint i = 0; i < problem->faults->len; i++)
    clean (&((TesseraFault *) g_ptr_array_index (problem->faults, i))->detail);

  return problem;
}
