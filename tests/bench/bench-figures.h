/* bench-figures.h: what benchmarks make of what they measured. */

#pragma once

#include <glib.h>

/* The value that a @part, 0 to 1, of @values does not exceed; sorts @values. */
double figures_quantile (double *values, gsize n_values, double part);

/* The middle one; sorts @values. */
double figures_median (double *values, gsize n_values);

/* Ends the program with @message unless @done. */
void figures_require (gboolean done, const char *message);
