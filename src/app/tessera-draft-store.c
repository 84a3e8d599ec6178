#include "tessera-draft-store.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "tessera-secret.h"

#define RUN_LENGTH 16
#define SUFFIX ".json"
#define MAX_SIZE (256 * 1024)      /* many times what a draft takes */

struct _TesseraDraftStore
{
  GObject parent_instance;

  char *folder;
  char *path;                 /* this run's file */
  GThreadPool *worker;        /* one thread, so that deeds are done in order; NULL until there is one to do */

  /* The worker's alone, once it runs. */
  int lock;
  gboolean complained;
};

G_DEFINE_FINAL_TYPE (TesseraDraftStore, tessera_draft_store, G_TYPE_OBJECT)

struct _TesseraLeftDrafts
{
  char *path;
  char *text;
  gint64 time;
  int lock;
};

typedef struct
{
  char *path;
  char *text;      /* NULL: to remove the file */
  char *aside;     /* where to move it; NULL unless that is to be done */
  GTask *sync;     /* who waits for all deeds before; then there is no path */
} Deed;

static void
deed_free (Deed *deed)
{
  g_free (deed->path);
  g_free (deed->text);
  g_free (deed->aside);
  g_clear_object (&deed->sync);
  g_free (deed);
}

static char *
lock_path (const char *path)
{
  return g_strconcat (path, ".lock", NULL);
}

/* -1 with errno; also where another run holds it. */
static int
take_lock (const char *path)
{
  g_autofree char *beside = lock_path (path);
  int lock = g_open (beside, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (lock >= 0 && flock (lock, LOCK_EX | LOCK_NB) != 0)
    {
      close (lock);
      return -1;
    }
  return lock;
}

static void
drop_lock (const char *path, int *lock)
{
  g_autofree char *beside = lock_path (path);

  g_unlink (beside);
  if (*lock >= 0)
    close (*lock);
  *lock = -1;
}

/* The worker */

static void
complain (TesseraDraftStore *self, const char *why)
{
  if (!self->complained)
    g_message ("What is filled in can't be kept in %s: %s", self->folder, why);
  self->complained = TRUE;
}

/* What others have left is locked already. */
static gboolean
lock_own (TesseraDraftStore *self, const char *path)
{
  if (self->lock < 0 && g_str_equal (path, self->path))
    self->lock = take_lock (path);

  return self->lock >= 0 || !g_str_equal (path, self->path);
}

static void
write_text (TesseraDraftStore *self, const Deed *deed)
{
  g_autoptr (GError) error = NULL;

  if (g_mkdir_with_parents (self->folder, 0700) != 0 || !lock_own (self, deed->path))
    complain (self, g_strerror (errno));
  else if (!g_file_set_contents_full (deed->path, deed->text, -1,
                                      G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &error))
    complain (self, error->message);
}

static void
take_away (TesseraDraftStore *self, const Deed *deed)
{
  g_autofree char *beside = lock_path (deed->path);

  if (deed->aside != NULL)
    g_rename (deed->path, deed->aside);
  else
    g_unlink (deed->path);
  if (g_str_equal (deed->path, self->path))
    drop_lock (deed->path, &self->lock);
  else
    g_unlink (beside);
}

static void
do_deed (gpointer data, gpointer store)
{
  Deed *deed = data;

  if (deed->sync != NULL)
    g_task_return_boolean (deed->sync, TRUE);
  else if (deed->text != NULL)
    write_text (store, deed);
  else
    take_away (store, deed);
  deed_free (deed);
}

/* Takes @deed. */
static void
push_deed (TesseraDraftStore *self, Deed *deed)
{
  if (self->worker == NULL)
    self->worker = g_thread_pool_new (do_deed, self, 1, FALSE, NULL);
  g_thread_pool_push (self->worker, deed, NULL);
}

/* @aside: (transfer full) (nullable) */
static void
push (TesseraDraftStore *self, const char *path, const char *text, char *aside)
{
  Deed *deed = g_new0 (Deed, 1);

  deed->path = g_strdup (path);
  deed->text = g_strdup (text);
  deed->aside = aside;
  push_deed (self, deed);
}

/* What others have left */

static void
add_left (GPtrArray *all, const char *path)
{
  g_autofree char *text = NULL;
  TesseraLeftDrafts *left;
  int lock = take_lock (path);
  GStatBuf info;
  gsize length;

  if (lock < 0)
    return;      /* its run is alive */
  if (g_stat (path, &info) != 0 || info.st_size > MAX_SIZE || !g_file_get_contents (path, &text, &length, NULL)
      || strlen (text) != length)
    g_clear_pointer (&text, g_free);

  left = g_new (TesseraLeftDrafts, 1);
  *left = (TesseraLeftDrafts) { g_strdup (path), text != NULL ? g_steal_pointer (&text) : g_strdup (""), info.st_mtime, lock };
  g_ptr_array_add (all, left);
}

static int
compare_time (gconstpointer a, gconstpointer b)
{
  const TesseraLeftDrafts *const *one = a, *const *other = b;

  return (*one)->time == (*other)->time ? 0 : (*one)->time > (*other)->time ? -1 : 1;
}

static void
find_left (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  TesseraDraftStore *self = source;
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) tessera_left_drafts_free);
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      if (g_str_has_suffix (name, SUFFIX) && !g_str_equal (path, self->path))
        add_left (all, path);
    }
  g_ptr_array_sort (all, compare_time);
  g_task_return_pointer (task, g_steal_pointer (&all), (GDestroyNotify) g_ptr_array_unref);
}

/* The class */

static void
tessera_draft_store_finalize (GObject *object)
{
  TesseraDraftStore *self = TESSERA_DRAFT_STORE (object);

  tessera_draft_store_flush (self);
  if (self->lock >= 0)
    close (self->lock);
  g_free (self->folder);
  g_free (self->path);

  G_OBJECT_CLASS (tessera_draft_store_parent_class)->finalize (object);
}

static void
tessera_draft_store_class_init (TesseraDraftStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tessera_draft_store_finalize;
}

static void
tessera_draft_store_init (TesseraDraftStore *self)
{
  self->lock = -1;
}

TesseraDraftStore *
tessera_draft_store_new (const char *server)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, server, -1);
  g_autofree char *run = tessera_random_id (RUN_LENGTH);
  g_autofree char *name = NULL;
  TesseraDraftStore *self;

  g_return_val_if_fail (server != NULL, NULL);

  self = g_object_new (TESSERA_TYPE_DRAFT_STORE, NULL);
  name = g_strconcat (run != NULL ? run : "run", SUFFIX, NULL);
  self->folder = g_build_filename (g_get_user_state_dir (), "tessera", "drafts", digest, NULL);
  self->path = g_build_filename (self->folder, name, NULL);
  return self;
}

void
tessera_draft_store_save (TesseraDraftStore *store, const char *text)
{
  g_return_if_fail (TESSERA_IS_DRAFT_STORE (store));

  push (store, store->path, text, NULL);
}

void
tessera_draft_store_sync_async (TesseraDraftStore *store, GAsyncReadyCallback callback, gpointer data)
{
  Deed *deed;

  g_return_if_fail (TESSERA_IS_DRAFT_STORE (store));

  deed = g_new0 (Deed, 1);
  deed->sync = g_task_new (store, NULL, callback, data);
  g_task_set_source_tag (deed->sync, tessera_draft_store_sync_async);
  push_deed (store, deed);
}

void
tessera_draft_store_flush (TesseraDraftStore *store)
{
  g_return_if_fail (TESSERA_IS_DRAFT_STORE (store));

  if (store->worker != NULL)
    g_thread_pool_free (store->worker, FALSE, TRUE);
  store->worker = NULL;
}

void
tessera_draft_store_find_left_async (TesseraDraftStore *store, GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, data);

  g_task_set_source_tag (task, tessera_draft_store_find_left_async);
  g_task_run_in_thread (task, find_left);
}

GPtrArray *
tessera_draft_store_find_left_finish (TesseraDraftStore *store, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

const char *
tessera_left_drafts_get_text (TesseraLeftDrafts *left)
{
  return left->text;
}

void
tessera_draft_store_save_left (TesseraDraftStore *store, TesseraLeftDrafts *left, const char *text)
{
  g_return_if_fail (TESSERA_IS_DRAFT_STORE (store) && left != NULL);

  push (store, left->path, text, NULL);
}

void
tessera_draft_store_set_aside (TesseraDraftStore *store, TesseraLeftDrafts *left)
{
  g_return_if_fail (TESSERA_IS_DRAFT_STORE (store) && left != NULL);

  push (store, left->path, NULL, g_strconcat (left->path, ".unread", NULL));
}

void
tessera_left_drafts_free (TesseraLeftDrafts *left)
{
  if (left->lock >= 0)
    close (left->lock);
  g_free (left->path);
  g_free (left->text);
  g_free (left);
}
