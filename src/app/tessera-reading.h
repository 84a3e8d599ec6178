/* tessera-reading.h: where lines begin that are read against the window, such as a catalogue's English ones in an Arabic window.
 *
 * Pango puts the lines of a paragraph where that one's own language has them
 * begin, so a wrapped description would hang at the far side of its line in the form. Main thread only. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * tessera_reading_align:
 * @label: may show words of another language than the window's; its xalign is 0
 *
 * Lets all its lines begin where those of the window do, whatever they say from now on. The words stay as they are.
 */
void tessera_reading_align (GtkLabel *label);

G_END_DECLS
