/* tessera-rotation.h: a token gets another secret: the dialog that asks how, then the one that shows the secret. */

#pragma once

#include <gtk/gtk.h>

#include "tessera-session.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_ROTATION (tessera_rotation_get_type ())
G_DECLARE_FINAL_TYPE (TesseraRotation, tessera_rotation, TESSERA, ROTATION, GObject)

/* One after the other, of any tokens. Main thread only.
 * Signals: `changed` (TesseraToken): the token as it is now, whether rotated or found to be another than was thought;
 * `told` (const char *): a few words on what was done, once the secret is out of sight. */
TesseraRotation *tessera_rotation_new (TesseraSession *session);

/* Asks how @token is to be rotated, in a dialog over @parent, and goes on from there. */
void tessera_rotation_ask (TesseraRotation *rotation, GtkWindow *parent, TesseraToken *token);

G_END_DECLS
