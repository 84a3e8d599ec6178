/* tessera-questions.h: what is asked before something is lost. Main thread only. */

#pragma once

#include <adwaita.h>

#include "tessera-token.h"

G_BEGIN_DECLS

/* Shows @dialog, complete with heading and answers, which are named for assistive technology. */
void tessera_question_present (AdwMessageDialog *dialog);

typedef enum
{
  TESSERA_UNSAVED_KEEP,
  TESSERA_UNSAVED_DISCARD,
  TESSERA_UNSAVED_UPDATE,
} TesseraUnsavedAnswer;

typedef void (*TesseraUnsavedCallback) (TesseraUnsavedAnswer answer, gpointer data);

/**
 * tessera_question_unsaved:
 * @name: (nullable): the edited token's name; %NULL for one that is being filled in
 * @can_update: whether Update is offered, too
 * @callback: called once
 */
void tessera_question_unsaved (GtkWindow *parent, const char *name, gboolean can_update,
                               TesseraUnsavedCallback callback, gpointer data);

typedef enum
{
  TESSERA_QUIT_CANCEL,
  TESSERA_QUIT_DISCARD,
  TESSERA_QUIT_KEEP,
} TesseraQuitAnswer;

typedef void (*TesseraQuitCallback) (TesseraQuitAnswer answer, gpointer data);

/**
 * tessera_question_quit:
 * @creating: whether a token is being filled in
 * @name: (nullable): the name of the one being changed
 * @callback: called once
 *
 * Asks whether what is not saved is kept for the next start.
 */
void tessera_question_quit (GtkWindow *parent, gboolean creating, const char *name, TesseraQuitCallback callback,
                            gpointer data);

typedef void (*TesseraRevokeCallback) (TesseraToken *token, gpointer data);

/* Asks whether @token shall be revoked; @callback is called if so. */
void tessera_question_revoke (GtkWindow *parent, TesseraToken *token, TesseraRevokeCallback callback, gpointer data,
                              GDestroyNotify destroy);

G_END_DECLS
