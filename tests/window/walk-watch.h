/* walk-watch.h: what must be true of the window after each step, whatever the step was. */

#pragma once

#include "window-bed.h"

/**
 * WalkStep:
 * @in_create: it went to Create Token or what belongs to it, and may change what is filled in there
 * @in_editor: the same of the editor
 */
typedef struct
{
  gboolean in_create;
  gboolean in_editor;
} WalkStep;

typedef struct _WalkWatch WalkWatch;

/* Watches the bed's window from now on. */
WalkWatch *walk_watch_new (WindowBed *bed);
void walk_watch_free (WalkWatch *watch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WalkWatch, walk_watch_free)

/* Whether the window has been closed; everything in it was saved then, or given up by an answer. */
gboolean walk_watch_is_closed (WalkWatch *watch);

/* Whether something in the window that has closed was kept for later: the next one has to offer it. */
gboolean walk_watch_has_kept (WalkWatch *watch);

/* What is filled in may be lost from here to the next check. */
void walk_watch_give_up (WalkWatch *watch);

/* The window shows another session, the bed's by now, with pages of its own: fails the test if those before them held
 * what was neither saved nor given up. */
void walk_watch_follow (WalkWatch *watch);

/**
 * walk_watch_check:
 *
 * Fails the test unless one expander is open, no form has lost what was
 * filled in without a step or an answer that meant it, and no secret is
 * legible but in its own dialog.
 */
void walk_watch_check (WalkWatch *watch, WalkStep step);

/* Loads, and fails the test unless the list is then the service's. Nothing stands in the door. */
void walk_watch_compare (WalkWatch *watch);
