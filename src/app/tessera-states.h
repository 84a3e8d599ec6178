/* tessera-states.h: shows one of its children at a time, in the room that the largest needs.
 *
 * As GtkStack does, which can't be used inside an expander with GTK 4.8: the
 * pages that it tells assistive technology of stay there when the expander is
 * folded, and whoever asks for them then makes GTK complain at the next opening. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TESSERA_TYPE_STATES (tessera_states_get_type ())
G_DECLARE_FINAL_TYPE (TesseraStates, tessera_states, TESSERA, STATES, GtkWidget)

/* Adds @child, to be shown by its name (gtk_widget_set_name()). In a layout, children are added by themselves. */
void tessera_states_add (TesseraStates *states, GtkWidget *child);

/* Shows the child of that name, and none of the others. */
void tessera_states_show (TesseraStates *states, const char *name);

/**
 * tessera_states_hide_stacks:
 *
 * Hides each GtkStack inside @widget from assistive technology, with all that
 * is in it, for the reason above. The widget itself must say what they show.
 */
void tessera_states_hide_stacks (GtkWidget *widget);

/**
 * tessera_states_forget_stacks:
 *
 * Takes back what assistive technology was told of the pages of each GtkStack
 * inside @widget, menus included, which has just left its window. GTK 4.8
 * forgets that itself with the pages only. Who asks for everything that there
 * is then gets the stack of such a page, out of any window, and GTK complains
 * when it comes back to one. Does nothing with GTK 4.10 and later.
 */
void tessera_states_forget_stacks (GtkWidget *widget);

G_END_DECLS
