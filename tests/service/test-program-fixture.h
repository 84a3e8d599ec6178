/* test-program-fixture.h: tesserad as whoever starts it sees it: its lines, its exit status, its files. */

#pragma once

#include <gio/gio.h>

/**
 * Place:
 * @folder: mode 0700; programs run in it
 */
typedef struct
{
  char *folder;
} Place;

/* For g_test_add(); the folder goes with all that is in it. */
void program_set_up (Place *place, gconstpointer data);
void program_tear_down (Place *place, gconstpointer data);

/* Starts tesserad with the arguments of @line, cut as a shell would, all three streams piped. (transfer full) */
GSubprocess *program_start (Place *place, const char *line);

/* Runs it to its end. @out, @err: (out) (optional) (transfer full): what it wrote. Returns: its exit status */
int program_run (Place *place, const char *line, char **out, char **err);

/* Fails with that status, nothing on standard output, and @words on standard error. */
void program_assert_fails (Place *place, const char *line, int status, const char *words);

/* `admin add` on the database d. (transfer full): an admin's new key, with its line's end */
char *program_add_admin (Place *place, const char *rest);

/* (transfer full): the lines before `ready` */
char **program_wait_until_ready (GSubprocess *process);

/* It ends with 0 within 5 seconds; program_end() sends SIGTERM before. */
void program_assert_ends_well (GSubprocess *process);
void program_end (GSubprocess *process);

/* Of a file in the folder. */
guint program_mode_of (Place *place, const char *name);
guint program_group_of (Place *place, const char *name);
gboolean program_is_there (Place *place, const char *name);
