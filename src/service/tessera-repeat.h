/* tessera-repeat.h: a thread that does the same thing again and again, with a pause before each time. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _TesseraRepeat TesseraRepeat;

/**
 * tessera_repeat_start:
 * @name: the thread's, at most 15 bytes
 * @pause: microseconds before each time
 * @deed: what is done, in the thread
 * @data: given to @deed; must outlive the thread
 *
 * Returns: (transfer full): the first pause has begun
 */
TesseraRepeat *tessera_repeat_start (const char *name, gint64 pause, void (*deed) (gpointer data), gpointer data);

/* Ends a pause at once, and waits for a deed that is under way. */
void tessera_repeat_stop (TesseraRepeat *repeat);

G_END_DECLS
