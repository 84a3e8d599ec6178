/* tessera-bulk-dialog.h: a change of many tokens while it runs, with Cancel, then what came of it, with Retry. Main thread only. */

#pragma once

#include <adwaita.h>

#include "tessera-bulk.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_BULK_DIALOG (tessera_bulk_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TesseraBulkDialog, tessera_bulk_dialog, TESSERA, BULK_DIALOG, AdwWindow)

/* Runs @bulk at once. To be presented. */
GtkWindow *tessera_bulk_dialog_new (GtkWindow *parent, TesseraBulk *bulk);

G_END_DECLS
