/* tessera-token-keys.h: the shortcuts of what can be done with a token, of which there is one list. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The keys of the actions `token.…` that @page has, from anywhere in the window while @page is in sight. Main thread only. */
void tessera_token_keys_add (GtkWidget *page);

G_END_DECLS
