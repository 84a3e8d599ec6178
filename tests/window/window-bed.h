/* window-bed.h: a whole window for a test, in its process, in front of a real service.
 *
 * Between the two stands a door that passes everything on until the test
 * tells it to misbehave:
 *
 *   g_autoptr (WindowBed) bed = window_bed_new (NULL);
 *   GtkWidget *form = window_bed_get_create_form (bed);
 *
 *   fill_form (form, "Nightly export");
 *   window_bed_set_fault (bed, "POST", &(DoorFault) { .deed = DOOR_ANSWERS, .status = 500 });
 *   press (form, "Create Token");
 *   AWAIT (tessera_window_get_message (bed->window) != NULL);
 *
 * Every window is gone when the bed is. */

#pragma once

#include "tessera-window.h"

#include "test-calls.h"
#include "test-mock-server.h"
#include "window-hands.h"

/**
 * DoorDeed:
 * @DOOR_PASSES: on to the service, and its answer back
 * @DOOR_REFUSES: nothing listens
 * @DOOR_IS_SILENT: takes the request and never answers
 * @DOOR_ANSWERS: itself, with status, media type and body
 * @DOOR_BREAKS_OFF: in the middle of an answer
 * @DOOR_NEVER_ENDS: its answer
 * @DOOR_LOSES: passes the request on, and cuts the connection in place of the answer
 * @DOOR_HOLDS: passes on, and keeps the answer until the fault is taken away
 */
typedef enum
{
  DOOR_PASSES,
  DOOR_REFUSES,
  DOOR_IS_SILENT,
  DOOR_ANSWERS,
  DOOR_BREAKS_OFF,
  DOOR_NEVER_ENDS,
  DOOR_LOSES,
  DOOR_HOLDS,
} DoorDeed;

/* Strings are static. */
typedef struct
{
  DoorDeed deed;
  guint status;
  const char *media_type;
  const char *body;
} DoorFault;

typedef struct
{
  TestService *service;
  char *catalogue;           /* the file that the service reads */
  TestMockServer *door;
  TesseraSession *session;
  TesseraWindow *window;

  GMutex mutex;              /* over what the door's threads read */
  char *url;
  const char *what;
  DoorFault fault;
} WindowBed;

/**
 * window_bed_new:
 * @name: (nullable): a token of that name is there already, made over HTTP
 *
 * Returns: with a window that Mara, a manager, has open and that has loaded
 */
WindowBed *window_bed_new (const char *name);

/* A bed with a service and no window yet. */
WindowBed *window_bed_new_bare (void);

/* The window for whoever has @key, drawn but perhaps not loaded yet. @settings: (nullable) */
void window_bed_open (WindowBed *bed, const char *key, GSettings *settings);

/* A bed with Dashboard, Price feed and Nightly export, the newest, and a loaded window of a manager's, or a viewer's. */
WindowBed *window_bed_new_of_three (gboolean viewer);

/* Another window of its own session on the same service, loaded. To be closed with window_bed_close_window(). */
TesseraWindow *window_bed_open_another (WindowBed *bed, TesseraSession **session);
void window_bed_close_window (TesseraWindow *window);

void window_bed_await_load (TesseraSession *session);
void window_bed_free (WindowBed *bed);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WindowBed, window_bed_free)

/**
 * window_bed_set_fault:
 * @what: a method, or a method and the end of a path, `POST rotate`, or a method and what the query has,
 *   `GET cursor=`; a string that lasts
 * @fault: (nullable): what such requests meet from now on; %NULL: everything passes
 */
void window_bed_set_fault (WindowBed *bed, const char *what, const DoorFault *fault);

/* Starts the service again with the catalogue in which the text @from, which must be there, stands as @to. */
void window_bed_change_catalogue (WindowBed *bed, const char *from, const char *to);

/* Starts the service again, wherever it then listens; the door knows. */
void window_bed_restart_service (WindowBed *bed);

/* Presses Refresh and waits until it is done. */
void window_bed_refresh (WindowBed *bed);

TesseraEditor *window_bed_get_editor (WindowBed *bed);

/* What is selected in the list. */
GtkSelectionModel *window_bed_get_selection (WindowBed *bed);

/* The form in the expander Create Token, and the one in the editor. */
GtkWidget *window_bed_get_create_form (WindowBed *bed);
GtkWidget *window_bed_get_edit_form (WindowBed *bed);

/* Whether the strip says something with @part in it. */
gboolean window_says (TesseraWindow *window, const char *part);

/* Over HTTP: the newest token, and how many tokens there are. (transfer full) */
JsonObject *window_bed_fetch_newest (WindowBed *bed);
guint window_bed_count_tokens (WindowBed *bed);

/* Over HTTP: another admin renames the newest token. */
void window_bed_rename_newest (WindowBed *bed, const char *name);
