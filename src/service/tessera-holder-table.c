#include "tessera-holder-table.h"

#include <string.h>

#include "tessera-large-memory.h"

G_STATIC_ASSERT (sizeof (TesseraPlace) == 2 * TESSERA_CACHE_LINE);

TesseraHolderTable *
tessera_holder_table_new (gsize n_places)
{
  TesseraHolderTable *table = g_new (TesseraHolderTable, 1);
  TesseraPlace *places = tessera_large_memory_new (n_places * (sizeof (TesseraPlace) + sizeof (guint32)));

  *table = (TesseraHolderTable){ places, (guint32 *) (places + n_places), n_places, 0 };
  return table;
}

void
tessera_holder_table_free (TesseraHolderTable *table)
{
  tessera_large_memory_free (table->places);
  g_free (table);
}

/* Where to look first. */
static gsize
get_first (gsize n_places, const TesseraDigest *digest)
{
  guint32 hash;

  /* Its first bytes are as random as all others. */
  memcpy (&hash, digest->bytes, sizeof hash);
  return (gsize) (((guint64) hash * n_places) >> 32);
}

gsize
tessera_holder_table_find (const TesseraHolderTable *table, const TesseraDigest *digest)
{
  gsize index = get_first (table->n_places, digest);

  while (table->places[index].number != 0 && !tessera_digest_equal (&table->places[index].digest, digest))
    index = index + 1 < table->n_places ? index + 1 : 0;

  return index;
}

void
tessera_holder_table_expect (guintptr places, gsize n_places, const TesseraDigest *digest)
{
  guintptr first = places + get_first (n_places, digest) * sizeof (TesseraPlace);

  /* That place and the next: hardly any secret is further away. */
  for (guintptr line = first; line < first + 2 * sizeof (TesseraPlace); line += TESSERA_CACHE_LINE)
    tessera_large_memory_expect (line);
}
