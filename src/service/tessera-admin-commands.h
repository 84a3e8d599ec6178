/* tessera-admin-commands.h: `tesserad admin add`, `list`, `remove` and `backup`, beside a running service or without one. */

#pragma once

#include "tessera-options.h"

G_BEGIN_DECLS

/* Does what the options say; a new admin's key goes to standard output, once.
 * Returns: the program's exit status */
int tessera_admin_commands_run (const TesseraOptions *options);

G_END_DECLS
