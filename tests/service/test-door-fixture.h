/* test-door-fixture.h: a door with a small service behind it that remembers what it was asked.
 *
 * `/refused` is refused with 404 when its fields are here; `/close` ends the
 * connection; `/large` answers 8 MiB; `/peer` says who asked; `/wait` stands
 * still until test_door_release(). Everything else echoes method, target and body. */

#pragma once

#include "tessera-door.h"

#define LARGE_SIZE (8 * 1024 * 1024)

typedef struct
{
  TesseraDoor *door;
  char *address; /* for raw_connect() */
  char *folder;

  GMutex mutex;
  GCond changed;
  GPtrArray *handled;  /* `POST /target body`, in order */
  GPtrArray *admitted; /* `POST /target` */
  GPtrArray *refused;  /* `400`, by the door itself */
  gboolean waiting;
  gboolean released;
} TestDoor;

/* On a free port of 127.0.0.1; or on a Unix socket in a folder of its own. */
TestDoor *test_door_open (const TesseraDoorLimits *limits);
TestDoor *test_door_open_unix (const TesseraDoorLimits *limits);

/* Ends the door alone. */
void test_door_close (TestDoor *test);
void test_door_free (TestDoor *test);

/* Until somebody stands still in `/wait`; and lets everybody go who does. */
void test_door_wait_for_waiting (TestDoor *test);
void test_door_release (TestDoor *test);

guint test_door_count_handled (TestDoor *test);
guint test_door_count_admitted (TestDoor *test);
guint test_door_count_refused (TestDoor *test);

/* (transfer full): what was asked as the @index-th */
char *test_door_get_handled (TestDoor *test, guint index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestDoor, test_door_free)
