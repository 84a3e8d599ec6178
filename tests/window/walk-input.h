/* walk-input.h: keys and clicks of the X server itself, many of them, and what there is to click at.
 *
 * They arrive as a person's do: by focus, by what lies on top, by modal windows. */

#pragma once

#include <gtk/gtk.h>

typedef struct _WalkInput WalkInput;

/* One xdotool, which is told line by line. */
WalkInput *walk_input_new (void);
void walk_input_free (WalkInput *input);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WalkInput, walk_input_free)

/* @key: as xdotool names it: `ctrl+n`. Returns when the X server has handed it on; nothing has handled it yet. */
void walk_input_press (WalkInput *input, const char *key);

/* Clicks at the middle of @widget, whatever is above it, if that is on the screen. */
void walk_input_click (WalkInput *input, GtkWidget *widget, guint button);

/* Handles what has arrived, and goes on for so long. */
void walk_input_handle (guint milliseconds);

/* The window that a person has before them: of ours, the active one, else the last that was opened. (nullable) */
GtkWindow *walk_find_window (void);

/* What in @root and its popovers can be clicked at: in sight, sensitive, and a button or able to take the focus.
 * (transfer container) (element-type GtkWidget) */
GPtrArray *walk_find_targets (GtkWidget *root);
