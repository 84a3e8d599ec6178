/* tessera-large-memory.h: memory for tables so large that a step into them is a long one.
 *
 * It begins at a cache line, and from a few MiB on it is of huge pages where the
 * system has some: then the processor knows where each of its parts is. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a processor brings from memory at once, and what a huge page of x86 and of most others has, in bytes. */
#define TESSERA_CACHE_LINE 64
#define TESSERA_HUGE_PAGE (2 * 1024 * 1024)

/* @size: bytes, more than 0. Returns: (transfer full): all 0; for tessera_large_memory_free() */
gpointer tessera_large_memory_new (gsize size);
void tessera_large_memory_free (gpointer memory);

/* Has the cache line of @address brought, without waiting for it. Any address; a hint. */
static inline void
tessera_large_memory_expect (guintptr address)
{
  __builtin_prefetch ((gconstpointer) address);
}

G_END_DECLS
