/* tessera-clean.h: somebody else's text made fit to stand in a sentence of ours. Any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether @text is valid UTF-8 and has neither a control character nor one that changes the direction of what follows. */
gboolean tessera_text_is_plain (const char *text);

/**
 * tessera_text_clean:
 * @text: UTF-8 or not
 * @max_length: characters that may stay, 1 or more; what is longer ends in `…`
 *
 * Returns: (transfer full): @text, with white space in place of each run of such characters, and `…` for the
 *   rest of what looks like a secret or a key
 */
char *tessera_text_clean (const char *text, gsize max_length);

G_END_DECLS
