/* walk-ways.h: how one gets about the window on the way to some place, as a person would.
 *
 * Whoever is asked whether to lose what is filled in says yes. All of it waits
 * until one is there, and tells whether one is; the way to the service is clear. */

#pragma once

#include "walk-input.h"
#include "window-bed.h"

/* Whether a question is open that has this answer. */
gboolean walk_is_asked (const char *answer);

#define WALK_MOST_WAITING (10 * G_USEC_PER_SEC)

/* Whether @condition comes to hold, whatever is asked on the way; something else may come in between. */
#define COMES(condition)                                                                                               \
  (G_GNUC_EXTENSION ({                                                                                                 \
    gint64 comes_end_ = g_get_monotonic_time () + WALK_MOST_WAITING;                                                   \
    gboolean came_;                                                                                                    \
                                                                                                                       \
    while (!(came_ = (condition)) && g_get_monotonic_time () < comes_end_)                                             \
      {                                                                                                                \
        if (walk_is_asked ("discard"))                                                                                 \
          walk_answer ("Discard");                                                                                     \
        await_step (G_MAXINT64, NULL);                                                                                 \
      }                                                                                                                \
    came_;                                                                                                             \
  }))

void walk_answer (const char *label);

/* Until keys go to @widget. */
gboolean walk_give_keyboard (WindowBed *bed, GtkWidget *widget);

/* Closes all that is open over the bed's window. */
void walk_put_dialogs_away (WindowBed *bed);

/* Fails the test if the window hears no key, nothing being open over it: something that is gone keeps them all. */
void walk_assert_hears (WindowBed *bed, WalkInput *input);

gboolean walk_open_tokens (WindowBed *bed);
gboolean walk_open_create (WindowBed *bed);

/* A new token in the editor, which nobody has revoked. */
gboolean walk_open_token (WindowBed *bed);

/* Begins @action with one. */
gboolean walk_act_on_token (WindowBed *bed, const char *action);

/* What the first menu button at or below @within opens. */
gboolean walk_open_popover (gpointer within);
