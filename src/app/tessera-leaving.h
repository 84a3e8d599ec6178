/* tessera-leaving.h: who waits to leave what is edited, until that is saved or discarded. Main thread only. */

#pragma once

#include "tessera-questions.h"

G_BEGIN_DECLS

/* @may: whether it may be left; what was typed is then saved or discarded */
typedef void (*TesseraLeft) (gboolean may, gpointer data);

/* One at a time; all zero while nobody waits. */
typedef struct
{
  TesseraLeft done;
  gpointer data;
} TesseraLeaving;

/**
 * tessera_leaving_ask:
 * @token: whose changes are not saved
 * @can_update: whether they can be saved
 * @done: called once, with @data, by tessera_leaving_settle(); who waited before hears that he may not
 * @answered: called once, with @answered_data, when the user has answered
 */
void tessera_leaving_ask (TesseraLeaving *leaving, GtkWindow *window, TesseraToken *token, gboolean can_update,
                          TesseraLeft done, gpointer data, TesseraUnsavedCallback answered, gpointer answered_data);

/* Tells who waits, if somebody does. */
void tessera_leaving_settle (TesseraLeaving *leaving, gboolean may);

G_END_DECLS
