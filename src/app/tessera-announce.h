/* tessera-announce.h: tells what has happened to who does not see it.
 *
 * Assistive technology hears nothing of a toast or of a label that appears:
 * GTK 4.8 sends no event for them, and its successor's announcements came
 * with 4.14. What it does send is a change of the description of the object
 * that has the focus, and screen readers read that as it comes. So words are
 * put there for a while, before what the description was. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * tessera_announce:
 * @widget: what it is about, in a window that may be about to become active again
 * @words: a sentence or a few, not empty; the next ones take their place
 *
 * Main thread only.
 */
void tessera_announce (GtkWidget *widget, const char *words);

G_END_DECLS
