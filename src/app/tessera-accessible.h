/* tessera-accessible.h: what assistive technology reads of a control. Main thread only. */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * tessera_accessible_set_name:
 *
 * Makes @name all of the control's name. GTK 4.8 adds to it the text of the
 * label that a button is labelled by.
 */
void tessera_accessible_set_name (GtkWidget *widget, const char *name);

/**
 * tessera_accessible_set_fault:
 * @message: (nullable) (transfer none): the label that says what is wrong, %NULL if nothing is
 *
 * Tells that what @accessible holds is faulty: the state `invalid`, and the
 * relation to its error message (WAI-ARIA 1.2, aria-errormessage). GTK 4.8 keeps that relation from
 * the accessibility bus; there the message describes the control.
 */
void tessera_accessible_set_fault (GtkAccessible *accessible, GtkLabel *message);

/**
 * tessera_accessible_name_window:
 *
 * Makes @window a dialog named by its title. GTK 4.8 names a window by its class, unless it
 * is the application's main one.
 */
void tessera_accessible_name_window (GtkWindow *window);

/**
 * tessera_accessible_name_dialog:
 *
 * Names @dialog by its heading, and its answers by their texts: they are named
 * with their underlines and twice otherwise. To be called when all of it is set.
 */
void tessera_accessible_name_dialog (AdwMessageDialog *dialog);

/**
 * tessera_accessible_tell_sensitivity:
 *
 * Tells of @widget and all inside it whether it can be used. GTK 4.8 tells that
 * of a widget which is made insensitive itself, not of those inside it. After
 * each change of the sensitivity of @widget.
 */
void tessera_accessible_tell_sensitivity (GtkWidget *widget);

/**
 * tessera_accessible_skip_scrollers:
 *
 * Takes the focus from everything inside @widget that only scrolls: GTK gives
 * it to them, and they have no name and do nothing with it.
 */
void tessera_accessible_skip_scrollers (GtkWidget *widget);

/**
 * tessera_accessible_name_menus:
 *
 * Names the items of each menu at or below @widget, from its next opening on. Since
 * 4.10 GTK has them labelled by what it forbids to have a name.
 */
void tessera_accessible_name_menus (GtkWidget *widget);

/**
 * tessera_accessible_name_shortcuts:
 *
 * Names @shortcuts and what GTK 4.8 leaves nameless in its head.
 */
void tessera_accessible_name_shortcuts (GtkShortcutsWindow *shortcuts);

/* Names what libadwaita leaves nameless in @about: its ways back, its lists and its texts. */
void tessera_accessible_name_about (AdwAboutWindow *about);

/* Whether the keyboard's focus is on @widget or inside it; not where @widget is in no window. */
gboolean tessera_accessible_has_focus (GtkWidget *widget);

/* Call once @expander has its child. While it is folded the child is in no window, and GTK, which looks for the focus
 * there when an arrow key is pressed, would complain of that. And where the focus was in it, Tab would go past the title. */
void tessera_accessible_keep_focus_out_of_folded (GtkExpander *expander);

G_END_DECLS
