#include "bench-figures.h"

#include <stdlib.h>

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

double
figures_quantile (double *values, gsize n_values, double part)
{
  qsort (values, n_values, sizeof *values, compare);
  return values[MIN ((gsize) (part * (double) n_values), n_values - 1)];
}

double
figures_median (double *values, gsize n_values)
{
  return figures_quantile (values, n_values, 0.5);
}

void
figures_require (gboolean done, const char *message)
{
  if (done)
    return;
  g_printerr ("%s\n", message != NULL ? message : "It failed.");
  exit (EXIT_FAILURE);
}
