/* tessera-calendar.h: a month to choose a day from, with a keyboard that works from the chosen day.
 *
 * GtkCalendar's own keyboard begins at the top left, wherever the chosen day is,
 * and its `today` is the local one; ours is the UTC day, as the service counts. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TESSERA_TYPE_CALENDAR (tessera_calendar_get_type ())
G_DECLARE_FINAL_TYPE (TesseraCalendar, tessera_calendar, TESSERA, CALENDAR, GtkWidget)

/* Signals: `picked` (the user moved to another day) and `confirmed` (Return or Space on it, or a second click). */
GtkWidget *tessera_calendar_new (void);

/* Shows the month of @day; with @chosen FALSE the day is where the keyboard begins, but not shown as chosen. */
void tessera_calendar_set_day (TesseraCalendar *calendar, const GDate *day, gboolean chosen);
void tessera_calendar_get_day (TesseraCalendar *calendar, GDate *day);

/* The day that is shown as today; days before it and, where @last is not %NULL, after that one are dimmed. */
void tessera_calendar_set_range (TesseraCalendar *calendar, const GDate *today, const GDate *last);

/* How many tokens expire on a day; days with some are marked, of the month that is shown alone, and asked for then. */
typedef guint (*TesseraDayCount) (const GDate *day, gpointer data);
void tessera_calendar_set_count (TesseraCalendar *calendar, TesseraDayCount count, gpointer data);

/* What the count tells has changed. */
void tessera_calendar_count_again (TesseraCalendar *calendar);

/* Moves the day as the keyboard does. */
void tessera_calendar_move (TesseraCalendar *calendar, int months, int days);

G_END_DECLS
