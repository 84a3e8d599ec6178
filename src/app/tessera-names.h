/* tessera-names.h: which names active tokens bear, to warn of a second one. Main thread only. */

#pragma once

#include <gio/gio.h>

#include "tessera-token.h"

G_BEGIN_DECLS

typedef struct _TesseraNames TesseraNames;

/* @tokens: a GListModel of TesseraToken, followed from now on. (transfer full) */
TesseraNames *tessera_names_new (GListModel *tokens);
void tessera_names_free (TesseraNames *names);

/**
 * tessera_names_is_taken:
 * @name: trimmed; compared without regard to case
 * @except: (nullable): the token that may bear it
 * @data: the #TesseraNames; the order suits #TesseraNameTaken
 */
gboolean tessera_names_is_taken (const char *name, TesseraToken *except, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraNames, tessera_names_free)

G_END_DECLS
