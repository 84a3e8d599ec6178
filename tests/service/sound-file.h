/* sound-file.h: whether a database that nobody has open is sound. */

#pragma once

#include <glib.h>

/**
 * sound_file_assert:
 * @database: as a service left it, however it ended
 *
 * Fails the test unless SQLite finds the file sound, each token has its number, its secret and its creation, and each
 * event goes on from the one before. Looks at a copy of file and journal: taking back a transaction that was cut off is
 * left to the service. For tokens that were never rotated.
 *
 * Returns: whether there was such a transaction
 */
gboolean sound_file_assert (const char *database);
