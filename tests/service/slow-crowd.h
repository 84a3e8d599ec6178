/* slow-crowd.h: many clients of a door that never come to an end: each sends a byte a second.
 *
 * A quarter of them says nothing first, a quarter begins a request line, a
 * quarter sends as many fields as there may be, and a quarter a whole head of
 * that kind and nearly all of a long body. They come from 127.0.0.2 and on, 60
 * from each, so that a limit for an address keeps none of them out. */

#pragma once

#include <glib.h>

/* What of them the service must not keep. */
#define SLOW_CROWD_FIELDS 3900
#define SLOW_CROWD_BODY 60000

typedef struct _SlowCrowd SlowCrowd;

/**
 * slow_crowd_start:
 * @address: `127.0.0.1:8080`
 * @head: a request line and fields that must be there, so that a body is read
 * @comes_again: whether whoever is closed connects again
 *
 * All are there when it returns; a thread of theirs goes on dripping.
 */
SlowCrowd *slow_crowd_start (const char *address, const char *head, guint n_clients, gboolean comes_again);

/* How many of them have not been closed. */
guint slow_crowd_count (SlowCrowd *crowd);

/* They leave. */
void slow_crowd_end (SlowCrowd *crowd);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlowCrowd, slow_crowd_end)
