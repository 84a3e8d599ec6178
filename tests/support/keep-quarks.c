/* keep-quarks.c: GLib's first table of quarks is no leak.
 *
 * It has room for 2048. A program with a whole window needs more, and GLib
 * then lets the old table go on purpose, since readers take no lock. Nothing
 * points to it any more, and LeakSanitizer sees no more of where it came from
 * than g_malloc(). So the first blocks of its size, made as the program is
 * loaded, are held here. */

#include <stddef.h>

#define QUARK_TABLE_SIZE (2048 * sizeof (char *))

/* The sanitizer's run-time calls it for each allocation. */
void __sanitizer_malloc_hook (const volatile void *block, size_t size);

static const volatile void *kept[8];
static unsigned n_kept;

void
__sanitizer_malloc_hook (const volatile void *block, size_t size)
{
  if (size == QUARK_TABLE_SIZE && n_kept < sizeof kept / sizeof *kept)
    kept[n_kept++] = block;
}
