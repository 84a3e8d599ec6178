/* test-process.h: what a process holds, as the system tells it. */

#pragma once

#include <glib.h>

guint test_process_count_descriptors (GPid pid);
guint test_process_count_threads (GPid pid);

/* The lowest number that no descriptor of it has. */
guint test_process_find_free_descriptor (GPid pid);

/* What is in memory now, in KiB. */
guint64 test_process_get_resident (GPid pid);
