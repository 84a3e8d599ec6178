#include "tessera-memory.h"

#ifdef __GLIBC__
#include <malloc.h>

#define LARGE (64 * 1024)

void
tessera_memory_tune (void)
{
  mallopt (M_ARENA_MAX, 1);
  mallopt (M_MMAP_THRESHOLD, LARGE);
}

void
tessera_memory_give_back (void)
{
  malloc_trim (0);
}

#else

void
tessera_memory_tune (void)
{
}

void
tessera_memory_give_back (void)
{
}

#endif
