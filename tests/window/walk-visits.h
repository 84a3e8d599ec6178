/* walk-visits.h: how often a walk has been in each place, and where it has to go next. */

#pragma once

#include "walk-places.h"

typedef struct _WalkVisits WalkVisits;

/* @places: lasts longer */
WalkVisits *walk_visits_new (WalkPlaces *places);
void walk_visits_free (WalkVisits *visits);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WalkVisits, walk_visits_free)

/* Looks around, and counts where one is that was not so at the last look. The window is open. */
void walk_visits_look (WalkVisits *visits);

/* The place that was visited least. */
guint walk_visits_find_least (WalkVisits *visits);

/* How many were never visited. */
guint walk_visits_count_missing (WalkVisits *visits);

/* Tells how often each was visited. */
void walk_visits_tell (WalkVisits *visits);
