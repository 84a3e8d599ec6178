/* tessera-number-order.h: values by the numbers that belong to them, in a few walks through memory. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * tessera_number_order_sort:
 * @keys: a number for each of @values
 * @values: put in the order of their numbers; of equals in the order in which they are
 *
 * One pass for each byte in which numbers differ.
 */
void tessera_number_order_sort (const guint64 *keys, guint32 *values, guint n);

G_END_DECLS
