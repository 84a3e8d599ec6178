/* walk-excuses.h: what the libraries tell of themselves, and nobody but they can mend.
 *
 * Everything else that is told of as a warning or worse ends the test. */

#pragma once

#include <glib.h>

/* From here to the end of the program; to be called once, after gtk_test_init(). */
void walk_excuse_libraries (void);
