/* tessera-run.h: the program tesserad around the service: ready lines, signals, exit status. */

#pragma once

#include "tessera-options.h"

G_BEGIN_DECLS

/* sysexits.h's numbers for what a caller can tell apart. */
#define TESSERA_EXIT_USAGE 64
#define TESSERA_EXIT_BUSY 75

/**
 * tessera_run:
 *
 * Opens the service, prints a line for each address and then `ready`, and
 * waits for SIGTERM, SIGINT or, if the options say so, the end of standard input.
 *
 * Returns: the program's exit status; %TESSERA_EXIT_BUSY if another service has the database
 */
int tessera_run (const TesseraOptions *options);

G_END_DECLS
