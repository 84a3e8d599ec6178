#include "tessera-large-memory.h"

#include <string.h>
#include <sys/mman.h>

gpointer
tessera_large_memory_new (gsize size)
{
  gboolean huge = size >= TESSERA_HUGE_PAGE;
  gpointer memory = g_aligned_alloc (1, size, huge ? TESSERA_HUGE_PAGE : TESSERA_CACHE_LINE);

  /* Before the first page is there. Without huge pages it is slower, and no worse. */
  if (huge)
    madvise (memory, size - size % TESSERA_HUGE_PAGE, MADV_HUGEPAGE);

  return memset (memory, 0, size);
}

void
tessera_large_memory_free (gpointer memory)
{
  g_aligned_free (memory);
}
