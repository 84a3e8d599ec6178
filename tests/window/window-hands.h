/* window-hands.h: what a person does with a window, and what they see, for tests in its process. */

#pragma once

#include "tessera-form.h"

#include <adwaita.h>

/* Runs the main loop until @condition holds; after a minute in vain the test ends. */
#define AWAIT(condition)                                                                                               \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    gint64 await_deadline_ = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;                                            \
                                                                                                                       \
    while (!(condition))                                                                                               \
      await_step (await_deadline_, G_STRLOC ": " #condition);                                                          \
  }                                                                                                                    \
  G_STMT_END

/* One turn of the main loop, at most some milliseconds long. */
void await_step (gint64 deadline, const char *what);

/* Runs the main loop until nothing is left to do, and everything is drawn. */
void settle (gpointer window);

/**
 * find:
 * @text: (nullable): all the words on a button, or a part of those of a label or an entry
 *
 * Returns: (nullable): the first widget of @type in sight at or below @root
 */
gpointer find (gpointer root, GType type, const char *text);

/* The first of @type, in sight or not. */
gpointer find_hidden (gpointer root, GType type);

/* The window of that type, or the message dialog if @type is ADW_TYPE_MESSAGE_DIALOG; %NULL if it is not open. */
gpointer find_window (GType type);

/* (nullable): what @widget opens, if it is a menu button or a drop-down */
GtkWidget *find_popover (GtkWidget *widget);

/* Whether a label in sight below @root has @part in its text. */
gboolean shows (gpointer root, const char *part);

/* Presses the button that says @label below @root, as a click would; it must be in sight and sensitive. */
void press (gpointer root, const char *label);

/* Whether there is such a button in sight, and it is sensitive. */
gboolean can_press (gpointer root, const char *label);

/* Types the name, chooses the second type, 30 days, ticks Products: write and Reports: read. */
void fill_form (GtkWidget *form, const char *name);

void type_name (GtkWidget *form, const char *name);
const char *get_typed_name (GtkWidget *form);
void choose_type (GtkWidget *form, guint position);
void choose_span (GtkWidget *form, const char *label);
void tick (GtkWidget *form, int area, TesseraVerb verb, gboolean on);

/* Fails unless the form holds exactly @draft, each character of it. */
void assert_form_holds (GtkWidget *form, const TesseraDraft *draft);

/* Whether the keyboard's focus is at or below @widget. */
gboolean has_focus (gpointer widget);

/* Where @widget is, seen from @in. */
graphene_rect_t get_bounds (gpointer widget, gpointer in);

/* Opens Tokens, or Create Token, in a window that has both. */
void open_expander (gpointer window, gboolean tokens);

/* How large text is from now on: 1 as usual, 2 twice as large. Who makes it larger makes it usual again. */
void set_text_scale (int scale);

/* Nothing slides from now on. GTK 4.8 loses the drawing of what does when its window ends, and that is a leak. */
void keep_still (void);

/* A key, as xdotool names it, into the window that has the focus. */
void send_key (const char *key);
