/* screen-watch.h: what a program shows, and when, seen from outside, through the X server alone.
 *
 * Whenever anything on the screen is drawn, the watch looks at a part of the
 * program's window. The program takes no part in it, so nothing in it is there
 * for being measured. One window at a time; main thread. */

#pragma once

#include <glib.h>

typedef struct _ScreenWatch ScreenWatch;

/**
 * ScreenStory:
 * @first: when the part first changed, monotonic microseconds, as all instants here; only right once the
 *   watch knows where windows are placed, that is, from the second story on
 * @told: when it first showed so many lines of text as were asked for
 * @shown: since when the part has looked as it looked at the end
 * @last: when anything on the screen was last drawn
 * @longest_gap: microseconds; the longest time between two drawings from @first to @last
 * @longest_wait: microseconds; the longest that the program's main loop left a question from the window manager
 *   (_NET_WM_PING) unanswered
 */
typedef struct
{
  gint64 first, told, shown, last;
  gint64 longest_gap, longest_wait;
} ScreenStory;

/* Ends the program if there is no X server with DAMAGE. */
ScreenWatch *screen_watch_new (void);
void screen_watch_free (ScreenWatch *watch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ScreenWatch, screen_watch_free)

/**
 * screen_watch_begin:
 * @least_lines: as many lines of text the part must show at the end
 *
 * To be called before the program starts.
 */
void screen_watch_begin (ScreenWatch *watch, guint least_lines);

/**
 * screen_watch_follow:
 * @quiet_ms: the end is when nothing was drawn for so long
 *
 * Follows the window that comes up, to the end. Returns: %FALSE if it did not get there in two minutes
 */
gboolean screen_watch_follow (ScreenWatch *watch, guint quiet_ms, ScreenStory *story);

/* Asks the window to close, as the window manager's button would. */
void screen_watch_close_window (ScreenWatch *watch);
