/* tessera-export-file.h: tokens into a file, worked out in a thread, all of it or nothing. Main thread only. */

#pragma once

#include "tessera-export.h"

G_BEGIN_DECLS

/**
 * tessera_export_file_async:
 * @tokens: (element-type TesseraToken)
 * @file: is replaced once all of it is written; others who may read it stay as they were, a new one is for its owner alone
 */
void tessera_export_file_async (GFile *file, GPtrArray *tokens, TesseraCatalogue *catalogue, TesseraExportFormat format,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);

/* Returns: whether it was written; %FALSE with a %G_IO_ERROR */
gboolean tessera_export_file_finish (GFile *file, GAsyncResult *result, GError **error);

G_END_DECLS
