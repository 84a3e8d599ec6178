/* walk-world.h: what happens around a window: faults of the way, a service that dies, other people, another size and look. */

#pragma once

#include "window-bed.h"

typedef struct
{
  WindowBed *bed;
  GRand *rand;
  gboolean down;       /* the service */
} WalkWorld;

/* Something, at random; it is told before it happens. */
void walk_world_let_happen (WalkWorld *world);

/* The service runs, and nothing stands in the door. */
void walk_world_mend (WalkWorld *world);
