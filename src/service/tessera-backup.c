#include "tessera-backup.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "tessera-store-sqlite-private.h"

static gboolean
fail (GError **error, TesseraError code, const char *path, const char *why)
{
  g_set_error (error, TESSERA_ERROR, (int) code, "The backup %s was not written: %s.", path, why);
  return FALSE;
}

/* Makes an empty file, mode 0600: SQLite by itself would make one that others can read. */
static gboolean
make_file (const char *path, GError **error)
{
  int fd = open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  if (fd < 0)
    return errno == EEXIST ? fail (error, TESSERA_ERROR_EXISTS, path, "there is a file of that name already")
                           : fail (error, TESSERA_ERROR_STORAGE, path, g_strerror (errno));

  close (fd);
  return TRUE;
}

/* In one step, so that no change comes between two pages. */
static gboolean
copy (sqlite3 *from, sqlite3 *to, const char *path, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (to, "main", from, "main");
  int result;

  if (backup == NULL)
    return fail (error, TESSERA_ERROR_STORAGE, path, sqlite3_errmsg (to));

  sqlite3_backup_step (backup, -1);
  result = sqlite3_backup_finish (backup);
  if (result == SQLITE_OK)
    return TRUE;

  return fail (error, (result & 0xff) == SQLITE_BUSY ? TESSERA_ERROR_BUSY : TESSERA_ERROR_STORAGE, path,
               sqlite3_errstr (result));
}

static gboolean
copy_to_file (TesseraStoreSqlite *store, const char *path, GError **error)
{
  sqlite3 *to = NULL;
  gboolean done;

  if (sqlite3_open_v2 (path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
    done = fail (error, TESSERA_ERROR_STORAGE, path, sqlite3_errmsg (to));
  else
    done = copy (tessera_sqlite_get_handle (store->connection), to, path, error);

  sqlite3_close (to);
  return done;
}

/* The file's name is durable only when its folder is. */
static gboolean
flush_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean done = fd >= 0 && fsync (fd) == 0;

  if (!done)
    fail (error, TESSERA_ERROR_STORAGE, path, g_strerror (errno));
  if (fd >= 0)
    close (fd);
  return done;
}

gboolean
tessera_backup_write (TesseraStoreSqlite *store, const char *path, GError **error)
{
  g_return_val_if_fail (TESSERA_IS_STORE_SQLITE (store) && path != NULL, FALSE);

  if (!make_file (path, error))
    return FALSE;
  if (copy_to_file (store, path, error) && flush_folder (path, error))
    return TRUE;

  g_unlink (path);
  return FALSE;
}
