/* tessera-draft-store.h: the files in which drafts survive a crash, a folder for each server.
 *
 * Every run of the program writes a file of its own and holds a lock beside
 * it, which the system takes away however the run ends. So a later run, or
 * another one at the same time, takes over what the dead have left and leaves
 * the living alone. Files are private (0600), in the user's state folder, and replaced whole.
 * Main thread only; the files are read and written in another one. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TESSERA_TYPE_DRAFT_STORE (tessera_draft_store_get_type ())
G_DECLARE_FINAL_TYPE (TesseraDraftStore, tessera_draft_store, TESSERA, DRAFT_STORE, GObject)

/* @server: what tells the server from others, in no particular form */
TesseraDraftStore *tessera_draft_store_new (const char *server);

/**
 * tessera_draft_store_save:
 * @text: (nullable): what to write in place of what this run wrote before; %NULL removes the file
 *
 * Returns at once. What can't be written is told in the log, once.
 */
void tessera_draft_store_save (TesseraDraftStore *store, const char *text);

/* Calls back once all that was saved before is in its file, or can't be; a @result of no interest. */
void tessera_draft_store_sync_async (TesseraDraftStore *store, GAsyncReadyCallback callback, gpointer data);

/* Waits until everything is written; for the end of the program. */
void tessera_draft_store_flush (TesseraDraftStore *store);

/* A file that a run has left which is no more. It is this run's as long as the structure lives. */
typedef struct _TesseraLeftDrafts TesseraLeftDrafts;

void tessera_draft_store_find_left_async (TesseraDraftStore *store, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer data);

/* Returns: (transfer full) (element-type TesseraLeftDrafts): the newest first; empty if there is nothing */
GPtrArray *tessera_draft_store_find_left_finish (TesseraDraftStore *store, GAsyncResult *result);

/* (transfer none) */
const char *tessera_left_drafts_get_text (TesseraLeftDrafts *left);

/* As tessera_draft_store_save(), for what was left: after all that was saved before. */
void tessera_draft_store_save_left (TesseraDraftStore *store, TesseraLeftDrafts *left, const char *text);

/* Sets the file aside, where a person may look at it and no run does again. */
void tessera_draft_store_set_aside (TesseraDraftStore *store, TesseraLeftDrafts *left);

void tessera_left_drafts_free (TesseraLeftDrafts *left);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraLeftDrafts, tessera_left_drafts_free)

G_END_DECLS
