/* walk-ways.h: how one gets about the window on the way to some place, as a person would.
 *
 * Whoever is asked whether to lose what is filled in says yes. All of it waits
 * until one is there; the way to the service is clear. */

#pragma once

#include "window-bed.h"

/* Whether a question is open that has this answer. */
gboolean walk_is_asked (const char *answer);

/* Until @condition holds, whatever is asked on the way. */
#define AWAIT_LEAVING(condition)                                                                                       \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    gint64 leaving_deadline_ = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;                                          \
                                                                                                                       \
    while (!(condition))                                                                                               \
      {                                                                                                                \
        if (walk_is_asked ("discard"))                                                                                 \
          walk_answer ("Discard");                                                                                     \
        await_step (leaving_deadline_, G_STRLOC ": " #condition);                                                      \
      }                                                                                                                \
  }                                                                                                                    \
  G_STMT_END

void walk_answer (const char *label);

/* Until keys go to @widget; something may come in between, so not for long. */
void walk_await_keyboard (WindowBed *bed, GtkWidget *widget);

/* Closes all that is open over the bed's window. */
void walk_put_dialogs_away (WindowBed *bed);

void walk_open_tokens (WindowBed *bed);
void walk_open_create (WindowBed *bed);

/* A new token in the editor, which nobody has revoked. */
void walk_open_token (WindowBed *bed);

/* Does @action with one, until that dialog is open. */
void walk_act_on_token (WindowBed *bed, const char *action, GType dialog);

/* What the first menu button at or below @within opens. */
void walk_open_popover (gpointer within);
