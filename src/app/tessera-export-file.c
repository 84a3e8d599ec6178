#include "tessera-export-file.h"

/* What the thread works on: tokens and catalogue are immutable. */
typedef struct
{
  GPtrArray *tokens;
  TesseraCatalogue *catalogue;
  TesseraExportFormat format;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_ptr_array_unref (work->tokens);
  tessera_catalogue_unref (work->catalogue);
  g_free (work);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  g_autoptr (GBytes) content
    = tessera_export_write (work->tokens, work->catalogue, work->format, tessera_time_now ());
  GError *error = NULL;

  if (g_file_replace_contents (source, g_bytes_get_data (content, NULL), g_bytes_get_size (content), NULL, FALSE,
                               G_FILE_CREATE_PRIVATE, NULL, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
tessera_export_file_async (GFile *file, GPtrArray *tokens, TesseraCatalogue *catalogue, TesseraExportFormat format,
                           GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (file, cancellable, callback, data);
  Work *work = g_new (Work, 1);

  *work = (Work) { g_ptr_array_ref (tokens), tessera_catalogue_ref (catalogue), format };
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, write_in_thread);
}

gboolean
tessera_export_file_finish (GFile *file, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, file), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
