/* tessera-settings.h: what the window remembers, and the user's language. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * tessera_settings_open:
 *
 * Finds the schema that belongs to the program, in the build folder or where it was installed, whether or not the
 * desktop looks there.
 *
 * Returns: (transfer full) (nullable): the settings; %NULL where the schema is missing, and
 *   the window then remembers nothing
 */
GSettings *tessera_settings_open (void);

/* Makes the user's language known to gettext, for the installed program and the one in the build folder. */
void tessera_settings_bind_language (void);

G_END_DECLS
