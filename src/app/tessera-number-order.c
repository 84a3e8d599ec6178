#include "tessera-number-order.h"

typedef struct
{
  guint64 key;
  guint32 value;
} Keyed;

/* One stable pass by one byte of the keys. Returns: whether they differ in it */
static gboolean
pass (const Keyed *from, Keyed *to, guint n, guint shift)
{
  guint starts[256] = { 0 }, at = 0;

  for (guint i = 0; i < n; i++)
    starts[(from[i].key >> shift) & 0xff]++;
  if (n == 0 || starts[(from[0].key >> shift) & 0xff] == n)
    return FALSE;

  for (guint i = 0; i < 256; i++)
    {
      guint count = starts[i];

      starts[i] = at;
      at += count;
    }
  for (guint i = 0; i < n; i++)
    to[starts[(from[i].key >> shift) & 0xff]++] = from[i];
  return TRUE;
}

void
tessera_number_order_sort (const guint64 *keys, guint32 *values, guint n)
{
  g_autofree Keyed *one = g_new (Keyed, n + 1), *other = g_new (Keyed, n + 1);

  for (guint i = 0; i < n; i++)
    one[i] = (Keyed){ keys[i], values[i] };
  for (guint shift = 0; shift < 64; shift += 8)
    if (pass (one, other, n, shift))
      {
        Keyed *swap = one;

        one = other;
        other = swap;
      }
  for (guint i = 0; i < n; i++)
    values[i] = one[i].value;
}
