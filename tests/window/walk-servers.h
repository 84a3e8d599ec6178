/* walk-servers.h: a bed's window with all its servers: the bed's own, behind the door, and this computer's.
 *
 * The bed's session is whichever is open. */

#pragma once

#include "tessera-sessions.h"

#include "window-bed.h"

typedef struct _WalkServers WalkServers;

/**
 * walk_servers_new:
 * @opened: called when another session is open, and the window shows it
 *
 * Opens the bed's window, at the bed's service.
 */
WalkServers *walk_servers_new (WindowBed *bed, void (*opened) (gpointer data), gpointer data);
void walk_servers_free (WalkServers *servers);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WalkServers, walk_servers_free)

/* Opens a window in place of the one that was closed, as the next start of the program does, but always at the bed's service. */
void walk_servers_open_window (WalkServers *servers);

/* Whether the bed's service is open. */
gboolean walk_servers_shows_home (WalkServers *servers);

/* The same, and it has loaded. */
gboolean walk_servers_is_home (WalkServers *servers);

/* Opens the bed's service, whatever became of its address and key. The way there must be clear. */
void walk_servers_go_home (WalkServers *servers);

/* This computer's own service is open. */
gboolean walk_servers_is_here (WalkServers *servers);

/* Nobody waits for an answer for long. Once for each step: a client may be made late. */
void walk_servers_hurry (WalkServers *servers);
