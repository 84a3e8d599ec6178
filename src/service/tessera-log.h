/* tessera-log.h: lines on standard error: one for each change and each refusal, with who, what and why.
 *
 * A line is written whole, whatever threads do, and nothing in it can begin
 * another one. What looks like a secret or a key is blotted out. A log that
 * nobody reads holds nobody up: lines that standard error does not take are
 * left out, and the next one that it takes is preceded by how many. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Writes a line with the time before it; its end and anything unprintable in it are escaped. */
void tessera_log (const char *format, ...) G_GNUC_PRINTF (1, 2);

/**
 * tessera_log_line:
 *
 * Returns: (transfer full): @text as the log writes it: controls, direction marks and broken UTF-8 escaped,
 *   all that begins like one of our secrets shortened to its beginning, percent-encoded or not
 */
char *tessera_log_line (const char *text);

/* (transfer full): @text between quotation marks, with those in it escaped, so that where it ends is certain */
char *tessera_log_quote (const char *text);

G_END_DECLS
