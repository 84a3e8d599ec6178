/* walk-places.h: where a walk has to come by: every dialog, menu and popover of the window, and what several tokens get.
 *
 * Luck may lead past some of them for thousands of steps; so each knows a way there. */

#pragma once

#include "walk-input.h"
#include "walk-servers.h"

typedef struct _WalkPlaces WalkPlaces;

WalkPlaces *walk_places_new (WindowBed *bed, WalkServers *servers, WalkInput *input);
void walk_places_free (WalkPlaces *places);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WalkPlaces, walk_places_free)

/* Looks around, and counts where one is that was not so at the last look. The window is open. */
void walk_places_look (WalkPlaces *places);

/**
 * walk_places_approach:
 *
 * Puts all dialogs away and goes to the place that was visited least, as a
 * person would: asked whether to lose what is filled in, the answer is yes.
 * The way to the service is clear, and the bed's service is open. Fails the
 * test if there is no way.
 *
 * Returns: the name of the place
 */
const char *walk_places_approach (WalkPlaces *places);

/* How many were never visited. */
guint walk_places_count_missing (WalkPlaces *places);

/* Tells how often each was visited. */
void walk_places_tell (WalkPlaces *places);
