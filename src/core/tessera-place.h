/* tessera-place.h: where the running program finds what belongs to it.
 *
 * A program runs in the folder that it was built in, where it was installed,
 * or in a copy of that below another root, as `DESTDIR` makes it. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether the running program lies in the folder that it was built in. */
gboolean tessera_place_is_built (void);

/**
 * tessera_place_find:
 * @installed: the absolute path of something that is installed with the program
 *
 * Returns: (transfer full): its path below the root that the running program lies under, which may not exist
 */
char *tessera_place_find (const char *installed);

/* The same, for a @program in place of the running one. %NULL: unknown, then nothing is below another root. */
char *tessera_place_find_for (const char *program, const char *installed);

G_END_DECLS
