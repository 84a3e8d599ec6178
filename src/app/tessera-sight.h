/* tessera-sight.h: what is scrolled out of sight comes back before something opens beside it. Main thread only.
 *
 * The focus may be on something that was scrolled away, and a key opens what
 * belongs to it. Nobody would see to what; and GTK 4.8 looks in vain for the
 * monitor that a popover belongs on if its button is off the screen. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * tessera_sight_bring_in:
 *
 * Scrolls whatever @widget is scrolled in, so far that it is in sight, its
 * beginning if there is no room for all of it. It is there at once, not from the next frame on.
 */
void tessera_sight_bring_in (GtkWidget *widget);

/**
 * tessera_sight_bring_in_laid_out:
 *
 * The same once @widget has been laid out anew, for what was shown in it just now. Of several in a row the last one counts most.
 */
void tessera_sight_bring_in_laid_out (GtkWidget *widget);

/**
 * tessera_sight_bring_in_row:
 * @row: a child of a `GtkListView`
 * @position: of what it shows in the list's model
 *
 * The same of a row: lists don't lay out rows that are out of sight.
 */
void tessera_sight_bring_in_row (GtkWidget *row, guint position);

/**
 * tessera_sight_keep_opener:
 * @opener: a `GtkMenuButton` or a `GtkDropDown`
 *
 * Brings @opener into sight each time before its popover opens.
 */
void tessera_sight_keep_opener (GtkWidget *opener);

G_END_DECLS
