/* walk-places.h: where a walk has to come by: every dialog, menu and popover of the window, and what several tokens get.
 *
 * Luck may lead past some of them for thousands of steps; so each knows a way
 * there. They are numbered from 0. */

#pragma once

#include "walk-input.h"
#include "walk-servers.h"

#define WALK_N_PLACES 21

typedef struct _WalkPlaces WalkPlaces;

WalkPlaces *walk_places_new (WindowBed *bed, WalkServers *servers, WalkInput *input);
void walk_places_free (WalkPlaces *places);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WalkPlaces, walk_places_free)

/* As the test tells it. */
const char *walk_places_get_name (guint place);

/* Whether one is there, or was since the last walk_places_forget() if it takes no longer than a moment. The window is open. */
gboolean walk_places_is_at (WalkPlaces *places, guint place);
void walk_places_forget (WalkPlaces *places);

/**
 * walk_places_approach:
 *
 * Puts all dialogs away and goes there, as a person would: asked whether to
 * lose what is filled in, the answer is yes. The way to the service is clear,
 * and the bed's service is open. Fails the test if there is no way.
 */
void walk_places_approach (WalkPlaces *places, guint place);
