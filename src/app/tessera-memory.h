/* tessera-memory.h: how the window uses the allocator, where that is GNU's. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* To be called once, before there is a second thread. Threads share the main one's memory, since what they read
 * outlives them, and what is as large as a page of the list goes back to the system when it is let go. */
void tessera_memory_tune (void);

/* Gives back what is free already: making a window and loading a list leave much of it, in pieces. Takes milliseconds. */
void tessera_memory_give_back (void);

G_END_DECLS
