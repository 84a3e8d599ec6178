/* walk-deeds.h: what a person does to a window at random: keys, clicks, odd words, and a form filled in. */

#pragma once

#include "walk-input.h"
#include "walk-watch.h"

typedef struct
{
  WindowBed *bed;
  WalkInput *input;
  GRand *rand;
  guint number;        /* of the deed, as it is told */
} WalkDeeds;

/**
 * walk_deeds_do:
 * @number: the deed's
 *
 * Tells what it is going to do, and does it, to the window that a person has
 * before them. What comes of it is for the main loop.
 *
 * Returns: where it may change what is filled in
 */
WalkStep walk_deeds_do (WalkDeeds *deeds, guint number);
