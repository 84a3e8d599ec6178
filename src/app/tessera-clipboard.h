/* tessera-clipboard.h: a secret on the clipboard, for a minute and no longer. Main thread only. */

#pragma once

#include <gdk/gdk.h>

#include "tessera-secret.h"

G_BEGIN_DECLS

/* How long a secret stays there, unless something else is copied. */
#define TESSERA_CLIPBOARD_SECONDS 60

/**
 * tessera_clipboard_copy_secret:
 *
 * Puts @secret there with the hint that password managers set, so that
 * clipboard histories leave it out, and takes it away after
 * %TESSERA_CLIPBOARD_SECONDS if it is still there.
 */
void tessera_clipboard_copy_secret (GdkClipboard *clipboard, const TesseraSecret *secret);

/* The same for @milliseconds, 1 or more. */
void tessera_clipboard_copy_secret_for (GdkClipboard *clipboard, const TesseraSecret *secret, guint milliseconds);

/* Takes away a secret that we put there and that is still there. Before the application shuts down. */
void tessera_clipboard_forget (GdkClipboard *clipboard);

G_END_DECLS
